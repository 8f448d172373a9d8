import TestSupport
import Testing

@testable import MockScripting

@Suite("Waiting")
struct WaitTests {
    @Test(
        "a wait goes through whatever Lua code it is called from",
        arguments: [
            ("return pcall(function() return mock.sleep(1) + 1 end)", "true 8"),
            ("return xpcall(function() error(mock.sleep(1)) end, function(m) return m * 2 end)", "false 14"),
            ("return setmetatable({}, { __index = function(_, k) return mock.sleep(k) end }).key", "7"),
            ("return setmetatable({}, { __add = function(a, b) return mock.sleep(b) end }) + 1", "7"),
            (
                "return setmetatable({}, { __eq = function() return mock.sleep(1) == 7 end }) == setmetatable({}, {})",
                "true"
            ),
            (
                "local n = 0 for x in function() n = n + 1 if n < 3 then return mock.sleep(n) end end do n = n + x end return n",
                "9"
            ),
            (
                "for k in pairs(setmetatable({}, { __pairs = function() mock.sleep(1) return next, { a = 1 } end })) do return k end",
                "a"
            ),
            ("local c <close> = setmetatable({}, { __close = function() mock.sleep(1) end }) return 5", "5"),
            ("return coroutine.wrap(function() return mock.sleep(1) end)()", "7"),
            ("return coroutine.resume(coroutine.create(function() return pcall(mock.sleep, 1) end))", "true true 7"),
            (
                """
                local function nest(n) if n == 0 then return mock.sleep(1) end return coroutine.wrap(nest)(n - 1) end
                return nest(20)
                """, "7"
            ),
            (
                """
                local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i + mock.sleep(i)) end end)
                return co(), co(), co()
                """, "8 9 10"
            ),
            (
                "return coroutine.isyieldable(), coroutine.status(coroutine.running()), select(2, coroutine.running())",
                "false running true"
            ),
        ])
    func passes(_ code: String, _ result: String) throws {
        #expect(try WallFixture.run("return function() \(code) end") == "done \(result)")
    }

