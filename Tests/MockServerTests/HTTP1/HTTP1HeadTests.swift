import Foundation
import MockModel
import NIOCore
import Testing

@testable import MockServer

@Suite struct HTTP1HeadTests {
    /// What a writer writes.
    private func text(_ write: (inout ByteBuffer) throws -> Void) rethrows -> String {
        var buffer = ByteBuffer()
        try write(&buffer)
        return String(buffer: buffer)
    }

    @Test func `a head is its status line and lines as written, without framing`() throws {
        let response = Response(
            status: 201,
            headers: HeaderFields([("x-A", "b"), ("Content-length", "9"), ("CONNECTION", "close"), ("x-a", "")]))
        #expect(try text { try HTTP1Head.write(response, to: &$0) } == "HTTP/1.1 201 Created\r\nx-A: b\r\nx-a: \r\n")
    }

    @Test func `a reason of its own is kept, and an unknown status has none`() throws {
        let fine = Response(status: 200, reason: "Fine")
        #expect(try text { try HTTP1Head.write(fine, to: &$0) } == "HTTP/1.1 200 Fine\r\n")
        #expect(try text { try HTTP1Head.write(Response(status: 299), to: &$0) } == "HTTP/1.1 299 \r\n")
    }

    @Test func `bytes of a value that are not UTF-8 are written as they are`() throws {
        var buffer = ByteBuffer()
        HTTP1Head.write(HeaderFields.Field("A", bytes: [0xE9, 0x20, 0xFF]), to: &buffer)
        #expect(Array(buffer.readableBytesView) == Array("A: ".utf8) + [0xE9, 0x20, 0xFF, 0x0D, 0x0A])
    }

    @Test func `nothing is written of a head that would break out of its line`() {
        var buffer = ByteBuffer()
        #expect(throws: ResponseHeadError.value(of: "B")) {
            try HTTP1Head.write(Response(headers: HeaderFields([("A", "x"), ("B", "x\ny")])), to: &buffer)
        }
        HTTP1Head.writeEarlyHints(HeaderFields([("A", "x\ry")]), to: &buffer)
        #expect(buffer.readableBytes == 0)
    }

    @Test func `interim responses are whole heads`() {
        #expect(text { HTTP1Head.writeContinue(to: &$0) } == "HTTP/1.1 100 Continue\r\n\r\n")
        let hints = HeaderFields([("Link", "</a.css>")])
        #expect(
            text { HTTP1Head.writeEarlyHints(hints, to: &$0) } == "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    }

    @Test func `a slot gives the same bytes as writing anew, the first time and later`() throws {
        let response = Response(headers: HeaderFields([("A", "b")]), body: .bytes([1, 2, 3]))
        let head = EncodingSlot()
        let whole = EncodingSlot()
        let expected = try text { try HTTP1Head.write(response, to: &$0) }
        for _ in 0..<2 {
            #expect(try text { try HTTP1Encoding.write(response, head, to: &$0) } == expected)
            let opening = try HTTP1Encoding.opening(of: response, body: [1, 2, 3], in: whole)
            #expect(String(decoding: opening.bytes, as: UTF8.self) == expected + "Content-Length: 3\r\nX-Mock-Call: ")
        }
        let kept = try HTTP1Encoding.head(of: response, in: head)
        #expect(try HTTP1Encoding.head(of: response, in: head) === kept)
    }

    @Test func `a slot of a head that cannot be written stays empty`() {
        let slot = EncodingSlot()
        #expect(throws: ResponseHeadError.status(99)) {
            try HTTP1Encoding.head(of: Response(status: 99), in: slot)
        }
        #expect(slot.isEmpty)
    }

    @Test func `only one file knows the lines of a head, and nothing below the edge does`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
        let lines = [
            "\"HTTP/1.1 \"", " HTTP/1.1\\r\\n", "HTTP/1.1 100", "Content-Length: ", "X-Mock-Call: ",
            "Connection: close",
        ]
        var found: Set<String> = []
        for target in ["MockModel", "MockEngine", "MockServer"] {
            let files = FileManager.default.enumerator(
                at: root.appendingPathComponent(target), includingPropertiesForKeys: nil)
            for case let file as URL in try #require(files) where file.pathExtension == "swift" {
                let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter {
                    !$0.drop { $0 == " " }.hasPrefix("//")
                }
                let isWriter = code.contains { line in lines.contains { line.contains($0) } }
                if isWriter { found.insert(file.lastPathComponent) }
                #expect(target == "MockServer" || !code.contains { $0.contains("HTTP/1") }, "\(file.lastPathComponent)")
            }
        }
        // StatusLine.swift reads the first line of other servers' responses.
        #expect(found == ["HTTP1Head.swift", "StatusLine.swift"])
    }
}
