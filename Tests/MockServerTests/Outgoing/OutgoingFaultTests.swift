import Foundation
import MockModel
import MockServer
import NIOCore
import NIOPosix
import TestSupport
import Testing

/// Whatever another server does, its failure has the right kind, in time, and the connection is gone.
@Suite("Failures of other servers", .ownThreads)
struct OutgoingFaultTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var kind: OutgoingFailure.Kind
        var says: String
        var actions: [FaultServer.Action]
        var timeout = Duration.seconds(36_000)
        var testDescription: String { name }
    }

    private static let ok = "HTTP/1.1 200 OK\r\n"

    static let cases: [Case] = [
        Case(
            name: "no answer", kind: .timeout, says: "did not answer within 300ms", actions: [],
            timeout: .milliseconds(300)),
        Case(
            name: "slow header", kind: .timeout, says: "did not answer",
            actions: [.drip(ok + "X: 1234567890", every: 40)], timeout: .milliseconds(400)),
        Case(
            name: "slow body", kind: .timeout, says: "did not answer",
            actions: [.send(ok + "Content-Length: 100\r\n\r\n"), .drip(String(repeating: "x", count: 99), every: 40)],
            timeout: .milliseconds(400)),
        Case(name: "closes at once", kind: .reset, says: "without an answer", actions: [.close]),
        Case(name: "resets at once", kind: .reset, says: "the connection", actions: [.reset]),
        Case(
            name: "closes in its status line", kind: .reset, says: "in the middle",
            actions: [.send("HTTP/1.1 2"), .close]),
        Case(
            name: "closes in its header", kind: .reset, says: "in the middle",
            actions: [.send(ok + "X: y\r\n"), .close]),
        Case(
            name: "resets in its header", kind: .reset, says: "the connection",
            actions: [.send(ok + "X: y\r\n"), .pause(20), .reset]),
        Case(
            name: "short body", kind: .reset, says: "in the middle",
            actions: [.send(ok + "Content-Length: 9\r\n\r\nshort"), .close]),
        Case(
            name: "resets in its body", kind: .reset, says: "the connection",
            actions: [.send(ok + "Content-Length: 9\r\n\r\nshort"), .pause(20), .reset]),
        Case(
            name: "closes in a chunk", kind: .reset, says: "in the middle",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nshort"), .close]),
        Case(
            name: "no last chunk", kind: .reset, says: "in the middle",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"), .close]),
        Case(
            name: "bad chunk size", kind: .protocol, says: "a broken chunk",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n")]),
        Case(
            name: "bad chunk end", kind: .protocol, says: "a broken chunk",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n")]),
        Case(
            name: "huge chunk", kind: .protocol, says: "a broken chunk",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n")]),
        Case(
            name: "endless chunk line", kind: .tooLarge, says: "a chunk's line",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n1;"), .endless(pad)]),
        Case(
            name: "endless chunks", kind: .tooLarge, says: "a body of more than 100000 bytes",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n"), .endless("4000\r\n\(pad)\r\n")]),
        Case(
            name: "endless body", kind: .tooLarge, says: "a body of more than",
            actions: [.send(ok + "\r\n"), .endless(pad)]),
        Case(
            name: "long body announced", kind: .tooLarge, says: "a body of more than",
            actions: [.send(ok + "Content-Length: 100001\r\n\r\n")]),
        Case(
            name: "absurd length", kind: .tooLarge, says: "a body of more than",
            actions: [.send(ok + "Content-Length: 99999999999999999999999999\r\n\r\n")]),
        Case(
            name: "endless status line", kind: .tooLarge, says: "a status line",
            actions: [.send("HTTP/1.1 200 "), .endless(pad)]),
        Case(
            name: "endless header line", kind: .tooLarge, says: "a header of more than",
            actions: [.send(ok + "X: "), .endless(pad)]),
        Case(
            name: "endless header", kind: .tooLarge, says: "a header of more than",
            actions: [.send(ok), .endless("X-Line: 1\r\n")]),
        Case(
            name: "endless trailers", kind: .tooLarge, says: "a header of more than",
            actions: [.send(ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n"), .endless("X-Line: 1\r\n")]),
        Case(
            name: "endless 1xx", kind: .protocol, says: "the status 103",
            actions: [.endless("HTTP/1.1 103 Early Hints\r\n\r\n")]),
        Case(
            name: "switches protocols", kind: .protocol, says: "the status 101",
            actions: [.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]),
        Case(name: "not HTTP", kind: .protocol, says: "no status line", actions: [.send("SSH-2.0-OpenSSH_9.2\r\n")]),
        Case(name: "HTTP/2", kind: .protocol, says: "no status line", actions: [.send("HTTP/2 200\r\n\r\n")]),
        Case(name: "bytes", kind: .protocol, says: "no status line", actions: [.sendBytes([0, 1, 2, 255])]),
        Case(
            name: "bad status", kind: .protocol, says: "a broken status line",
            actions: [.send("HTTP/1.1 2x0 OK\r\n\r\n")]),
        Case(
            name: "status below 100", kind: .protocol, says: "a broken status line",
            actions: [.send("HTTP/1.1 099 No\r\n\r\n")]),
        Case(
            name: "bare line feeds", kind: .protocol, says: "a broken status line",
            actions: [.send("HTTP/1.1 200 OK\n\n")]),
        Case(
            name: "folded header", kind: .protocol, says: "a folded header line",
            actions: [.send(ok + "X: 1\r\n 2\r\n\r\n")]),
        Case(
            name: "broken header", kind: .protocol, says: "a broken header line",
            actions: [.send(ok + "no colon\r\n\r\n")]),
        Case(
            name: "control character", kind: .protocol, says: "a control character",
            actions: [.send(ok + "X: a\u{0}b\r\n\r\n")]),
        Case(
            name: "two framings", kind: .protocol, says: "both Content-Length and Transfer-Encoding",
            actions: [.send(ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]),
        Case(
            name: "two lengths", kind: .protocol, says: "a Content-Length",
            actions: [.send(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]),
        Case(
            name: "bad length", kind: .protocol, says: "a Content-Length",
            actions: [.send(ok + "Content-Length: +5\r\n\r\nhello")]),
        Case(
            name: "other coding", kind: .protocol, says: "a transfer coding",
            actions: [.send(ok + "Transfer-Encoding: gzip, chunked\r\n\r\n")]),
        Case(
            name: "chunks in HTTP/1.0", kind: .protocol, says: "a transfer coding",
            actions: [.send("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]),
    ]

    private static let pad = String(repeating: "x", count: 16_384)

    @Test("are told by kind, within the time, and leave no connection", arguments: cases)
    func matrix(fault: Case) async throws {
        let server = try await FaultServer.start(fault.actions)
        let began = ContinuousClock.now
        let result = await outcome(
            OutgoingClient(bodyLimit: 100_000),
            OutgoingRequest(url: "http://127.0.0.1:\(server.port)/x", timeout: fault.timeout))
        #expect(result.kind == fault.kind, "\(result)")
        #expect(result.message.contains(fault.says), "\(result.message)")
        if fault.kind == .timeout { #expect(.now - began >= fault.timeout) }
        #expect(server.requests.count == 1)
        #expect(try await eventually { server.open == 0 })
        await server.stop()
    }

    @Test("name the server that refuses the connection")
    func refused() async throws {
        let server = try await FaultServer.start([])
        await server.stop()
        let result = await outcome(OutgoingClient(), OutgoingRequest(url: "http://localhost:\(server.port)/x"))
        #expect(result.kind == .refused)
        #expect(result.message == "localhost:\(server.port) refused the connection")
    }

    @Test("name a host that has no address")
    func unknownHost() async {
        let request = OutgoingRequest(url: "https://fx.example.test/", allowed: ["https://fx.example.test"])
        let result = await outcome(OutgoingClient(resolver: FakeResolver()), request)
        #expect(result.kind == .unknownHost)
        #expect(result.message == "fx.example.test has no address: Name or service not known")
        // The system's own look-up says the same; the name is reserved for this (RFC 6761 §6.4).
        let real = await outcome(
            OutgoingClient(), OutgoingRequest(url: "http://nowhere.invalid/", allowed: ["http://nowhere.invalid"]))
        #expect(real.kind == .unknownHost, "\(real)")
    }

    @Test("include a look-up that does not come back")
    func slowLookUp() async {
        struct Stuck: HostResolver {
            func addresses(of name: String) throws(ResolverError) -> [IPAddress] {
                Thread.sleep(forTimeInterval: 1)
                return [.v4(0x7F00_0001)]
            }
        }
        let request = OutgoingRequest(
            url: "http://slow.example.test/", timeout: .milliseconds(100),
            allowed: ["http://slow.example.test", "127.0.0.1"])
        let result = await outcome(OutgoingClient(resolver: Stuck()), request)
        #expect(
            result.kind == .timeout && result.message.contains("the address of slow.example.test was not found"),
            "\(result)")
    }
}
