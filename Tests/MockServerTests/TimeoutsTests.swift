import MockEngine
import MockModel
import MockServer
import NIOCore
import TestSupport
import Testing

@testable import MockServer

/// Slow clients; the rules themselves are checked on a made-up clock.
///
/// Only the time under test is short: a short one beside it would close connections of a client that a busy machine holds up.
@Suite(.ownThreads) struct PatienceTests {
    private static let quick = impatient(header: .milliseconds(200), body: .milliseconds(200))

    private static func impatient(
        header: Duration = .seconds(36_000), body: Duration = .seconds(36_000), idle: Duration = .seconds(36_000),
        linger: Duration = .seconds(36_000)
    ) -> ServerOptions {
        ServerOptions(
            threads: 1,
            patience: Timeouts(header: header, body: body, idle: idle, linger: linger, tick: .milliseconds(50)))
    }

    @Test func `half a header is answered with 408 and closed`() async throws {
        try await withServer(options: PatienceTests.quick) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\nA")
            #expect(client.readResponse()?.status == 408)
            #expect(client.readToEnd().ending == .closed)
        }
    }

    @Test func `a body that does not come is answered with 408 and closed`() async throws {
        try await withServer(options: PatienceTests.quick) { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc")
            #expect(client.readResponse()?.status == 408)
            #expect(client.readToEnd().ending == .closed)
        }
    }

    @Test func `a connection without requests is closed without a word`() async throws {
        try await withServer(options: PatienceTests.impatient(idle: .seconds(1))) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.status == 200)
            let end = client.readToEnd()
            #expect(end.bytes.isEmpty && end.ending == .closed)
        }
    }

    @Test func `a reader that takes nothing is closed`() async throws {
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, body: .bytes([UInt8](repeating: 97, count: 20_000_000))))
        }
        let observer = RecordingObserver()
        try await withServer(answerer, options: PatienceTests.quick, observer: observer) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await eventually { observer.targets == ["/"] })
            #expect(client.read(atLeast: 20_000_000).count < 20_000_000)
        }
    }

    @Test func `a client that does not close after the last answer is closed`() async throws {
        try await withServer(options: PatienceTests.impatient(linger: .milliseconds(200))) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(client.readToEnd().ending == .closed)
            #expect(try await eventually { client.send("x", within: 0.01) == 0 })
        }
    }

    @Test func `a handler and a drip take the time that they take`() async throws {
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, "0123456789", delay: .milliseconds(400), rate: Rate(bytesPerSecond: 20)))
        }
        try await withServer(answerer, options: PatienceTests.quick) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.text == "0123456789")
        }
    }

    @Test func `500 slow clients are closed in time while others are served`() async throws {
        try await withServer(options: PatienceTests.quick) { server in
            let slow = try (0..<500).map { index in
                let client = try RawClient(port: server.port)
                client.send(
                    index % 2 == 0
                        ? "GET / HTTP/1.1\r\nHost" : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")
                return client
            }
            let quick = try RawClient(port: server.port)
            quick.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(quick.readResponse()?.status == 200)
            for client in slow {
                let end = client.readToEnd()
                #expect(end.ending == .closed)
                #expect(RawResponse.parse(end.bytes)?.response.status == 408)
            }
        }
    }
}

/// The rules on a made-up clock.
@Suite struct ConnectionTimingTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func verdict(
        _ timing: inout ConnectionTiming, after seconds: Int64, received: Int = 0, written: Int = 0, unsent: Int = 0
    ) -> ConnectionTiming.Verdict {
        timing.verdict(
            at: start + .seconds(seconds), received: received, written: written, unsent: unsent, patience: Timeouts())
    }

    @Test func `a header has ten seconds`() {
        var timing = ConnectionTiming(at: start)
        timing.enter(.head, at: start)
        #expect(verdict(&timing, after: 10) == .patient)
        #expect(verdict(&timing, after: 11) == .refuse(.headerTimeout))
    }

    @Test func `a body may take longer at 1 KiB a second`() {
        var timing = ConnectionTiming(at: start)
        timing.enter(.body, at: start)
        #expect(verdict(&timing, after: 9) == .patient)
        #expect(verdict(&timing, after: 11, received: 11 * 1024) == .patient)
        #expect(verdict(&timing, after: 60, received: 60 * 1024) == .patient)
        #expect(verdict(&timing, after: 60, received: 60 * 1024 - 1) == .refuse(.bodyTimeout))
    }

    @Test func `an idle connection has a minute, a lingering one three seconds, an answer any time`() {
        var timing = ConnectionTiming(at: start)
        #expect(verdict(&timing, after: 60) == .patient)
        #expect(verdict(&timing, after: 61) == .close)
        timing.enter(.linger, at: start)
        #expect(verdict(&timing, after: 3) == .patient)
        #expect(verdict(&timing, after: 4) == .close)
        timing.enter(.answer, at: start)
        #expect(verdict(&timing, after: 1_000_000) == .patient)
    }

    @Test func `a reader must take 1 KiB a second of what is unsent`() {
        var timing = ConnectionTiming(at: start)
        timing.enter(.answer, at: start)
        #expect(verdict(&timing, after: 100, written: 50_000, unsent: 0) == .patient)
        #expect(verdict(&timing, after: 101, written: 1_000_000, unsent: 500_000) == .patient)
        #expect(verdict(&timing, after: 109, written: 1_000_000, unsent: 500_000) == .patient)
        #expect(verdict(&timing, after: 111, written: 1_010_000, unsent: 490_000) == .patient)
        #expect(verdict(&timing, after: 122, written: 1_010_000, unsent: 490_000) == .close)
    }

    @Test func `what the system took in at the beginning excuses no reader`() {
        var timing = ConnectionTiming(at: start)
        timing.enter(.answer, at: start)
        for second in 1...11 {
            #expect(verdict(&timing, after: Int64(second), written: 4_000_000, unsent: 1_000_000) == .patient)
        }
        #expect(verdict(&timing, after: 12, written: 4_000_000, unsent: 1_000_000) == .close)
    }
}
