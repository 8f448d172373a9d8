import Dispatch
import MockEngine
import MockModel
import MockServer
import NIOPosix
import Synchronization
import TestSupport
import Testing

/// Heavy code on worker threads of a server with one event loop.
@Suite(.ownThreads) struct WorkerTests {
    /// A handler that stops until the test lets it go on, once it was told to.
    private final class Stop: Sendable {
        private let entered = DispatchSemaphore(value: 0)
        private let released = DispatchSemaphore(value: 0)
        private let isClosed = Atomic<Bool>(false)

        func close() { isClosed.store(true, ordering: .sequentiallyConsistent) }

        func pass() {
            guard isClosed.exchange(false, ordering: .sequentiallyConsistent) else { return }
            entered.signal()
            released.wait()
        }

        func awaitEntry() async { await onThread { self.entered.wait() } }

        func open() { released.signal() }
    }

    private let stop = Stop()

    private func engine() throws -> Engine {
        let (stop, clock) = (stop, FixedClock())
        let handlers = ClosureScripts([
            "GET /heavy": { (_, _) in
                stop.pass()
                clock.advance(by: 5)
                return .answer(Response(status: 201))
            }
        ])
        return Engine.of([try .named("GET /plain", [.text("ok")])], handlers: handlers, clock: clock)
    }

    /// Runs a server whose route `/heavy` is heavy; `body` runs while a worker has stopped in a call of it.
    private func whileWorking(
        stopping stops: Bool = true,
        _ body: (_ server: Server, _ client: RawClient, _ engine: Engine) async throws -> Void
    ) async throws {
        let engine = try engine()
        let background = BackgroundRunner { _, _, _ in }
        engine.attach(background)
        let server = try await Server.start(
            answerer: MockAnswerer(engine: engine, admin: nil, reloads: nil),
            options: ServerOptions(threads: 1, patience: .hours),
            background: background)
        for _ in 0..<2 { #expect(try await status(server, "/heavy") == 201) }
        stop.close()
        let client = try RawClient(port: server.port)
        client.send("GET /heavy HTTP/1.1\r\nHost: a\r\n\r\n")
        await stop.awaitEntry()
        do { try await body(server, client, engine) } catch {
            stop.open()
            await server.stop(drain: .zero)
            throw error
        }
        if stops { await server.stop(drain: .milliseconds(500)) }
    }

    private func status(_ server: Server, _ path: String) async throws -> Int? {
        let client = try RawClient(port: server.port)
        client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return await onThread { client.readResponse()?.status }
    }

    @Test func `the other connections of its loop are served while a worker runs code`() async throws {
        try await whileWorking { (server: Server, client: RawClient, _: Engine) async throws -> Void in
            for _ in 0..<3 { #expect(try await status(server, "/plain") == 200) }
            #expect(try await status(server, "/nowhere") == 404)
            stop.open()
            #expect(await onThread { client.readResponse()?.status } == 201)
        }
    }

    @Test func `a call that a worker runs is answered while the server stops`() async throws {
        try await whileWorking(stopping: false) { (server: Server, client: RawClient, _: Engine) async throws -> Void in
            async let stopped: Void = server.stop(drain: .seconds(36_000))
            stop.open()
            #expect(await onThread { client.readResponse()?.status } == 201)
            await stopped
        }
    }

    @Test func `a client that closes its side while a worker runs its call is answered`() async throws {
        try await whileWorking { (server: Server, client: RawClient, _: Engine) async throws -> Void in
            client.finishSending()
            #expect(try await status(server, "/plain") == 200)
            stop.open()
            #expect(await onThread { client.readResponse()?.status } == 201)
        }
    }

    @Test func `a client that leaves while a worker runs its call is noted as that`() async throws {
        try await whileWorking { (server: Server, client: RawClient, engine: Engine) async throws -> Void in
            client.reset()
            #expect(try await status(server, "/plain") == 200)
            stop.open()
            #expect(try await eventually { engine.journal.exchanges.count == 4 })
            #expect(try await eventually { engine.journal.exchanges.contains { $0.departure == .beforeAnswer } })
            #expect(try await status(server, "/heavy") == 201, "the world is free")
        }
    }

    /// Counts the runs of a handler on an event loop.
    private final class LoopRuns: Sendable {
        let count = Atomic<Int>(0)
    }

    @Test(arguments: [0, 1])
    func `without workers heavy code stays on its event loop`(workers: Int) async throws {
        let (clock, onLoop) = (FixedClock(), LoopRuns())
        let handler: ClosureScripts.Handler = { (_, _) in
            clock.advance(by: 5)
            if MultiThreadedEventLoopGroup.currentEventLoop != nil { onLoop.count.add(1, ordering: .relaxed) }
            return .answer(Response(status: 201))
        }
        let engine = Engine.of([], handlers: ClosureScripts(["GET /heavy": handler]), clock: clock)
        let background = BackgroundRunner { _, _, _ in }
        engine.attach(background)
        let server = try await Server.start(
            answerer: engine, options: ServerOptions(threads: 1, workers: workers), background: background)
        for _ in 0..<4 { #expect(try await status(server, "/heavy") == 201) }
        await server.stop(drain: .milliseconds(500))
        #expect(onLoop.count.load(ordering: .relaxed) == (workers == 0 ? 4 : 2))
    }
}
