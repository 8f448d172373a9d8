import MockEngine
import MockModel
import TestSupport
import Testing

/// A move of the clock over the timers of Lua code.
@Suite struct LuaClockMoveTests {
    @Test func `timers run at their own times, and one that sleeps does not hold the clock up`() throws {
        var settings = Settings()
        settings.clock = Settings.Clock(start: 1_767_225_600_000, isFrozen: true)
        let mock = try LuaMock(
            get: """
                mock.every("1s", function()
                  mock.state.set("seen", (mock.state.get("seen") or "") .. mock.iso() .. " ")
                end)
                mock.after("1500ms", function() mock.sleep("1h") end)
                mock.after("2s", function() error("boom") end)
                return 204
                """, settings: settings)
        let engine = mock.engine
        let driver = HandDriver(engine)
        _ = driver.play(engine.begin(Request(method: "GET", target: "/")))
        guard case .pending(let pending) = engine.begin(.clock(.advance(.milliseconds(2_500))), mayWait: false) else {
            Issue.record("the clock did not wait for the timers")
            return
        }
        for _ in 0..<10 where pending.result == nil { _ = engine.runNextDue("default") }
        guard case .moved(let reading, let ran)? = try pending.result?.get() else {
            Issue.record("the clock did not arrive")
            return
        }
        #expect(reading.now == 1_767_225_602_500)
        #expect(ran.map { $0.time - 1_767_225_600_000 } == [1_000, 1_500, 2_000, 2_000])
        #expect(ran.map(\.outcome) == [.ended, .waiting, .failed("boom"), .ended])
        #expect(ran.allSatisfy { $0.work == .timer && $0.call == 1 })
        guard case .entry(let seen, nil) = try engine.execute(.state(.value("seen"))) else {
            Issue.record("the timer left nothing")
            return
        }
        #expect(seen == "2026-01-01T00:00:01Z 2026-01-01T00:00:02Z ")
        guard case .report(let report) = try engine.execute(.whole(.finish)) else { throw CancellationError() }
        #expect(report.failedJobs == 1 && !report.isFine)
    }
}
