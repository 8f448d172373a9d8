import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

/// Each fault as a client sees it at the socket.
@Suite(.ownThreads) struct FaultTests {
    private static let text = String(repeating: "0123456789", count: 10)

    /// What comes back when a fault is played, and how the connection ends.
    private func played(
        _ fault: Fault, silence: Double = 600, body: Body? = nil, request: String = "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        once isWhole: ([UInt8]) -> Bool = { _ in true }
    ) async throws -> (text: String, bytes: [UInt8], ending: RawClient.Ending) {
        let answerer = FakeAnswerer { request, call in
            .deliver(delivery(request, call: call, FaultTests.text, body: body, fault: fault))
        }
        return try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(request)
            let end = client.readToEnd(silence: silence, once: isWhole)
            return (String(decoding: end.bytes, as: UTF8.self), end.bytes, end.ending)
        }
    }

    private func body(of text: String) -> String {
        text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
    }

    @Test func `empty closes without a byte`() async throws {
        let end = try await played(Fault(.empty))
        #expect(end.bytes.isEmpty)
        #expect(end.ending == .closed)
    }

    @Test func `close closes without a byte, or after a part of the body`() async throws {
        let none = try await played(Fault(.close))
        #expect(none.bytes.isEmpty)
        #expect(none.ending == .closed)
        let some = try await played(Fault(.close, after: 7))
        #expect(body(of: some.text) == "0123456")
        #expect(some.text.contains("Content-Length: 100\r\n"))
        #expect(some.ending == .closed)
    }

    @Test func `reset is a real RST, at once or after a part of the body`() async throws {
        let none = try await played(Fault(.reset))
        #expect(none.bytes.isEmpty)
        #expect(none.ending == .reset)
        let some = try await played(Fault(.reset, after: 30))
        #expect(body(of: some.text).count == 30)
        #expect(some.ending == .reset)
    }

    @Test func `hang sends nothing and stays open`() async throws {
        let none = try await played(Fault(.hang), silence: 0.3)
        #expect(none.bytes.isEmpty)
        #expect(none.ending == .silent)
        let some = try await played(Fault(.hang, after: 3), silence: 0.3) { $0.suffix(3).elementsEqual("012".utf8) }
        #expect(body(of: some.text) == "012")
        #expect(some.ending == .silent)
    }

    @Test func `truncate sends half of the body, or as much as asked, then closes`() async throws {
        let half = try await played(Fault(.truncate))
        #expect(half.text.contains("Content-Length: 100\r\n"))
        #expect(body(of: half.text).count == 50)
        #expect(half.ending == .closed)
        #expect(body(of: try await played(Fault(.truncate, after: 9)).text).count == 9)
        #expect(body(of: try await played(Fault(.truncate, after: 500)).text).count == 99)
    }

    @Test func `truncate of a response without a body cuts its head`() async throws {
        let end = try await played(Fault(.truncate), body: Body.none)
        #expect(end.text.hasPrefix("HTTP/1.1 200"))
        #expect(!end.text.contains("\r\n\r\n"))
        #expect(end.ending == .closed)
    }

    private static let headRequest = "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func hasHead(_ bytes: [UInt8]) -> Bool { bytes.firstRange(of: Array("\r\n\r\n".utf8)) != nil }

    @Test(
        arguments: [Fault.Kind.truncate, .garbage, .malformed, .close, .reset, .slow], [0, 5, 500])
    func `HEAD gets the whole head that GET gets, and nothing of what goes wrong in the body`(
        _ kind: Fault.Kind, _ start: Int
    ) async throws {
        let fault = Fault(kind, after: start)
        let end = try await played(fault, silence: 0.3, request: FaultTests.headRequest, once: FaultTests.hasHead)
        let head = try await played(fault, silence: 0.3, once: FaultTests.hasHead).text
        #expect(end.text.hasPrefix("HTTP/1.1 200 OK\r\n") && end.text.hasSuffix("\r\n\r\n"), "\(end.text)")
        #expect(head.hasPrefix(end.text))
        #expect(end.ending == (kind == .slow ? .silent : kind == .reset ? .reset : .closed))
    }

    @Test func `truncate without a length leaves the head of HEAD whole, and cuts it where GET has no body`()
        async throws
    {
        let whole = try await played(Fault(.truncate), request: FaultTests.headRequest)
        #expect(whole.text.contains("Content-Length: 100\r\n") && whole.text.hasSuffix("\r\n\r\n"))
        #expect(whole.ending == .closed)
        let cut = try await played(Fault(.truncate, after: 3), body: Body.none, request: FaultTests.headRequest)
        #expect(cut.text.hasPrefix("HTTP/1.1 200") && !cut.text.contains("\r\n\r\n"))
        let garbage = try await played(Fault(.garbage), request: FaultTests.headRequest)
        #expect(garbage.bytes.count == 128, "in place of the answer, as for GET")
    }

    @Test func `garbage is no HTTP, and the same each time`() async throws {
        let first = try await played(Fault(.garbage))
        #expect(first.bytes.count == 128)
        #expect(RawResponse.parse(first.bytes) == nil)
        #expect(first.ending == .closed)
        #expect(try await played(Fault(.garbage)).bytes == first.bytes)
        let later = try await played(Fault(.garbage, after: 10))
        #expect(later.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(later.bytes.suffix(128).elementsEqual(first.bytes))
    }

    @Test func `malformed has a good head and a broken chunk`() async throws {
        let end = try await played(Fault(.malformed))
        #expect(end.text.contains("Transfer-Encoding: chunked\r\n"))
        #expect(!end.text.lowercased().contains("content-length"))
        #expect(body(of: end.text) == "32\r\n\(FaultTests.text.prefix(50))\r\nnot-a-size\r\n")
        #expect(end.ending == .closed)
    }

    @Test func `slow sends drop by drop, whole in the end`() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let answerer = FakeAnswerer { request, _ in
            .deliver(
                delivery(
                    request, FaultTests.text,
                    fault: Fault(.slow, after: 50, rate: Rate(bytesPerSecond: 100))))
        }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.text == FaultTests.text)
            let time = clock.now - start
            #expect(time > .milliseconds(400), "\(time)")
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.status == 200)
        }
    }

    @Test(arguments: Fault.Kind.allCases.filter { $0 != .hang }, [Int.max, Int.min])
    func `a start of any size ends with the body`(_ kind: Fault.Kind, _ start: Int) async throws {
        let fault = Fault(kind, after: start, rate: Rate(bytesPerSecond: 1_000))
        let end = try await played(fault, silence: kind == .slow ? 0.5 : 600)
        #expect(kind == .slow || end.ending != .silent)
        #expect(end.bytes.count < 1_000)
    }

    @Test func `slow without a speed is 64 bytes a second`() async throws {
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, FaultTests.text, fault: Fault(.slow)))
        }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            let clock = ContinuousClock()
            let start = clock.now
            _ = client.read(atLeast: 100)
            #expect(client.read(atLeast: 32).count < 80)
            let time = clock.now - start
            #expect(time > .milliseconds(300), "\(time)")
        }
    }

    @Test(arguments: Fault.Kind.allCases)
    func `a fault is told to the observer, at the latest when the client leaves`(_ kind: Fault.Kind) async throws {
        let observer = RecordingObserver()
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, "a", fault: Fault(kind, rate: Rate(bytesPerSecond: 1000))))
        }
        try await withServer(answerer, observer: observer) { server in
            let client = try RawClient(port: server.port)
            client.send("GET /\(kind) HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = client.readToEnd(silence: 0.2)
            client.close()
            #expect(try await eventually { observer.targets == ["/\(kind)"] })
        }
    }
}
