import Foundation
import MockModel
import TestSupport
import Testing

/// Compressed request bodies, as a client sends them.
@Suite(.ownThreads) struct ContentCodingTests {
    private static let files = [
        "mockscript.yaml": "limits: { body: 2MB }",
        "routes/b/POST.hit.http": "# @match body.n = 1\nHTTP/1.1 200 OK\nContent-Type: text/plain\n\nhit",
        "routes/lua/route.lua": """
        return {
          POST = function(req) return { json = req.json, text = req.text, size = #req.body } end,
          PUT = function(req) return req.form end,
          PATCH = function(req) return { size = #req.body } end,
        }
        """,
    ]

    /// `{"n":1}` in each coding, as the tools of the codings write it.
    static let coded: [(coding: String, hex: String)] = [
        ("gzip", "1f8b0800000000000203ab56ca53b232ac05007e3b4bd407000000"),
        ("x-gzip", "1f8b0800000000000203ab56ca53b232ac05007e3b4bd407000000"),
        ("deflate", "789cab56ca53b232ac0500086b0216"),
        ("deflate", "ab56ca53b232ac0500"),
        ("br", "0b03807b226e223a317d03"),
        ("zstd", "28b52ffd00583900007b226e223a317d"),
    ]

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func send(
        _ mock: EdgeMock, _ method: String, _ target: String, _ coding: String, _ body: [UInt8],
        type: String = "application/json"
    ) throws -> RawResponse? {
        let client = try mock.client(
            "\(method) \(target) HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\nContent-Encoding: \(coding)\r\n"
                + "Content-Length: \(body.count)\r\n\r\n")
        client.send(body)
        return client.readResponse()
    }

    @Test func `each coding is decoded for conditions and code, and the raw bytes stay`() throws {
        let mock = try EdgeMock(ContentCodingTests.files)
        for (coding, hex) in ContentCodingTests.coded {
            let body = bytes(hex)
            #expect(try send(mock, "POST", "/b", coding, body)?.text == "hit", "\(coding) \(hex)")
            let seen = try JSONValue(parsing: try #require(try send(mock, "POST", "/lua", coding, body)).body)
            #expect(seen["json"] == ["n": 1])
            #expect(seen["text"] == "{\"n\":1}")
            #expect(seen["size"] == .integer(Int64(body.count)))
        }
        let twice = bytes(ContentCodingTests.coded[0].hex) + bytes(ContentCodingTests.coded[0].hex)
        #expect(try send(mock, "POST", "/lua", "identity, gzip", twice)?.status == 400, "two documents are no JSON")
        #expect(try send(mock, "PATCH", "/lua", "gzip", twice)?.status == 200)
    }

    @Test func `a coded body is passed on as it was sent`() throws {
        let upstream = try EdgeMock([
            "routes/pass/route.lua": "return { POST = function(req) return { size = #req.body, json = req.json } end }"
        ])
        let mock = try EdgeMock([
            "routes/pass/route.lua":
                "return { POST = function(req) return mock.proxy(req, \"http://127.0.0.1:\(upstream.server.port)\") end }"
        ])
        let body = bytes(ContentCodingTests.coded[0].hex)
        let answer = try #require(try send(mock, "POST", "/pass", "gzip", body))
        let seen = try JSONValue(parsing: answer.body)
        #expect(seen["size"] == .integer(Int64(body.count)))
        #expect(seen["json"] == ["n": 1])
    }

    @Test func `what cannot be decoded is told`() throws {
        let mock = try EdgeMock(ContentCodingTests.files)
        let whole = bytes(ContentCodingTests.coded[0].hex)
        for (coding, body, status, words) in [
            ("gzip", Array(whole.dropLast(9)), 400, "no whole gzip"),
            ("gzip", whole + [1, 2, 3], 400, "no whole gzip"),
            ("gzip", Array("{\"n\":1}".utf8), 400, "no whole gzip"), ("br", [0xFF, 0xFF, 0xFF], 400, "no whole br"),
            ("zstd", whole, 400, "no whole zstd"), ("compress", whole, 415, "compress"),
            ("gzip, gzip, gzip, gzip", whole, 415, "4 codings"),
        ] {
            let answer = try #require(try send(mock, "POST", "/lua", coding, body))
            #expect(answer.status == status, "\(coding)")
            #expect(answer.text.contains(words), "\(answer.text)")
            #expect(
                try send(mock, "PUT", "/lua", coding, body, type: "application/x-www-form-urlencoded")?.status == status
            )
            #expect(
                try send(mock, "PATCH", "/lua", coding, body)?.status == 200, "code that does not look is not bothered")
            #expect(try send(mock, "POST", "/b", coding, body)?.text.contains(words) == true)
        }
    }

    @Test func `a body that grows past its limit is refused before any code`() throws {
        let mock = try EdgeMock(ContentCodingTests.files)
        // 3 MB of zeros: in a block of run-length coding of zstd each 128 kB take four bytes.
        var bomb = bytes("28b52ffd0058")
        for number in 0..<24 { bomb += [number == 23 ? 0x03 : 0x02, 0x00, 0x10, 0x00] }
        #expect(try send(mock, "PATCH", "/lua", "zstd", bomb)?.status == 413)
        var small = bytes("28b52ffd0058")
        for number in 0..<4 { small += [number == 3 ? 0x03 : 0x02, 0x00, 0x10, 0x00] }
        #expect(try send(mock, "PATCH", "/lua", "zstd", small)?.status == 200)
    }

    @Test func `a TLS client on the plain port is told as that`() throws {
        let mock = try EdgeMock(ContentCodingTests.files)
        let client = try RawClient(port: mock.server.port)
        client.send(
            [0x16, 0x03, 0x01, 0x00, 0xC8, 0x01, 0x00, 0x00, 0xC4, 0x03, 0x03] + [UInt8](repeating: 7, count: 194))
        let text = String(decoding: client.readToEnd().bytes, as: UTF8.self)
        #expect(text.contains("The client speaks TLS"))
    }
}
