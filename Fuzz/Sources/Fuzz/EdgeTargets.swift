import MockEngine
import MockModel
import NIOCore

@testable import MockServer

/// Readers of what comes over a connection. Each input is read whole and in pieces, which must make no difference.
enum EdgeTargets {
    /// Requests: any bytes.
    static func request(_ bytes: [UInt8]) {
        let whole = requests(in: [bytes])
        check(whole == requests(in: pieces(of: bytes)), "pieces of requests read like the whole")
    }

    /// Chunked bodies: the bytes stand behind a head that announces chunks.
    static func chunks(_ bytes: [UInt8]) {
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        let whole = requests(in: [head + bytes])
        check(whole == requests(in: [head] + pieces(of: bytes)), "pieces of chunks read like the whole")
    }

    /// Responses of other servers.
    static func response(_ bytes: [UInt8]) {
        let whole = responses(in: [bytes])
        check(whole == responses(in: pieces(of: bytes)), "pieces of a response read like the whole")
    }

    /// Frames of WebSocket clients.
    static func frames(_ bytes: [UInt8]) {
        let whole = frames(in: [bytes])
        check(whole == frames(in: pieces(of: bytes)), "pieces of frames read like the whole")
    }

    /// Cuts of one to seven bytes, the sizes by the content.
    private static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.count <= 4_096 else { return [bytes] }
        var pieces: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + 1 + Int(bytes[start] % 7))
            pieces.append(Array(bytes[start..<end]))
            start = end
        }
        return pieces
    }

    private static func requests(in pieces: [[UInt8]]) -> [RequestParser.Event] {
        var parser = RequestParser { 1 << 16 }
        var events: [RequestParser.Event] = []
        for piece in pieces {
            parser.feed(ByteBuffer(bytes: piece))
            var event = parser.next()
            while event != .incomplete {
                // Whether a client waits for `100 Continue` depends on what has come already.
                if event != .continueExpected { events.append(event) }
                if case .message(let message) = event { look(at: message.request) }
                event = parser.next()
            }
        }
        return events
    }

    /// Asks for everything that is made lazily.
    private static func look(at request: Request) {
        _ = (request.path, request.segments, request.queryItems, request.cookies, request.host, request.hostName)
        _ = request.headers.fields.map { request.headers.values(of: $0.name) }
        _ = request.headers["range"].flatMap(ByteRange.parse)?.resolved(in: request.body.count)
    }

    private static func responses(in pieces: [[UInt8]]) -> [ResponseParser.Event] {
        var reader = ResponseParser(isHead: false, limits: ResponseLimits(body: 1 << 16))
        var events: [ResponseParser.Event] = []
        for piece in pieces where events.isEmpty {
            reader.feed(ByteBuffer(bytes: piece))
            let event = reader.next()
            if event != .incomplete { events.append(event) }
        }
        if events.isEmpty { events.append(reader.end()) }
        // Bytes behind a response close its connection; how many of them came with it is chance.
        return events.map { event in
            if case .answer(let response, _) = event { .answer(response, keepsAlive: false) } else { event }
        }
    }

    private static func frames(in pieces: [[UInt8]]) -> [String] {
        var reader = WebSocketReader()
        var events: [String] = []
        do {
            for piece in pieces {
                reader.feed(ByteBuffer(bytes: piece))
                var event = try reader.next()
                while event != .incomplete {
                    events.append("\(event)")
                    event = try reader.next()
                }
            }
        } catch { events.append("\(error)") }
        return events
    }
}
