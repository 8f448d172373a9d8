import Foundation
import MockEngine
import MockModel
import MockServer
import Runtime
import Synchronization
import TestSupport
import Testing

/// `Docs/Architecture.md` lists the functions through which a static request goes, from socket to socket; the call stacks of a running server
/// are compared with it.
@Suite struct RequestPathTests {
    /// Takes the call stack wherever the server leaves its own code: where it asks for a limit, reads a clock, tells of an exchange.
    private final class Probe: WallClock, ExchangeObserver, RequestAnswerer {
        private let stacks = Mutex<[Backtrace]>([])
        private let inner = Mutex<MockAnswerer?>(nil)
        private let told = Mutex(false)

        func answer(with answerer: MockAnswerer) { inner.withLock { $0 = answerer } }

        func forget() { stacks.withLock { $0 = [] } }

        var taken: [Backtrace] { stacks.withLock { $0 } }

        private func take() {
            guard let stack = try? Backtrace.capture(limit: 200) else { return }
            stacks.withLock { $0.append(stack) }
        }

        var milliseconds: Int64 { 0 }

        var monotonicNanoseconds: Int64 {
            take()
            return 0
        }

        func finished(_ exchange: Exchange, after duration: Duration) {
            take()
            told.withLock { $0 = true }
        }

        /// Whether it was told of the exchange, the last thing that happens to a request.
        var wasTold: Bool { told.withLock { $0 } }

        var bodyLimit: Int {
            take()
            return 1_000
        }

        func begin(_ request: Request) -> Step {
            guard let answerer = inner.withLock({ $0 }) else { return .finished(nil) }
            return answerer.begin(request)
        }

        func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step { .finished(nil) }

        func cancel(_ token: WaitToken) -> Exchange? { nil }
    }

    /// The call stacks of a static request, each from the outermost function to the innermost one.
    private static func stacks() async throws -> [[String]] {
        let probe = Probe()
        let project = Project(root: "/mocks", routes: [try .named("GET /static", [.text("ok")])])
        let engine = Engine(CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: probe)
        probe.answer(with: MockAnswerer(engine: engine, admin: nil, reloads: nil))
        let server = try await Server.start(
            answerer: probe, options: ServerOptions(threads: 1), observer: probe)
        probe.forget()
        let client = try RawClient(port: server.port)
        client.send("GET /static HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        #expect(await onThread { client.readResponse()?.status } == 200)
        #expect(try await eventually { probe.wasTold })
        let taken = probe.taken
        await server.stop(drain: .zero)
        return taken.map(functions)
    }

    /// The functions of ours on a call stack: `HTTP1Handler.serve`; closures, accessors and what the compiler adds are no functions.
    private static func functions(of stack: Backtrace) -> [String] {
        let frames = stack.symbolicated(options: [])?.frames.map { $0 } ?? []
        return frames.reversed().compactMap { frame in
            guard let symbol = frame.symbol,
                ["$s10MockServer", "$s10MockEngine", "$s9MockModel"].contains(where: symbol.rawName.hasPrefix)
            else { return nil }
            let name = symbol.name.replacing("static ", with: "")
            let words = name.prefix { $0 != "(" }
            return words.contains(" ") || words.hasSuffix(".getter") || words.hasSuffix(".init") ? nil : String(words)
        }
    }

    /// The functions of the table below a heading of `Docs/Architecture.md`, in their order.
    private static func listed() throws -> [String] {
        let page = try String(
            contentsOf: Corpus.packageRoot.appendingPathComponent("Docs/Architecture.md"), encoding: .utf8)
        let section = page.components(separatedBy: "## From socket to socket\n").dropFirst().first ?? ""
        return section.components(separatedBy: "\n## ")[0].split(separator: "\n").compactMap { line in
            guard line.hasPrefix("| `") else { return nil }
            return String(line.dropFirst(3).prefix { $0 != "`" })
        }
    }

    @Test func `the call stacks of a static request are those of the list`() async throws {
        let stacks = try await Self.stacks()
        let listed = try Self.listed()
        let seen = Set(stacks.joined())
        #expect(seen.subtracting(listed).sorted() == [], "functions on the way that are not listed")
        #expect(Set(listed).subtracting(seen).sorted() == [], "listed functions that are not on the way")
        for stack in stacks {
            let places = stack.compactMap { listed.firstIndex(of: $0) }
            #expect(places == places.sorted(), "\(stack) is in the order of the list")
        }
    }

    @Test func `a reader follows a static request in at most 20 functions of 8 types`() throws {
        let listed = try Self.listed()
        let types = Set(listed.map { $0.prefix { $0 != "." } })
        #expect(!listed.isEmpty && listed.count <= 20)
        #expect(types.count <= 8, "\(types.sorted())")
    }
}
