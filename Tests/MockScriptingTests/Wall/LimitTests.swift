import Glibc
import TestSupport
import Testing

@testable import MockScripting

/// The essential ways of outliving a limit, each of which must lose.
@Suite("Limits", .ownThreads)
struct LimitTests {
    static let endless: [String: String] = [
        "a loop": "while true do end",
        "a loop that swallows errors": "while true do pcall(error) end",
        "nested protected calls": "local function f() pcall(f) while true do end end f()",
        "a message handler": "xpcall(function() while true do end end, function() while true do end end)",
        "a to-be-closed variable":
            "pcall(function() local c <close> = setmetatable({}, { __close = function() while true do end end }) while true do end end)",
        "closing on failure":
            "local c <close> = setmetatable({}, { __close = function() while true do end end }) error('x')",
        "coroutines without end":
            "while true do local f = coroutine.wrap(function() while true do end end) pcall(f) end",
        "a deep chain of coroutines":
            "local function f(n) local co = coroutine.create(f) if n < 100 then coroutine.resume(co, n + 1) end while true do end end f(0)",
        "string.rep of nothing": "local s = '' while true do s = (''):rep(1 << 40) end",
        "a costly pattern": "return (('a'):rep(5000)):find(('.-'):rep(9) .. 'b')",
        "a costly gsub": "return (('a'):rep(1 << 22)):gsub('', function() end)",
        "a back reference": "return (('a'):rep(4000)):find('(.*)(.*)%1%2(.*)b')",
        "balanced text": "local s = ('('):rep(1 << 20) for i = 1, 1 << 20 do s:find('%b()', i) end",
        "table.concat":
            "return table.concat(setmetatable({}, { __index = function() return '' end, __len = function() return 1 << 60 end }))",
        "table.move": "return table.move({}, 1, 1 << 60, 2)",
        "table.unpack": "while true do table.unpack({}, 1, 1 << 16) end",
        "table.remove": "return table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)",
        "sorting": "local t = {} for i = 1, 1 << 20 do t[i] = i end while true do table.sort(t) end",
        "a comparison": "return table.sort({ 1, 2, 3 }, function() while true do end end)",
        "a text of itself": "return tostring(setmetatable({}, { __tostring = function() while true do end end }))",
        "ipairs over a proxy": "for _ in ipairs(setmetatable({}, { __index = function(_, i) return i end })) do end",
        "load without end": "return load(function() return ' ' end) or error('refused')",
        "json of much":
            "local t = core.array {} for i = 1, 200000 do t[i] = i end while true do core.json_encode(t) end",
        "copying": "local t = {} for i = 1, 100000 do t[i] = { i } end while true do core.copy(t) end",
        "a halt that is caught": "while true do pcall(function() while true do end end) end",
        "closing what a wrapped coroutine leaves":
            "coroutine.wrap(function() local c <close> = setmetatable({}, { __close = function() while true do end end }) error('x') end)()",
        "closing what a coroutine leaves, from within a close":
            "local function f() local c <close> = setmetatable({}, { __close = function() coroutine.wrap(f)() end }) error('x') end pcall(coroutine.wrap(f)) while true do end",
        "coroutines that hand on to each other":
            "local a, b a = coroutine.wrap(function() while true do coroutine.yield() end end) while true do a() end",
        "deep calls that are caught": "local function f(n) return f(n + 1) + 1 end while true do pcall(f, 1) end",
        "waiting below many calls":
            "local function f(n) if n == 0 then return pcall(mock.sleep) end return f(n - 1), 1 end while true do table.sort({ 1, 2 }, function() f(20000) end) end",
        "utf8": "local s = ('é'):rep(1 << 20) while true do utf8.len(s) end",
    ]

