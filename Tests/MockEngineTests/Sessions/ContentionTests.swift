import Dispatch
import MockModel
import Synchronization
import TestSupport
import Testing

@testable import MockEngine

/// Several threads, one session: who waits for whom.
@Suite(.ownThreads) struct ContentionTests {
    /// A handler that stops until the test lets it go on, once it was told to.
    private final class Stop: Sendable {
        private let entered = DispatchSemaphore(value: 0)
        private let released = DispatchSemaphore(value: 0)
        private let isClosed = Atomic<Bool>(false)
        let order = Mutex<[String]>([])

        func close() { isClosed.store(true, ordering: .sequentiallyConsistent) }

        func pass(_ call: Call) {
            order.withLock { $0.append(call.request.target) }
            guard isClosed.exchange(false, ordering: .sequentiallyConsistent) else { return }
            entered.signal()
            released.wait()
        }

        func awaitEntry() async { await onThread { self.entered.wait() } }

        func open() { released.signal() }
    }

    /// Has workers, which run when the test says so.
    private final class Workers: BackgroundDriver {
        private let told = Mutex((work: [WaitToken](), woken: [WaitToken]()))
        let hasWorkers = true

        func schedule(_ session: String, after time: Duration?) {}
        func note(_ event: BackgroundEvent, session: String, call: Exchange?) {}
        func wake(_ token: WaitToken) { told.withLock { $0.woken.append(token) } }
        func work(_ token: WaitToken) { told.withLock { $0.work.append(token) } }

        func takeWork() -> [WaitToken] {
            told.withLock { told in
                defer { told.work = [] }
                return told.work
            }
        }

        func takeWoken() -> [WaitToken] {
            told.withLock { told in
                defer { told.woken = [] }
                return told.woken
            }
        }
    }

    private let stop = Stop()
    private let clock = FixedClock()

    /// `/code?…` runs a handler, `/heavy?…` one that takes 5 ms of the clock, `/static` and `/later` do not.
    private func engine() throws -> Engine {
        let stop = stop
        let clock = clock
        let handlers = ClosureScripts([
            "GET /code": { (call, world) in
                stop.pass(call)
                _ = world.increment("n", by: .integer(1), call: call)
                return .answer(Response(status: 201))
            },
            "GET /heavy": { (call, world) in
                stop.pass(call)
                clock.advance(by: 5)
                _ = world.increment("n", by: .integer(1), call: call)
                return call.request.target == "/heavy?sleep"
                    ? .sleep(.seconds(9), then: Response(status: 202)) : .answer(Response(status: 201))
            },
        ])
        return Engine.of([try .named("GET /static", [.text("ok")])], handlers: handlers, clock: clock)
    }

    private func get(_ target: String, _ method: String = "GET") -> Request { Request(method: method, target: target) }

    private func status(_ step: Step) -> Int? {
        if case .deliver(let delivery) = step { delivery.response.status } else { nil }
    }

    /// The token of a wait for the world.
    private func worldToken(_ step: Step) throws -> WaitToken {
        guard case .wait(.world, let token) = step else {
            throw ScriptFailure(.runtime, "no wait for the world: \(step)")
        }
        return token
    }

    /// Has a thread hold the world in a handler; `body` runs meanwhile.
    ///
    /// - Returns: the step of the handler's call.
    private func whileHeld(_ engine: Engine, _ body: () throws -> Void) async throws -> Step {
        stop.close()
        let request = get("/code?held")
        async let held = onThread { engine.begin(request) }
        await stop.awaitEntry()
        do { try body() } catch {
            stop.open()
            throw error
        }
        stop.open()
        return await held
    }

