import MockModel
import NIOCore
import Testing

@testable import MockServer

/// The state machine of a connection, without a socket.
@Suite struct HTTP1ConnectionTests {
    /// What a connection did that a client can see.
    enum Seen: Equatable, CustomStringConvertible {
        case request(String, body: String)
        case refused(RequestFailure)
        case closed

        var description: String {
            switch self {
            case .request(let line, let body): "\(line) [\(body)]"
            case .refused(let failure): "refused \(failure)"
            case .closed: "closed"
            }
        }
    }

    private static func connection(bodyLimit: Int = 1_000) -> HTTP1Connection {
        HTTP1Connection(at: .uptimeNanoseconds(0)) { bodyLimit }
    }

    /// Plays pieces of bytes; every request is answered at once.
    private static func play(_ pieces: [ArraySlice<UInt8>], ends: Bool = false) -> (seen: [Seen], continues: Int) {
        var connection = connection()
        var seen: [Seen] = []
        var continues = 0
        for piece in pieces {
            connection.receive(ByteBuffer(bytes: piece))
            proceed(&connection, &seen, &continues)
        }
        if ends, connection.endInput(dependsOnClient: false) == .proceed { proceed(&connection, &seen, &continues) }
        return (seen, continues)
    }

    private static func proceed(_ connection: inout HTTP1Connection, _ seen: inout [Seen], _ continues: inout Int) {
        while true {
            switch connection.next() {
            case .respond(let message):
                let request = message.request
                let body = String(decoding: request.body, as: UTF8.self)
                seen.append(.request("\(request.method) \(request.target)", body: body))
                guard connection.endResponse(.complete, keepsAlive: message.keepsAlive) == .close else { continue }
                seen.append(.closed)
                connection.linger(at: .now())
            case .refuse(let failure):
                seen.append(.refused(failure))
                connection.linger(at: .now())
            case .close:
                seen.append(.closed)
                connection.linger(at: .now())
            case .sendContinue: continues += 1
            default: return
            }
        }
    }

