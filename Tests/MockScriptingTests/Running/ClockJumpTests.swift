import MockEngine
import MockModel
import TestSupport
import Testing

@Suite struct ClockJumpTests {
    @Test(arguments: [Int64(3_600_000), -3_600_000])
    func `a jump of the machine's clock fires no timer, ends no time to live, and moves no limit`(jump: Int64) throws {
        let mock = try LuaMock(
            get: """
                if req.query.start then
                    mock.state.set("k", "kept", { ttl = "10s" })
                    mock.after("10s", function() mock.state.set("fired", "fired") end)
                end
                local limit = mock.limit("l", { requests = 2, per = "10s" })
                return (mock.state.get("k") or "-") .. (mock.state.get("fired") or "-") .. tostring(limit.ok)
                """)
        let driver = HandDriver(mock.engine)
        let first = mock.call("GET", "/?start=1")
        mock.clock.jump(by: jump)
        #expect(mock.call() == first)
        #expect(driver.due == .seconds(10))
        mock.clock.advance(by: 10_000)
        #expect(mock.engine.timeToNextJob(of: "default") == .zero)
        _ = mock.engine.runDue("default")
        #expect(mock.call().hasPrefix("200 -fired"))
    }
}
