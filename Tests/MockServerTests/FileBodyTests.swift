import Foundation
import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

@testable import MockServer

/// File bodies at the socket: whole, in part, conditional, changed, gone.
@Suite(.ownThreads) struct FileBodyTests {
    /// Serves a file of some bytes, whose size may have been another one at load.
    private func withFile(
        _ bytes: [UInt8], knownSize: Int? = nil, headers: [(String, String)] = [], fault: Fault? = nil,
        _ body: (RawClient, URL) async throws -> Void
    ) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "edge-\(UInt64.random(in: 0 ... .max))")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let content = FileBody(
            root: file.deletingLastPathComponent().path, name: file.lastPathComponent, size: knownSize ?? bytes.count)
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, headers: headers, body: .file(content), fault: fault))
        }
        let before = ProcessFacts.descriptors
        try await withServer(answerer) { server in
            try await body(try RawClient(port: server.port), file)
        }
        #expect(try await eventually { ProcessFacts.descriptors <= before + 40 })
    }

    private func request(_ lines: String = "", method: String = "GET") -> String {
        "\(method) / HTTP/1.1\r\nHost: x\r\n\(lines)\r\n"
    }

    @Test func `a fault with a start of any size ends with the range that was asked for`() async throws {
        for start in [Int.max, Int.min] {
            try await withFile([UInt8](0..<100), fault: Fault(.close, after: start)) { client, _ in
                client.send(request("Range: bytes=10-\r\n"))
                let text = String(decoding: client.readToEnd().bytes.prefix(12), as: UTF8.self)
                #expect(text == "HTTP/1.1 206")
            }
        }
    }

    @Test func `a file is sent whole, with its validators, and the connection goes on`() async throws {
        let bytes = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) })
        try await withFile(bytes) { client, _ in
            for _ in 0..<2 {
                client.send(request())
                let response = client.readResponse()
                #expect(response?.status == 200)
                #expect(response?.body == bytes)
                #expect(response?["accept-ranges"] == "bytes")
                #expect(response?["etag"] != nil && response?["last-modified"] != nil)
            }
            client.send(request(method: "HEAD"))
            #expect(client.readResponse(toHead: true)?["content-length"] == "3000000")
        }
    }

    @Test func `a range is sent alone, and one outside is refused`() async throws {
        try await withFile(Array("0123456789".utf8)) { client, _ in
            client.send(request("Range: bytes=2-4\r\n"))
            let part = client.readResponse()
            #expect(part?.status == 206)
            #expect(part?.text == "234")
            #expect(part?["content-range"] == "bytes 2-4/10")
            client.send(request("Range: bytes=-3\r\n"))
            #expect(client.readResponse()?.text == "789")
            client.send(request("Range: bytes=20-\r\n"))
            let refused = client.readResponse()
            #expect(refused?.status == 416)
            #expect(refused?["content-range"] == "bytes */10")
            #expect(refused?["content-length"] == "0")
        }
    }

    @Test func `a client that has the file is told so`() async throws {
        try await withFile(Array("0123456789".utf8)) { client, _ in
            client.send(request())
            let first = client.readResponse()
            let tag = first?["etag"] ?? ""
            client.send(request("If-None-Match: \"other\", \(tag)\r\n"))
            let second = client.readResponse()
            #expect(second?.status == 304)
            #expect(second?["etag"] == tag)
            client.send(request("If-Modified-Since: \(first?["last-modified"] ?? "")\r\n"))
            #expect(client.readResponse()?.status == 304)
            client.send(request("Range: bytes=0-1\r\nIf-Range: \"other\"\r\n"))
            #expect(client.readResponse()?.status == 200)
            client.send(request("Range: bytes=0-1\r\nIf-Range: \(tag)\r\n"))
            #expect(client.readResponse()?.status == 206)
        }
    }

    @Test func `a file that changed since the project was loaded gives a 500 that says so`() async throws {
        try await withFile(Array("0123456789".utf8), knownSize: 11) { client, file in
            client.send(request())
            let response = client.readResponse()
            #expect(response?.status == 500)
            #expect(response?.text.contains("has 10 bytes, and had 11 when the project was loaded") == true)
            #expect(response?.text.contains(file.deletingLastPathComponent().path) == false)
        }
    }

    @Test func `a file that is gone gives a 500 that says so`() async throws {
        try await withFile(Array("0123456789".utf8)) { client, file in
            try FileManager.default.removeItem(at: file)
            client.send(request())
            let response = client.readResponse()
            #expect(response?.status == 500)
            #expect(response?.text.contains("\(file.lastPathComponent) of this response does not exist") == true)
        }
    }
}

/// The reading of `Range`.
@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=5-", 5..<10), ("bytes=-1", 9..<10), ("bytes=-99", 0..<10), ("bytes=3-99", 3..<10),
        ("Bytes= 1 - 2 ", 1..<3),
    ])
    func `a range is found`(_ text: String, _ range: Range<Int>) {
        #expect(ByteRange.parse(text)?.resolved(in: 10) == range)
    }

    @Test(arguments: [
        "bytes=4-2", "bytes=a-b", "bytes=1", "items=0-1", "bytes=0-1,3-4", "bytes=--1", "bytes=+1-2", "bytes=-",
    ])
    func `anything else is not a range`(_ text: String) {
        #expect(ByteRange.parse(text) == nil)
    }

    @Test func `a range outside resolves to nothing`() {
        #expect(ByteRange.parse("bytes=10-")?.resolved(in: 10) == nil)
        #expect(ByteRange.parse("bytes=-0")?.resolved(in: 10) == nil)
        #expect(ByteRange.parse("bytes=0-0")?.resolved(in: 0) == nil)
    }
}