    @Test(
        "where it cannot, the error names the place",
        arguments: [
            ("table.sort({ 2, 1 }, function() mock.sleep(1) end)", "table.sort"),
            ("('x'):gsub('.', function() mock.sleep(1) end)", "string.gsub"),
            ("tostring(setmetatable({}, { __tostring = function() mock.sleep(1) end }))", "tostring"),
            ("load(function() mock.sleep(1) end)", "load"),
            ("('%s'):format(setmetatable({}, { __tostring = function() mock.sleep(1) end }))", "string.format"),
            ("table.concat(setmetatable({}, { __len = function() mock.sleep(1) end }))", "table.concat"),
            ("for _ in ipairs(setmetatable({}, { __index = function() mock.sleep(1) end })) do end", "ipairs"),
            ("table.sort({ 2, 1 }, function() coroutine.wrap(mock.sleep)(1) end)", "table.sort"),
            (
                "xpcall(error, function() mock.sleep(1) end) mock.sleep(1) error(select(2, xpcall(error, function() mock.sleep(1) end)))",
                ""
            ),
        ])
    func refused(_ code: String, _ place: String) throws {
        let outcome = try WallFixture.run("return function() \(code) end")
        #expect(
            outcome.hasPrefix(place.isEmpty ? "error" : "error cannot wait inside \(place) at test.lua:1"), "\(outcome)"
        )
        let caught = try WallFixture.run("return function() pcall(function() \(code) end) return mock.sleep(1) end")
        #expect(caught == "done 7")
    }

    @Test("what one run left waiting, another can neither resume nor close")
    func foreign() throws {
        let fixture = try WallFixture([
            "test.lua": """
            local shared, own
            return function(what)
                if what == 'wait' then
                    own = coroutine.running()
                    shared = coroutine.create(function() return mock.sleep('long') end)
                    return coroutine.resume(shared)
                end
                local inner, outer = coroutine.resume(shared), coroutine.resume(own)
                return inner, outer, coroutine.status(shared), coroutine.status(own), pcall(coroutine.close, shared)
            end
            """
        ])
        let file = ScriptValue.text("test.lua")
        _ = fixture.host.call("load", run: nil, arguments: [file])
        guard case .waiting(let token) = fixture.host.call("again", run: nil, arguments: [file, .text("wait")]) else {
            Issue.record("it did not wait")
            return
        }
        let refusal = "done false false normal normal false cannot close a normal coroutine"
        #expect(fixture.describe(fixture.host.call("again", run: nil, arguments: [file, .text("look")])) == refusal)
        #expect(fixture.describe(fixture.host.resume(token, run: nil, arguments: [.integer(7)])) == "done true 7")
        guard case .waiting(let second) = fixture.host.call("again", run: nil, arguments: [file, .text("wait")]) else {
            Issue.record("it did not wait again")
            return
        }
        #expect(second != token)
        fixture.host.cancel(second)
        #expect(fixture.host.waitingCount == 0)
        #expect(
            fixture.describe(fixture.host.call("again", run: nil, arguments: [file, .text("look")])).hasPrefix(
                "done false"))
        #expect(fixture.describe(fixture.host.resume(second, run: nil)) == "error nothing waits under this token")
    }

    @Test("a thousand runs wait at once and come back in any order")
    func many() throws {
        let fixture = try WallFixture([
            "test.lua": "return function() local n = mock.sleep(1) return n, mock.sleep(2) end"
        ])
        var tokens: [Int64] = []
        for _ in 0..<1000 {
            guard case .waiting(let token) = fixture.host.call("run", run: nil, arguments: [.text("test.lua")]) else {
                Issue.record("it did not wait")
                return
            }
            tokens.append(token)
        }
        #expect(Set(tokens).count == 1000 && fixture.host.waitingCount == 1000)
        for (index, token) in tokens.enumerated().reversed() {
            guard case .waiting = fixture.host.resume(token, run: nil, arguments: [.integer(Int64(index))]) else {
                Issue.record("it did not wait again")
                return
            }
        }
        for (index, token) in tokens.enumerated() {
            #expect(
                fixture.describe(fixture.host.resume(token, run: nil, arguments: [.integer(5)])) == "done \(index) 5")
        }
        #expect(fixture.host.waitingCount == 0)
    }

    @Test("after a wait a run is limited, halted and located as before")
    func afterwards() throws {
        let endings = [
            ("mock.halt(404)", "halted 404"), ("while true do end", "processorTime"),
            ("error('late')", "error late at test.lua:3"), ("mock.stop(5)", "halted stopped 5"),
        ]
        for (code, ending) in endings {
            let inner = "coroutine.wrap(function() mock.sleep(1)\n  \(code) end)()"
            let plain = "return function()\n  \(inner) end"
            let rethrow = "return function()\n  pcall(function() \(inner) end) error('caught') end"
            #expect(try WallFixture.run(plain, seconds: 0.05).hasPrefix(ending))
            let expected = ending.hasPrefix("error") ? "error caught" : ending
            #expect(try WallFixture.run(rethrow, seconds: 0.05).hasPrefix(expected))
        }
    }

    @Test("to-be-closed variables close when a run fails or halts")
    func closing() throws {
        let text = """
            local log = {}
            local function closer(name) return setmetatable({}, { __close = function() log[#log + 1] = name end }) end
            return function(how)
                if how == 'log' then return table.concat(log, ' ') end
                local a <close> = closer(how .. ' outer')
                mock.sleep(1)
                local b <close> = closer(how .. ' inner')
                if how == 'fail' then error('x') end
                mock.halt(1)
            end
            """
        let fixture = try WallFixture(["test.lua": text])
        let file = ScriptValue.text("test.lua")
        _ = fixture.host.call("load", run: nil, arguments: [file])
        let again = { (how: String) in
            fixture.describe(fixture.host.call("again", run: nil, arguments: [file, .text(how)]))
        }
        #expect(again("fail").hasPrefix("error x"))
        #expect(again("halt") == "halted 1")
        #expect(again("log") == "done fail inner fail outer halt inner halt outer")
    }
}

@Suite("Runs that end while others hold results")
struct CancelledRunTests {
    @Test("the results of an entry outlive the cancellation of other runs")
    func resultsStay() throws {
        let fixture = try WallFixture([
            "test.lua": "return function() mock.sleep(1) return ('r'):rep(100), { 1, 2 } end"
        ])
        var tokens: [Int64] = []
        for _ in 0..<80 {
            guard case .waiting(let token) = fixture.host.call("run", run: nil, arguments: [.text("test.lua")]) else {
                continue
            }
            tokens.append(token)
        }
        #expect(tokens.count == 80)
        let last = tokens.removeLast()
        for token in tokens {
            let outcome = fixture.describe(fixture.host.resume(token, run: nil, arguments: []))
            #expect(outcome.hasPrefix("done rrrr"))
        }
        fixture.host.cancel(last)
        fixture.host.collect()
        #expect(fixture.values.first == String(repeating: "r", count: 100))
        #expect(fixture.run().hasPrefix("done rrrr"))
    }

    @Test("a kind of wait that does not exist is known as none")
    func unknownWait() throws {
        let kinds = ["nonsense": false, "sleep": true, "test": false, "send": false, "message": true]
        for (kind, exists) in kinds {
            let fixture = try WallFixture(["test.lua": "core.wait('\(kind)', 'nothing', 5)"])
            guard case .waiting = fixture.host.call("run", run: nil, arguments: [.text("test.lua")]) else {
                Issue.record("\(kind): it did not wait")
                continue
            }
            let question = YieldedRequest(fixture.host.results, of: ScriptRun(nil))
            #expect(question.kind == kind)
            #expect((question.wait(in: LoadTimeWorld(files: .none)) != nil) == exists, "\(kind)")
        }
    }
}
