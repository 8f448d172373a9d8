import MockModel
import NIOCore

@testable import MockServer

/// Readers of what comes over a connection.
enum EdgeWork {
    static let cases: [String: @Sendable (Int) -> Void] = [
        "request-body": { size in
            read(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n".utf8) + repeated("x", to: size), 1_400)
        },
        "request-pipelined": { read(repeated("GET /a?b=c HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n", to: $0), 1_400) },
        "chunks-small": { size in
            let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            read(head + repeated("1\r\nx\r\n", to: size) + Array("0\r\n\r\n".utf8), 1_400)
        },
        "chunks-extensions": { size in
            let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            read(head + repeated("1;\(String(repeating: "a", count: 4_000))\r\nx\r\n", to: size), 1_400)
        },
        "frames-small": { frames(repeated("\u{1}", to: $0 / 8).flatMap { [0x82, 0x81, 0, 0, 0, 0, $0, 0x89, 0x80, 0, 0, 0, 0] }) },
        "frames-fragments": { size in
            let first: [UInt8] = [0x02, 0x81, 0, 0, 0, 0, 1]
            let more = (0..<min(size, 14 << 20) / 7).flatMap { _ in [0x00, 0x81, 1, 2, 3, 4, 5] as [UInt8] }
            frames(first + more + [0x80, 0x80, 0, 0, 0, 0])
        },
        "response-chunks": { size in
            var reader = ResponseParser(isHead: false, limits: ResponseLimits(body: 64 << 20))
            let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            for piece in pieces(head + repeated("1\r\nx\r\n", to: size) + Array("0\r\n\r\n".utf8), 1_400) {
                reader.feed(ByteBuffer(bytes: piece))
                _ = reader.next()
            }
        },
    ]

    private static func pieces(_ bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min(bytes.count, $0 + size)] }
    }

    private static func read(_ bytes: [UInt8], _ size: Int) {
        var parser = RequestParser { 64 << 20 }
        for piece in pieces(bytes, size) {
            parser.feed(ByteBuffer(bytes: piece))
            while true {
                let event = parser.next()
                if event == .incomplete { break }
                if case .refused(let failure) = event { return print("refused: \(failure)") }
            }
        }
    }

    private static func frames(_ bytes: [UInt8]) {
        var reader = WebSocketReader()
        for piece in pieces(bytes, 1_400) {
            reader.feed(ByteBuffer(bytes: piece))
            while let event = try? reader.next(), event != .incomplete {}
        }
    }
}
