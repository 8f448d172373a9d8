import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// A move of the clock where a driver carries jobs out in real time.
@Suite struct ClockMoveTests {
    private func fetch(_ step: Step?) throws -> (url: String, token: WaitToken) {
        guard case .wait(.fetch(let request), let token)? = step else { throw Unexpected(step: step) }
        return (request.url, token)
    }

    private struct Unexpected: Error { let step: Step? }

    private func pending(_ fixture: CommandFixture, _ command: ClockCommand) throws -> PendingCommand {
        guard case .pending(let pending) = fixture.engine.begin(.clock(command), mayWait: false) else {
            throw Unexpected(step: nil)
        }
        return pending
    }

    private func now(_ fixture: CommandFixture) -> Int64 { fixture.engine.now - CommandFixture.start }

    @Test(arguments: [true, false])
    func `every job runs at its own time, one after the other, and the reply says what ran`(isFrozen: Bool) throws {
        let fixture = try CommandFixture(isFrozen: isFrozen)
        let engine = fixture.engine
        fixture.send("POST /hooks")
        _ = fixture.sketch(.state(.set("code", "x", ttl: .milliseconds(1_500))))
        let pending = try pending(fixture, .advance(.milliseconds(2_500)))
        #expect(fixture.driver.due == .zero)
        let first = try fetch(engine.runNextDue("default"))
        #expect(first.url == "http://hooks.test/1" && now(fixture) == 1_000)
        #expect(engine.runNextDue("default") == nil, "the next job begins when the last has ended")
        #expect(engine.timeToNextJob(of: "default") == nil)
        _ = engine.resume(first.token, with: .fetched(.response(Response(status: 200))))
        #expect(fixture.driver.due == .zero && engine.timeToNextJob(of: "default") == .zero)
        let second = try fetch(engine.runNextDue("default"))
        #expect(second.url == "http://hooks.test/2" && now(fixture) == 2_000)
        _ = engine.resume(second.token, with: .fetched(.failure(OutgoingFailure(.refused, "no receiver"))))
        #expect(pending.result == nil)
        guard case .finished(nil)? = engine.runNextDue("default") else { throw Unexpected(step: nil) }
        let mode = isFrozen ? "frozen" : "running"
        #expect(
            try pending.result?.get().sketch
                == "\(mode) at 2500: http://hooks.test/1 1 at 1000 status(200), expiry of code at 1500 ended, "
                + "http://hooks.test/2 1 at 2000 failed(\"no receiver\")")
        #expect(engine.runNextDue("default") == nil)
        #expect(engine.nextDue() == CommandFixture.start + 3_000)
        #expect(
            fixture.sketch(.calls(.webhooks)) == "http://hooks.test/1 of 1, http://hooks.test/2 of 1")
    }

    @Test func `moves follow one another in the order in which they were asked for`() throws {
        let fixture = try CommandFixture()
        let first = try pending(fixture, .advance(.seconds(1)))
        let second = try pending(fixture, .set(CommandFixture.start + 5_000))
        _ = fixture.engine.runNextDue("default")
        #expect(try first.result?.get().sketch == "frozen at 1000: ")
        #expect(second.result == nil && fixture.engine.timeToNextJob(of: "default") == .zero)
        _ = fixture.engine.runNextDue("default")
        #expect(try second.result?.get().sketch == "frozen at 5000: ")
    }

    @Test func `a reset ends a move, and wakes what waits for it`() async throws {
        let fixture = try CommandFixture()
        fixture.send("POST /hooks")
        let pending = try pending(fixture, .advance(.seconds(9)))
        let token = try fetch(fixture.engine.runNextDue("default")).token
        try await confirmation { told in
            pending.whenDone { told() }
            try fixture.engine.reset()
        }
        #expect(throws: CommandFailure.self) { try pending.result?.get() }
        guard case .finished(nil) = fixture.engine.resume(token, with: .elapsed) else { throw Unexpected(step: nil) }
        #expect(now(fixture) == 0 && fixture.engine.timeToNextJob(of: "default") == nil)
    }

    @Test func `without a driver the clock moves at once`() throws {
        let engine = Engine.of([], options: Engine.Options(clock: Settings.Clock(start: 0, isFrozen: true)))
        guard case .moved(let reading, let ran) = try engine.execute(.clock(.advance(.seconds(2)))) else {
            throw Unexpected(step: nil)
        }
        #expect(reading.now == 2_000 && reading.mode == .frozen && ran.isEmpty)
    }
}
