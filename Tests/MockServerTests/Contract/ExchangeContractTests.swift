import Foundation
import MockEngine
import MockModel
import Synchronization
import TestSupport
import Testing

@testable import MockEngine
@testable import MockServer

/// The contract of the exchange: whatever carries a response, the client has the same in its hands.
@Suite(.ownThreads) struct ExchangeContractTests {
    private static let cases: [ExchangeCase] = [
        ExchangeCase.statuses, ExchangeCase.heads, ExchangeCase.bodies, ExchangeCase.ranges, ExchangeCase.faults,
        ExchangeCase.bodilessFaults, ExchangeCase.streams, ExchangeCase.hints,
    ].flatMap(\.self)

    /// What a client gets over HTTP/1.
    private func overHTTP1(_ exchange: ExchangeCase) async throws -> ReceivedResponse {
        let engine = try exchange.engine()
        return try await withEngine(engine) { server in
            let client = try RawClient(port: server.port)
            client.send(exchange.bytes)
            return WireReader.read(from: client, isHead: exchange.isHead, expected: exchange.expected)
        }
    }

    @Test(arguments: cases) func `a client over HTTP 1 gets what it should`(_ exchange: ExchangeCase) async throws {
        #expect(try await overHTTP1(exchange) == exchange.expected)
    }

    @Test(arguments: cases) func `a client in virtual time gets the same`(_ exchange: ExchangeCase) throws {
        let played = try VirtualDriver(exchange.engine(), files: DiskBodies()).play(exchange.request)
        #expect(played.received == exchange.expected)
    }

    @Test func `there are cases of every fault, and enough of them`() {
        let faults = ExchangeContractTests.cases.compactMap { exchange -> Fault? in
            if case .example(let example) = exchange.answer { example.fault } else { nil }
        }
        for kind in Fault.Kind.allCases { #expect(faults.contains { $0.kind == kind }, "\(kind)") }
        #expect(ExchangeContractTests.cases.count >= 100)
    }

    // MARK: - Files

    /// A file with a request for it, and what comes back.
    struct FileCase: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var method = "GET"
        var headers: [(String, String)] = []
        var knownSize = 100
        var isThere = true
        var fault: Fault?
        var status: Int
        var body: String
        var length: Int?
        var ending = ReceivedResponse.Ending.whole
    }

    private static let files: [FileCase] = [
        FileCase(testDescription: "whole", status: 200, body: ExchangeCase.text, length: 100),
        FileCase(testDescription: "HEAD", method: "HEAD", status: 200, body: "", length: 100),
        FileCase(
            testDescription: "a range", headers: [("Range", "bytes=2-4")], status: 206, body: "234", length: 3),
        FileCase(
            testDescription: "a range outside", headers: [("Range", "bytes=200-")], status: 416, body: "", length: 0),
        FileCase(
            testDescription: "any version that the client has", headers: [("If-None-Match", "*")], status: 304, body: ""
        ),
        FileCase(testDescription: "changed", knownSize: 99, status: 500, body: changed, length: changed.utf8.count),
        FileCase(testDescription: "gone", isThere: false, status: 500, body: gone, length: gone.utf8.count),
        FileCase(
            testDescription: "truncate", fault: Fault(.truncate), status: 200,
            body: String(ExchangeCase.text.prefix(50)),
            length: 100, ending: .closed),
        FileCase(
            testDescription: "reset after 7 bytes", fault: Fault(.reset, after: 7), status: 200, body: "0123456",
            length: 100, ending: .reset),
        FileCase(
            testDescription: "slow", fault: Fault(.slow, rate: Rate(bytesPerSecond: 2_000)), status: 200,
            body: ExchangeCase.text, length: 100),
        FileCase(
            testDescription: "malformed", fault: Fault(.malformed, after: 7), status: 200, body: "0123456",
            ending: .malformed),
        FileCase(
            testDescription: "a cut range", headers: [("Range", "bytes=10-19")], fault: Fault(.close, after: 3),
            status: 206, body: "012", length: 10, ending: .closed),
    ]

    private static let gone =
        "{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"The file body.txt of this response does not exist.\"}\n"
    private static let changed =
        "{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"The file body.txt of this response has 100 bytes, "
        + "and had 99 when the project was loaded. Reload the project.\"}\n"

    private func played(_ file: FileCase, _ play: (ExchangeCase) async throws -> ReceivedResponse) async throws
        -> ReceivedResponse
    {
        let folder = try TemporaryFiles.folder(file.isThere ? ["body.txt": ExchangeCase.text] : [:])
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.resolvingSymlinksInPath().path
        let response = Response(
            headers: HeaderFields([("X-A", "b")]),
            body: .file(FileBody(root: root, name: "body.txt", size: file.knownSize)))
        return try await play(
            ExchangeCase(
                testDescription: file.testDescription, method: file.method, headers: file.headers,
                answer: ExchangeCase.example(response, fault: file.fault),
                expected: ReceivedResponse(ending: file.ending)))
    }