    @Test func `a request that runs no code is answered while a handler holds the world`() async throws {
        let engine = try engine()
        let held = try await whileHeld(engine) {
            #expect(status(engine.begin(get("/static"))) == 200)
            #expect(status(engine.begin(get("/nowhere"))) == 404)
            #expect(status(engine.begin(get("/static", "POST"))) == 405)
            #expect(status(engine.begin(get("/static", "OPTIONS"))) == 204)
            #expect(engine.journal.exchanges.map(\.call) == [2, 3, 4, 5])
            #expect(engine.callCount == 5)
            #expect(engine.timeToNextJob(of: "default") == nil && engine.runNextDue("default") == nil)
        }
        #expect(status(held) == 201)
        #expect(engine.journal.exchanges.map(\.call) == [2, 3, 4, 5, 1])
    }

    @Test func `calls that find the world taken begin in the order of their arrival`() async throws {
        let engine = try engine()
        let driver = HandDriver(engine)
        var tokens: [WaitToken] = []
        _ = try await whileHeld(engine) {
            for name in ["a", "b", "c"] { tokens.append(try worldToken(engine.begin(get("/code?\(name)")))) }
            #expect(driver.takeWoken().isEmpty)
        }
        #expect(driver.takeWoken() == [tokens[0]])
        let late = try worldToken(engine.begin(get("/code?late")))
        #expect(try worldToken(engine.resume(tokens[1], with: .woken)) == tokens[1], "it is not its turn")
        for (index, token) in (tokens + [late]).enumerated() {
            #expect(status(engine.resume(token, with: .woken)) == 201)
            let next = index + 1 < tokens.count ? [tokens[index + 1]] : index + 1 == tokens.count ? [late] : []
            #expect(driver.takeWoken() == next)
        }
        #expect(stop.order.withLock { $0 } == ["/code?held", "/code?a", "/code?b", "/code?c", "/code?late"])
        #expect(engine.journal.exchanges.map(\.call) == [1, 2, 3, 4, 5])
        #expect(status(engine.begin(get("/code"))) == 201)
    }

    @Test func `a client that leaves while its call waits is noted, and lets the next one in`() async throws {
        let engine = try engine()
        let driver = HandDriver(engine)
        var tokens: [WaitToken] = []
        _ = try await whileHeld(engine) {
            for name in ["a", "b"] { tokens.append(try worldToken(engine.begin(get("/code?\(name)")))) }
        }
        #expect(driver.takeWoken() == [tokens[0]])
        let left = try #require(engine.cancel(tokens[0]))
        #expect(left.call == 2 && left.departure == .beforeAnswer && left.reason.sentence == "no answer")
        #expect(driver.takeWoken() == [tokens[1]])
        #expect(status(engine.resume(tokens[1], with: .woken)) == 201)
        #expect(stop.order.withLock { $0 } == ["/code?held", "/code?b"])
    }