    @Test("what never ends by itself is ended, and the host lives on", arguments: endless.keys.sorted())
    func ended(_ name: String) throws {
        let code = try #require(Self.endless[name])
        let fixture = try WallFixture(
            ["test.lua": "return function() \(code) end", "next.lua": "return function() return 'alive' end"],
            seconds: 0.05)
        let start = processorTime()
        let outcome = fixture.run()
        let spent = processorTime() - start
        #expect(
            outcome.hasPrefix("processorTime used more than 0.05 s") || outcome.contains("over 1 MiB"), "\(outcome)")
        #expect(spent < 0.25 * slowness, "it ran for \(spent) s")
        #expect(fixture.run("next.lua") == "done alive")
        #expect(fixture.run("next.lua") == "done alive")
    }

    @Test("the killed run names its place and the limit")
    func place() throws {
        let text = "return function()\n  local n = 0\n  while true do\n    n = n + 1\n  end\nend"
        let outcome = try WallFixture.run(text, seconds: 0.05)
        #expect(outcome.hasPrefix("processorTime used more than 0.05 s of processor time at test.lua:"), "\(outcome)")
    }

    @Test("a coroutine that was killed, or lived before, obeys the next limit")
    func oldCoroutine() throws {
        let fixture = try WallFixture(
            [
                "test.lua": """
                local spin = coroutine.wrap(function() while true do coroutine.yield(1) while true do end end end)
                local calm = coroutine.wrap(function() while true do coroutine.yield('calm') end end)
                spin()
                return function(what)
                    if what == 'spin' then return spin() end
                    return calm()
                end
                """
            ], seconds: 0.05)
        _ = fixture.host.call("load", run: nil, arguments: [.text("test.lua")])
        let again = { (what: String) in
            fixture.describe(fixture.host.call("again", run: nil, arguments: [.text("test.lua"), .text(what)]))
        }
        #expect(again("spin").hasPrefix("processorTime"))
        #expect(again("calm") == "done calm")
        #expect(again("spin").hasPrefix("error cannot resume dead coroutine"))
        #expect(again("calm") == "done calm")
    }

    @Test(
        "memory past the limit ends the run and comes back",
        arguments: [
            "local t = {} for i = 1, math.huge do t[i] = i end",
            "local s = 'x' while true do s = s .. s end",
            "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
            "local t = {} while true do pcall(function() while true do t[#t + 1] = ('x'):rep(1000) .. #t end end) end",
            "local t = {} while true do t = { t } end",
            "local s = ('x'):rep(1 << 20) local t = {} while true do t[#t + 1] = s:upper() .. #t end",
        ])
    func memory(_ code: String) throws {
        let fixture = try WallFixture(
            ["test.lua": "return function() \(code) end", "next.lua": "return function() return 'alive' end"],
            seconds: 5, memory: 16 << 20)
        let before = fixture.host.memory
        let outcome = fixture.run()
        #expect(outcome.contains("memory") || outcome.contains("stack overflow"), "\(outcome)")
        #expect(fixture.run("next.lua") == "done alive")
        fixture.host.collect()
        #expect(fixture.host.memory < before + before / 10 + 20_000, "\(before) became \(fixture.host.memory)")
    }

    @Test("garbage does not count against the limit")
    func garbage() throws {
        let text = """
            return function()
                local keep = {}
                for i = 1, 300 do keep[i] = ('x'):rep(20000) .. i end
                for i = 1, 3000 do local _ = ('y'):rep(10000) .. i end
                return #keep
            end
            """
        #expect(try WallFixture.run(text, seconds: 5, memory: 8 << 20) == "done 300")
    }

    @Test("what closing a wrapped coroutine keeps counts against the limit of memory")
    func memoryOfClosing() throws {
        let outcome = try WallFixture.run(
            """
            return function()
                local kept = {}
                coroutine.wrap(function()
                    local c <close> = setmetatable({}, { __close = function()
                        for i = 1, math.huge do kept[i] = ('x'):rep(1000) .. i end
                    end })
                    error('x')
                end)()
            end
            """, seconds: 5, memory: 16 << 20)
        #expect(outcome.hasPrefix("memory used more than 16 MiB of memory"), "\(outcome)")
    }

    @Test("a long message of an error keeps its beginning, to a whole character")
    func longMessage() throws {
        let outcome = try WallFixture.run("return function() error('a' .. ('é'):rep(1 << 20), 0) end")
        #expect(outcome.utf8.count < 9_000)
        #expect(outcome.hasPrefix("error aéé") && outcome.contains("é…") && !outcome.contains("\u{FFFD}"))
    }

    @Test(
        "buffers of a failed run are given back",
        arguments: [
            "core.json_encode(('\\1'):rep(5600000))", "core.copy { ('x'):rep(5000000) } error('x')",
            "core.json_decode('\"' .. ('\\\\n'):rep(5000000) .. '\"') error('x')",
            "local t = {} for i = 1, 200000 do t[i .. 'k'] = i end core.json_encode(t) error('x')",
            "mock.echo(('x'):rep(5000000)) error('x')", "error(('x'):rep(5000000))",
            "error { message = ('x'):rep(5000000) }",
        ])
    func buffers(_ code: String) throws {
        let fixture = try WallFixture(
            ["test.lua": "return function() \(code) end", "next.lua": "return function() return 'alive' end"],
            seconds: 20, memory: 64 << 20)
        _ = fixture.run("next.lua")
        fixture.host.collect()
        let before = fixture.host.memory
        let outcome = fixture.run()
        #expect(outcome.hasPrefix("error") || outcome.hasPrefix("memory"), "\(outcome.prefix(200))")
        #expect(fixture.host.memory < before + before / 10 + (1 << 18), "\(before) became \(fixture.host.memory)")
        #expect(fixture.run("next.lua") == "done alive")
    }

    @Test("formats of string.pack are bounded")
    func longFormat() throws {
        let outcome = try WallFixture.run("return select(2, pcall(string.packsize, ('b'):rep((1 << 16) + 1)))")
        #expect(outcome.contains("format longer than 64 KiB"), "\(outcome)")
        #expect(try WallFixture.run("return string.packsize(('b'):rep(1 << 16))") == "done 65536")
    }

    @Test("many keys are in order after a sort that polls")
    func manyKeys() throws {
        let code = """
            local t = {}
            for i = 1, 20000 do t[('k%05d'):format(i * 7919 % 20000)] = i end
            local last = ''
            for k in pairs(t) do if k <= last then return k end last = k end
            return last
            """
        #expect(try WallFixture.run(code, seconds: 20) == "done k19999")
    }

    @Test("one text larger than everything is refused at once, and that may be caught")
    func absurd() throws {
        #expect(try WallFixture.run("return pcall(string.rep, 'x', 1 << 40)") == "done false not enough memory")
        #expect(try WallFixture.run("return pcall(string.pack, 'c1000000000', '')") == "done false not enough memory")
        #expect(try WallFixture.run("return load((' '):rep((1 << 20) + 1))") == "done nil source text over 1 MiB")
    }

    @Test("deep calls end in a clear error on a stack of one megabyte")
    func depth() throws {
        let codes = [
            "local function f() return 1 + f() end return f()",
            "local function f() return pcall(f) end return f()",
            "local function f() return (('x'):gsub('x', f)) end return f()",
            "local function f() return tostring(setmetatable({}, { __tostring = f })) end return f()",
            "local function f() return coroutine.wrap(f)() end return f()",
            "local function f() table.sort({ 1, 2 }, f) end return f()",
            "local function f() return load(f) end return f()",
            "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k .. 'x'] end return t.a",
            "local function loop() xpcall(loop, loop) end return loop()",
        ]
        for code in codes {
            let outcome = try onSmallStack { try WallFixture.run("return function() \(code) end", seconds: 2) }
            let isHeld = ["error", "memory", "done", "processorTime"].contains { outcome.hasPrefix($0) }
            #expect(isHeld, "\(code): \(outcome)")
        }
    }

    /// An eighth of what is needed: the system may hand out a cached stack of up to four times the size asked for.
    @Test("a thread with too small a stack is refused")
    func smallStack() throws {
        let outcome = try onSmallStack(size: 1 << 17) { try WallFixture.run("return 1") }
        #expect(outcome.contains("smaller than 1 MiB"), "\(outcome)")
    }

    /// Runs a body on a thread of its own with a stack of this size.
    private func onSmallStack(size: Int = 1 << 20, _ body: @escaping () throws -> String) throws -> String {
        let job = Job(body)
        var thread = pthread_t()
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        pthread_attr_init(attributes)
        #expect(pthread_attr_setstacksize(attributes, size) == 0)
        let started = pthread_create(
            &thread, attributes,
            { context in
                guard let context else { return nil }
                let job = Unmanaged<Job>.fromOpaque(context).takeUnretainedValue()
                job.result = Result { try job.body() }
                return nil
            }, Unmanaged.passUnretained(job).toOpaque())
        #expect(started == 0)
        pthread_join(thread, nil)
        do { return try job.result?.get() ?? "" } catch let error as LuaHost.OpenError { return error.message }
    }

    /// What another thread does, and what came of it.
    private final class Job {
        let body: () throws -> String
        var result: Result<String, any Error>?

        init(_ body: @escaping () throws -> String) {
            self.body = body
        }
    }
}