    private func check(_ received: ReceivedResponse, _ file: FileCase) {
        #expect(received.head?.status == file.status)
        #expect(String(decoding: received.body, as: UTF8.self) == file.body)
        #expect(received.length == file.length)
        #expect(received.ending == file.ending)
    }

    @Test(arguments: files) func `a file comes over HTTP 1`(_ file: FileCase) async throws {
        check(try await played(file, overHTTP1), file)
    }

    @Test(arguments: files) func `a file comes the same in virtual time`(_ file: FileCase) async throws {
        let received = try await played(file) { exchange in
            try VirtualDriver(exchange.engine(), files: DiskBodies()).play(exchange.request).received
        }
        check(received, file)
    }

    // MARK: - Leaving

    /// A moment at which a client leaves, and what is noted of it.
    struct Leaving: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: ExchangeCase.Answer
        /// Bytes that the client waits for before it leaves.
        var bytes: Int
        var departure: Exchange.Departure?
    }

    private static let moments: [Leaving] = [
        Leaving(
            testDescription: "while the handler waits", answer: .handler(.sleep(.seconds(3_600), then: Response())),
            bytes: 0, departure: .beforeAnswer),
        Leaving(
            testDescription: "while the handler waits, after early hints",
            answer: .handler(
                .scripted(
                    ExchangeCase.scripted(Response()),
                    after: [.earlyHints(HeaderFields([("Link", "</a>")])), .sleep(.seconds(3_600))])),
            bytes: 30, departure: .beforeAnswer),
        Leaving(
            testDescription: "in the delay", answer: ExchangeCase.example(delay: .seconds(3_600)), bytes: 0,
            departure: .beforeAnswer),
        Leaving(
            testDescription: "while the body drips", answer: ExchangeCase.example(rate: 1), bytes: 80,
            departure: .duringAnswer),
        Leaving(
            testDescription: "in the delay of a stream",
            answer: .handler(
                .stream(
                    ScriptedResponse(response: Response(), delay: .fixed(.seconds(3_600))), .bytes, [.sleep(nil)], nil)),
            bytes: 0, departure: .beforeAnswer),
        Leaving(
            testDescription: "in a stream",
            answer: .handler(.stream(ExchangeCase.scripted(Response()), .bytes, [.sleep(.seconds(3_600))], nil)),
            bytes: 30,
            departure: .duringAnswer),
        Leaving(
            testDescription: "while the fault hang lasts", answer: ExchangeCase.example(fault: Fault(.hang, after: 3)),
            bytes: 30, departure: .duringAnswer),
    ]

    @Test(arguments: moments) func `a client over HTTP 1 leaves`(_ leaving: Leaving) async throws {
        let exchange = ExchangeCase(
            testDescription: "", answer: leaving.answer, expected: ExchangeCase.nothing(.closed))
        let engine = try exchange.engine()
        try await withEngine(engine) { server in
            let client = try RawClient(port: server.port)
            client.send(exchange.bytes)
            #expect(try await eventually { engine.callCount == 1 })
            _ = client.read(atLeast: leaving.bytes)
            client.close()
            #expect(try await eventually { engine.journal.exchanges.first?.duration != nil })
        }
        check(engine, leaving)
    }

    @Test(arguments: moments) func `a client in virtual time leaves`(_ leaving: Leaving) throws {
        let exchange = ExchangeCase(
            testDescription: "", answer: leaving.answer, expected: ExchangeCase.nothing(.closed))
        let engine = try exchange.engine()
        let played = try VirtualDriver(engine).play(exchange.request, leaving: .seconds(1))
        #expect(played.isOver && played.elapsed <= 1_000)
        check(engine, leaving)
    }

    private func check(_ engine: Engine, _ leaving: Leaving) {
        #expect(engine.journal.exchanges.map(\.departure) == [leaving.departure])
        #expect(engine.session.ledger.withLock { $0.waiting.isEmpty })
    }

    // MARK: - Servers

    /// Serves an engine around a test.
    private func withEngine<Result>(_ engine: Engine, _ body: (Server) async throws -> Result) async throws -> Result {
        let server = try await Server.start(answerer: engine, options: ServerOptions(threads: 1, patience: .hours))
        do {
            let result = try await body(server)
            await server.stop(drain: .zero)
            return result
        } catch {
            await server.stop(drain: .zero)
            throw error
        }
    }
}
