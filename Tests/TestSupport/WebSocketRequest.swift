public import MockModel

extension Request {
    /// The opening handshake of a WebSocket (RFC 6455 §1.3).
    public static func webSocket(_ target: String = "/", body: [UInt8] = []) -> Request {
        Request(
            method: "GET", target: target,
            headers: HeaderFields([
                ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
                ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ]), body: body)
    }
}
