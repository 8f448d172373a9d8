import MockEngine
import MockModel
import TestSupport
import Testing

@Suite("Timers")
struct TimerTests {
    @Test("fire in the order of their time, on the session's clock")
    func order() throws {
        let mock = try LuaMock(
            get: """
                for _, delay in ipairs { "9s", "2s", "5s" } do
                    mock.after(delay, function() mock.state.set("log", (mock.state.get("log", "")) .. delay .. "@" .. mock.now() .. " ") end)
                end
                return mock.state.get("log", "none")
                """)
        let driver = HandDriver(mock.engine)
        #expect(mock.call() == "200 none")
        #expect(driver.due == .seconds(2))
        #expect(driver.advance(by: .seconds(5)).count == 2)
        let start = mock.engine.now / 1_000 - 5
        #expect(mock.call() == "200 2s@\(start + 2) 5s@\(start + 5) ")
    }

    @Test("see the request that started them, and chance of their own")
    func request() throws {
        let mock = try LuaMock(
            get: """
                mock.after("1s", function() mock.state.set("seen", req.query.x .. mock.random.int(1, 1000)) end)
                return mock.state.get("seen", "none")
                """)
        let driver = HandDriver(mock.engine)
        _ = mock.call("GET", "/?x=a")
        _ = driver.advance(by: .seconds(1))
        let seen = mock.call("GET", "/?x=b")
        let again = try LuaMock(
            get: "mock.after('1s', function() mock.state.set('seen', req.query.x .. mock.random.int(1, 1000)) end) "
                + "return mock.state.get('seen', 'none')")
        let other = HandDriver(again.engine)
        _ = again.call("GET", "/?x=a")
        _ = other.advance(by: .seconds(1))
        #expect(seen.hasPrefix("200 a") && again.call("GET", "/?x=b") == seen)
    }

    @Test("repeat until they are cancelled, also from within")
    func every() throws {
        let mock = try LuaMock(
            get: """
                if req.query.start then
                    local timer
                    timer = mock.every("1s", function()
                        if mock.state.incr("n") == 3 then timer:cancel() end
                    end)
                end
                return mock.json.encode(mock.state.get("n", 0))
                """)
        let driver = HandDriver(mock.engine)
        _ = mock.call("GET", "/?start=1")
        #expect(driver.advance(by: .seconds(10)).count == 3)
        #expect(mock.call() == "200 3")
        #expect(mock.engine.nextDue() == nil)
    }

    @Test("may wait, and the next time comes after the end")
    func waiting() throws {
        let mock = try LuaMock(
            get: """
                mock.every("1s", function() mock.sleep("2500ms") mock.state.incr("n") end)
                return 204
                """)
        let driver = HandDriver(mock.engine)
        _ = mock.call()
        let played = driver.advance(by: .milliseconds(1_000))
        #expect(played.count == 1 && played.first?.isFinished == true)
        #expect(mock.engine.nextDue() == mock.engine.now + 500)
    }

    @Test("tell of their failure, with the place and the call that started them")
    func failure() throws {
        let mock = try LuaMock(get: "mock.after('1s', function() error('boom') end) return 204")
        let driver = HandDriver(mock.engine)
        let delivery = try #require(mock.delivery())
        _ = driver.advance(by: .seconds(1))
        guard case .failure(let failure) = driver.events.first?.event else {
            Issue.record("no failure was told")
            return
        }
        #expect(failure.message == "boom" && failure.location?.line == 2)
        #expect(driver.events.first?.call == 1)
        #expect(delivery.exchange.aftermath.events == [.failure(failure)])
    }

    @Test("keep nothing of a session that has ended")
    func ended() throws {
        weak var files: WatchedFiles?
        do {
            let watched = WatchedFiles()
            files = watched
            let mock = try LuaMock(
                ["routes/route.lua": "return { GET = function() mock.every('1s', function() end) return 204 end }"],
                disk: watched)
            #expect(mock.call() == "204" && mock.engine.nextDue() != nil)
        }
        #expect(files == nil, "the world outlived its session")
    }

    @Test("end with a reset")
    func reset() throws {
        let mock = try LuaMock(get: "mock.after('1s', function() mock.state.set('x', 1) end) return 204")
        let driver = HandDriver(mock.engine)
        _ = mock.call()
        try mock.engine.reset()
        #expect(mock.engine.nextDue() == nil && driver.advance(by: .seconds(5)).isEmpty)
    }

    @Test("leave a call that waited its answer, however often the session is reset")
    func resets() throws {
        let mock = try LuaMock(get: "mock.subscribe('news')() return 204")
        let driver = HandDriver(mock.engine)
        let waiting = try #require(driver.play(mock.engine.begin(Request(method: "GET", target: "/"))).waiting)
        try mock.engine.reset()
        try mock.engine.reset()
        #expect(driver.takeWoken() == [waiting.token, waiting.token])
        let played = driver.play(mock.engine.resume(waiting.token, with: .woken))
        #expect(played.delivery?.response.status == 503)
    }

    @Test(
        "refuse what is no delay or no function",
        arguments: [
            ("mock.after(5, function() end)", "the delay of mock.after: 5 has no unit; write \"5ms\""),
            ("mock.after('-1s', function() end)", "the delay of mock.after: \"-1s\" is negative"),
            ("mock.every('0ms', function() end)", "the period of mock.every must be 1ms or more"),
            ("mock.after('1s')", "the function of mock.after must be a function, not nothing"),
            ("mock.after('1s', function() end).cancel()", "call it with a colon: timer:cancel()"),
            ("mock.after('1s', function() end):cancle()", "a timer has no 'cancle'; did you mean 'cancel'?"),
        ])
    func misuse(code: String, message: String) throws {
        let failure = try #require(try LuaMock(get: code).failure())
        #expect(failure.message == message)
    }
}

/// Files whose owner's end can be seen.
private final class WatchedFiles: ProjectFiles {
    func read(_ path: String) throws(FileAccessError) -> [UInt8] { throw FileAccessError("does not exist") }

    func environment(_ name: String) throws(FileAccessError) -> String? { throw FileAccessError("is not listed") }
}
