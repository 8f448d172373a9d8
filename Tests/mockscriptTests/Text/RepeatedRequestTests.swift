import MockModel
import Testing

@testable import mockscript

/// The command that is printed to send a request again.
@Suite struct RepeatedRequestTests {
    private func lines(_ headers: [(String, String)], _ body: [UInt8] = [], target: String = "/a") -> [String] {
        let request = Request(method: "POST", target: target, headers: HeaderFields(headers), body: body)
        return RepeatedRequest(request, source: ".").lines
    }

    @Test func `the fields that matter are sent again, those of the connection are not`() {
        let headers = [
            ("Host", "127.0.0.1:4000"), ("User-Agent", "curl/8"), ("Accept", "*/*"), ("Content-Length", "2"),
            ("Connection", "keep-alive"), ("Content-Type", "application/json"), ("Authorization", "Bearer it's"),
            ("Idempotency-Key", "k-1"), ("Cookie", "a=b; c=d"),
        ]
        #expect(
            lines(headers, Array("{}".utf8)) == [
                "again: mockscript try POST /a -H 'Authorization: Bearer it'\\''s' -H 'Idempotency-Key: k-1' "
                    + "-H 'Cookie: a=b; c=d' -d '{}'"
            ])
        #expect(
            lines([("Host", "api.test"), ("Connection", "Upgrade")]).last?.hasSuffix(
                "-H 'Host: api.test' -H 'Connection: Upgrade'") == true)
    }

    @Test func `a type other than JSON is named, and none is said`() {
        #expect(
            lines([("Content-Type", "text/plain")], [97]) == [
                "again: mockscript try POST /a -H 'Content-Type: text/plain' -d a"
            ])
        #expect(lines([], [97]) == ["again: mockscript try POST /a -H Content-Type: -d a"])
    }

    @Test func `what the log masks is left out, and said`() {
        let request = Request(
            method: "POST", target: "/a", headers: HeaderFields([("Authorization", "Bearer s3cr3t"), ("X-Key", "k")]),
            body: Array(#"{"password":"s3cr3t-4"}"#.utf8))
        let exchange = Exchange(
            call: 1, session: "default", time: 0, request: request,
            reason: .failure(route: "POST /a", ScriptFailure(.runtime, "x")))
        let lines = RepeatedRequest(exchange.redacted(by: Redaction()).request, source: ".").lines
        #expect(
            lines == [
                "left out as a secret: Authorization; add it with -H; write the secrets in place of •••",
                "again: mockscript try POST /a -H 'X-Key: k' -H Content-Type: -d '{\"password\":\"•••\"}'",
            ])
    }

    @Test func `bytes and long bodies have a form that a shell takes`() {
        #expect(
            lines([("Content-Type", "image/png")], [0, 37, 65, 39, 92, 255])[0]
                == "again: printf '\\000%%A\\047\\134\\377' | mockscript try POST /a -H 'Content-Type: image/png' -d @-"
        )
        let long = lines([("Content-Type", "a/b")], [UInt8](repeating: 65, count: 3_000))
        #expect(
            long == [
                "first save the body of 3000 bytes as body.bin",
                "again: mockscript try POST /a -H 'Content-Type: a/b' -d @body.bin",
            ])
    }
}