    /// What a client sends, and what the connection does, however the bytes are cut.
    struct Conversation: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: String
        var seen: [Seen]
        /// Whether the client closes its side after that.
        var ends = false
    }

    private static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    private static let conversations: [Conversation] = [
        Conversation(testDescription: "one request", bytes: get, seen: [.request("GET /a", body: "")]),
        Conversation(
            testDescription: "three requests in a row",
            bytes: get + "HEAD /b HTTP/1.1\r\nHost: x\r\n\r\n"
                + "PUT /c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
            seen: [.request("GET /a", body: ""), .request("HEAD /b", body: ""), .request("PUT /c", body: "hello")]),
        Conversation(
            testDescription: "a body in chunks, then another request",
            bytes:
                "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n"
                + get,
            seen: [.request("POST /a", body: "abcde"), .request("GET /a", body: "")]),
        Conversation(
            testDescription: "empty lines before a request", bytes: "\r\n\r\n" + get,
            seen: [.request("GET /a", body: "")]),
        Conversation(
            testDescription: "Connection: close, and bytes behind it",
            bytes: "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + get,
            seen: [.request("GET /a", body: ""), .closed]),
        Conversation(
            testDescription: "HTTP/1.0 closes", bytes: "GET /a HTTP/1.0\r\n\r\n" + get,
            seen: [.request("GET /a", body: ""), .closed]),
        Conversation(
            testDescription: "HTTP/1.0 that stays open",
            bytes: "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get,
            seen: [.request("GET /a", body: ""), .request("GET /a", body: "")]),
        Conversation(
            testDescription: "a message that is not served, and a request behind it",
            bytes: get + "GET /b HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" + get,
            seen: [.request("GET /a", body: ""), .refused(.repeatedHost)]),
        Conversation(
            testDescription: "a body that is too large",
            bytes: "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\nab",
            seen: [.refused(.bodyTooLarge(limit: 1_000))]),
        Conversation(
            testDescription: "the client closes its side after a request", bytes: get,
            seen: [.request("GET /a", body: ""), .closed], ends: true),
        Conversation(
            testDescription: "the client closes its side within a request", bytes: get + "GET /b HT",
            seen: [.request("GET /a", body: ""), .closed], ends: true),
        Conversation(
            testDescription: "an expectation",
            bytes: "PUT /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi" + get,
            seen: [.request("PUT /a", body: "hi"), .request("GET /a", body: "")]),
        Conversation(
            testDescription: "an upgrade that is answered as a request",
            bytes: "GET /a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
            seen: [.request("GET /a", body: "")]),
    ]

    @Test(arguments: conversations) func `where the bytes are cut makes no difference`(_ it: Conversation) {
        let bytes = Array(it.bytes.utf8)[...]
        #expect(Self.play([bytes], ends: it.ends).seen == it.seen)
        #expect(Self.play(bytes.indices.map { bytes[$0...$0] }, ends: it.ends).seen == it.seen)
        for first in 0..<bytes.count {
            for second in stride(from: first, through: bytes.count, by: 7) {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                let seen = Self.play(pieces, ends: it.ends).seen
                #expect(seen == it.seen, "cut at \(first) and \(second)")
                if seen != it.seen { return }
            }
        }
    }

    @Test func `100 is sent once, and only while the client waits with its body`() {
        let head = "PUT /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        let bytes = Array((head + "hi").utf8)[...]
        for cut in 0...bytes.count {
            let continues = Self.play([bytes[..<cut], bytes[cut...]]).continues
            #expect(continues == (cut == head.utf8.count ? 1 : 0), "cut at \(cut)")
        }
    }

    private static func isResponse(_ action: HTTP1Connection.Action) -> Bool {
        if case .respond = action { true } else { false }
    }

    @Test func `nothing is read while a response is under way, and the rest waits for it`() {
        var connection = Self.connection()
        connection.receive(ByteBuffer(string: Self.get + Self.get))
        #expect(Self.isResponse(connection.next()))
        #expect(connection.next() == .wait)
        #expect(connection.endRead(wantsFrames: false) == false)
        #expect(connection.endResponse(.complete, keepsAlive: true) == .proceed)
        #expect(Self.isResponse(connection.next()))
        #expect(connection.endResponse(.complete, keepsAlive: true) == .proceed)
        #expect(connection.next() == .read)
        #expect(connection.resumeReading() == true)
        #expect(connection.resumeReading() == false)
    }

    @Test func `no request begins while the output has no room`() {
        var connection = Self.connection()
        connection.isWritable = false
        connection.receive(ByteBuffer(string: Self.get))
        #expect(connection.next() == .wait)
        #expect(connection.endRead(wantsFrames: false) == false)
        connection.isWritable = true
        #expect(Self.isResponse(connection.next()))
    }

    @Test(arguments: [
        (Transmission.Ending.complete, true, HTTP1Connection.Action.proceed), (.complete, false, .close),
        (.close, true, .close), (.drop, true, .abort), (.reset, true, .reset), (.hang, true, .wait),
    ])
    func `the end of a response decides the connection`(
        _ ending: Transmission.Ending, _ keepsAlive: Bool, _ action: HTTP1Connection.Action
    ) {
        var connection = Self.connection()
        connection.receive(ByteBuffer(string: Self.get))
        _ = connection.next()
        #expect(connection.endResponse(ending, keepsAlive: keepsAlive) == action)
    }

    @Test func `a client that closes its side is answered, unless the response depends on it`() {
        for dependsOnClient in [true, false] {
            var connection = Self.connection()
            connection.receive(ByteBuffer(string: Self.get))
            _ = connection.next()
            #expect(connection.endInput(dependsOnClient: dependsOnClient) == (dependsOnClient ? .abort : .wait))
            #expect(connection.endResponse(.complete, keepsAlive: true) == .proceed)
            #expect(connection.next() == .close)
        }
    }

    @Test func `an upgraded connection gives the bytes behind the request, and ends with its client`() {
        var connection = Self.connection()
        connection.receive(ByteBuffer(string: Self.get + "frames"))
        _ = connection.next()
        #expect(connection.upgrade() == ByteBuffer(string: "frames"))
        connection.receive(ByteBuffer(string: "more"))
        #expect(connection.next() == .wait)
        #expect(connection.endRead(wantsFrames: true) == true)
        #expect(connection.endRead(wantsFrames: false) == false)
        #expect(connection.endInput(dependsOnClient: false) == .abort)
    }

    @Test func `bytes that come after the last response are thrown away`() {
        var connection = Self.connection()
        connection.linger(at: .uptimeNanoseconds(0))
        connection.receive(ByteBuffer(string: Self.get))
        #expect(connection.next() == .wait)
        #expect(connection.endRead(wantsFrames: false) == true, "so that the client's close is seen")
        #expect(connection.endInput(dependsOnClient: false) == .close)
    }

    @Test(arguments: [
        ("", Int64(61), HTTP1Connection.Action.abort), ("", 59, .wait), ("GET / HT", 11, .refuse(.headerTimeout)),
        ("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na", 11, .refuse(.bodyTimeout)),
        (get, 1_000, .wait),
    ])
    func `a client has its time for each part of a message`(
        _ bytes: String, _ seconds: Int64, _ action: HTTP1Connection.Action
    ) {
        var connection = HTTP1Connection(at: .now()) { 1_000 }
        connection.receive(ByteBuffer(string: bytes))
        if case .respond = connection.next() {
            connection.enter(.answer, at: .now())
        } else {
            connection.noteStage()
        }
        let later = NIODeadline.now() + .seconds(seconds)
        #expect(connection.check(at: later, written: 0, unsent: 0, patience: Timeouts()) == action)
    }
}
