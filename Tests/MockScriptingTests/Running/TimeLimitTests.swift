import MockEngine
import MockModel
import TestSupport
import Testing

@testable import MockScripting

/// Code that waits too long answers in time all the same.
@Suite("The limit of time")
struct TimeLimitTests {
    private static let limited = Settings(limits: Settings.Limits(time: .seconds(5)))

    @Test(
        "a wait past the limit ends with it, with route, line and limit",
        arguments: [
            "mock.sleep('6s')", "mock.sleep('forever')", "for i = 1, 10 do mock.sleep('1s') end mock.sleep('1ms')",
            "local inbox = mock.subscribe('news') inbox()",
            "coroutine.wrap(function() mock.sleep('1h') end)()",
            "pcall(mock.sleep, '1h') while true do mock.sleep('1s') end",
        ])
    func wait(_ code: String) throws {
        let mock = try LuaMock(get: code + " return 204", settings: Self.limited)
        let before = mock.engine.now
        let answer = mock.call()
        #expect(answer.hasPrefix("500") && answer.contains("urn:mockscript:time-limit"), "\(answer)")
        #expect(answer.contains("GET / failed") && answer.contains("routes/route.lua:2"), "\(answer)")
        #expect(answer.contains("no answer within 5s, the limit of limits.time"), "\(answer)")
        #expect(mock.engine.now - before == 5_000)
    }

    @Test("a wait within the limit goes on, one that takes all of it too")
    func within() throws {
        #expect(try LuaMock(get: "mock.sleep('5s') return 204", settings: Self.limited).call() == "204")
        #expect(
            try LuaMock(get: "mock.sleep('2s') mock.sleep('3s') return 204", settings: Self.limited).call() == "204")
    }

    @Test("what is published in time is read")
    func message() throws {
        let code = """
            local inbox = mock.subscribe('news')
            mock.after('4s', function() mock.publish('news', 'hello') end)
            return { heard = inbox() }
            """
        #expect(try LuaMock(get: code, settings: Self.limited).call().hasPrefix("200 {\"heard\":\"hello\"}"))
    }

    @Test("streams and latencies that are asked for are not bounded")
    func streams() throws {
        let stream = "return mock.stream('text/plain', function(out) mock.sleep('10s') out:write('late') end)"
        let mock = try LuaMock(get: stream, settings: Self.limited)
        #expect(mock.call().hasPrefix("200"))
        #expect(try LuaMock(get: "res.delay = '10s' return 204", settings: Self.limited).call() == "204")
    }

    @Test("the session goes on after a call that was ended")
    func after() throws {
        let code = "if req.query.x then mock.sleep('1h') end return { ok = true }"
        let mock = try LuaMock(get: code, settings: Self.limited)
        #expect(mock.call("GET", "/?x=1").hasPrefix("500"))
        #expect(mock.call() == "200 {\"ok\":true}")
    }
}
