internal import MockModel

/// The signature of a webhook as a known sender makes it.
struct WebhookSignature: WebhookSigner {
    /// The sender whose format is used.
    enum Scheme: String {
        /// `Stripe-Signature: t=TIME,v1=HEX` of `TIME.BODY`.
        case stripe
        /// `X-Hub-Signature-256: sha256=HEX` of the body.
        case github
        /// `X-Slack-Signature: v0=HEX` of `v0:TIME:BODY`.
        case slack
        /// `webhook-signature: v1,BASE64` of `ID.TIME.BODY` (Standard Webhooks).
        case standard = "standard-webhooks"
    }

    let scheme: Scheme
    let key: [UInt8]
    /// The id of the message, which a standard webhook covers.
    let id: String

    func sign(_ request: inout OutgoingRequest, at time: Int64) {
        let seconds = "\(time / 1_000)"
        switch scheme {
        case .stripe:
            request.headers.set("Stripe-Signature", "t=\(seconds),v1=\(hex("\(seconds).", request.body))")
        case .github: request.headers.set("X-Hub-Signature-256", "sha256=\(hex("", request.body))")
        case .slack:
            request.headers.set("X-Slack-Request-Timestamp", seconds)
            request.headers.set("X-Slack-Signature", "v0=\(hex("v0:\(seconds):", request.body))")
        case .standard:
            let code = code("\(id).\(seconds).", request.body)
            request.headers.set("webhook-timestamp", seconds)
            request.headers.set("webhook-signature", "v1,\(Base64.encode(code, .standard))")
        }
    }

    private func hex(_ head: String, _ body: [UInt8]) -> String { Hexadecimal.encode(code(head, body)) }

    private func code(_ head: String, _ body: [UInt8]) -> [UInt8] {
        Digest.sha256.authenticate(Array(head.utf8) + body, key: key)
    }
}