    /// An engine whose route `/heavy` is heavy, after two calls.
    private func heavy(_ driver: Workers) throws -> Engine {
        let engine = try engine()
        engine.attach(driver)
        for _ in 0..<2 { #expect(status(engine.begin(get("/heavy"))) == 201) }
        #expect(driver.takeWork().isEmpty)
        return engine
    }

    @Test func `the code of a route that was seen to take long leaves the thread that asks`() throws {
        let driver = Workers()
        let engine = try heavy(driver)
        let tokens = try (0..<3).map { _ in try worldToken(engine.begin(get("/heavy"))) }
        #expect(stop.order.withLock { $0.count } == 2, "no code ran for the later calls")
        #expect(driver.takeWork() == [tokens[0]], "one at a time")
        #expect(try worldToken(engine.resume(tokens[0], with: .woken)) == tokens[0])
        engine.work(tokens[0])
        #expect(driver.takeWoken() == [tokens[0]] && driver.takeWork() == [tokens[1]])
        #expect(status(engine.resume(tokens[0], with: .woken)) == 201)
        #expect(try worldToken(engine.begin(get("/code"))).number > tokens[2].number, "light code waits for its turn")
        engine.work(tokens[1])
        engine.work(tokens[2])
        #expect(engine.journal.exchanges.map(\.call) == [1, 2, 3, 4, 5])
    }

    @Test func `a wait of heavy code ends on a worker, too`() throws {
        let driver = Workers()
        let engine = try heavy(driver)
        let token = try worldToken(engine.begin(get("/heavy?sleep")))
        engine.work(token)
        guard case .wait(.sleep(.seconds(9)), let sleeping) = engine.resume(token, with: .woken) else {
            Issue.record("the handler does not sleep")
            return
        }
        let again = try worldToken(engine.resume(sleeping, with: .elapsed))
        #expect(driver.takeWork() == [token, again])
        engine.work(again)
        #expect(status(engine.resume(again, with: .woken)) == 202)
    }

    @Test func `without workers heavy code runs where it is asked for`() throws {
        let engine = try engine()
        _ = HandDriver(engine)
        for _ in 0..<5 { #expect(status(engine.begin(get("/heavy"))) == 201) }
    }

    /// Has a worker run a heavy call that stops in its handler; `body` runs meanwhile.
    private func whileWorking(
        _ engine: Engine, _ driver: Workers, _ target: String = "/heavy", _ body: (WaitToken) async throws -> Void
    ) async throws -> WaitToken {
        let token = try worldToken(engine.begin(get(target)))
        #expect(driver.takeWork() == [token])
        stop.close()
        async let work: Void = onThread { engine.work(token) }
        await stop.awaitEntry()
        do { try await body(token) } catch {
            stop.open()
            throw error
        }
        stop.open()
        await work
        return token
    }

    @Test func `a client that leaves while a worker runs its call is noted when the code is through`() async throws {
        let driver = Workers()
        let engine = try heavy(driver)
        let token = try await whileWorking(engine, driver) { token in
            #expect(engine.cancel(token) == nil)
            #expect(engine.journal.exchanges.count == 2)
        }
        let exchange = try #require(engine.journal.exchanges.last)
        #expect(exchange.call == 3 && exchange.departure == .beforeAnswer && exchange.response == nil)
        #expect(driver.takeWoken().isEmpty)
        guard case .finished(nil) = engine.resume(token, with: .woken) else {
            Issue.record("something waits still")
            return
        }
        #expect(status(engine.begin(get("/code"))) == 201, "the world is free")
    }

    @Test func `a client that leaves a call whose worker came to a wait ends that wait`() async throws {
        let driver = Workers()
        let engine = try heavy(driver)
        _ = try await whileWorking(engine, driver, "/heavy?sleep") { token in _ = engine.cancel(token) }
        #expect(engine.journal.exchanges.last?.departure == .beforeAnswer)
        #expect(engine.session.ledger.withLock { $0.waiting.isEmpty && $0.abandoned.isEmpty })
    }

    @Test func `a reset comes after the code of a worker, and calls that have not begun begin anew`() async throws {
        let driver = Workers()
        let engine = try heavy(driver)
        var later: WaitToken?
        let reset = Mutex<Task<Void, Never>?>(nil)
        let token = try await whileWorking(engine, driver) { _ in
            later = try worldToken(engine.begin(get("/code?later")))
            let task = Task<Void, Never> { await onThread { _ = try? engine.reset() } }
            reset.withLock { $0 = task }
        }
        await reset.withLock { $0 }?.value
        #expect(engine.callCount == 0 && engine.journal.exchanges.isEmpty)
        #expect(status(engine.resume(token, with: .woken)) == 201, "its code was through before")
        #expect(driver.takeWoken().contains(try #require(later)))
        guard case .deliver(let delivery) = engine.resume(try #require(later), with: .woken) else {
            Issue.record("the later call is not answered")
            return
        }
        #expect(delivery.exchange.call == 1 && delivery.exchange.changes.first?.old == nil)
    }

    @Test func `a reset tells a call of it whose worker came to a wait`() async throws {
        let driver = Workers()
        let engine = try heavy(driver)
        let token = try await whileWorking(engine, driver, "/heavy?sleep") { _ in }
        try engine.reset()
        #expect(status(engine.resume(token, with: .woken)) == 503)
        #expect(engine.session.ledger.withLock { $0.waiting.isEmpty })
    }
}
