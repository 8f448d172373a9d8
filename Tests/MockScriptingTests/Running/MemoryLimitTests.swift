import MockEngine
import MockModel
import TestSupport
import Testing

@testable import MockScripting

/// What a session holds outside of its interpreter counts against the limit of memory.
@Suite("The limit of memory")
struct MemoryLimitTests {
    private static let limited = Settings(limits: Settings.Limits(cpu: .seconds(20), memory: 16 << 20))

    /// Each stores without an end.
    static let endless = [
        "mock.state.set('k' .. i, x)", "mock.state.set('k', x .. i)", "mock.state.set('k' .. i, { x, { x } })",
        "mock.state.incr(('k'):rep(1000) .. i)", "mock.collection('c'):insert { id = i, s = x }",
        "mock.collection('c' .. i):insert { s = x }", "print(x)", "mock.log.warn(x)",
        "mock.webhook { url = 'http://127.0.0.1:1/', body = x, after = '1h' }",
        "mock.after('1h', function() end)", "mock.publish('t', x)", "mock.id(('k'):rep(1000) .. i)",
    ]

    @Test("a call that stores too much is ended and undone; the session goes on", arguments: endless)
    func stored(_ code: String) throws {
        let text = """
            return { ["GET /x"] = function(req)
                local inbox = mock.subscribe('t')
                local x = ('x'):rep(100000)
                mock.state.set('before', 1)
                for i = 1, 1e9 do \(code) end
            end, ["GET /ok"] = function() return { ok = mock.state.get('before') == nil, keys = #mock.state.keys() } end }
            """
        let mock = try LuaMock(["routes/route.lua": text], settings: Self.limited)
        let answer = mock.call("GET", "/x")
        #expect(answer.hasPrefix("500") && answer.contains("urn:mockscript:memory-limit"), "\(answer.prefix(400))")
        #expect(answer.contains("routes/route.lua:5"), "\(answer.prefix(400))")
        #expect(
            mock.call("GET", "/ok") == "200 {\"keys\":0,\"ok\":true}"
                || mock.call("GET", "/ok") == "200 {\"ok\":true,\"keys\":0}")
    }

    @Test("what a session stored before stays, and may be removed")
    func kept() throws {
        let text = """
            local x = ('x'):rep(1000000)
            return {
                ["GET /fill"] = function() for i = 1, 6 do mock.state.set('k' .. i, x .. i) end return 204 end,
                ["GET /more"] = function() for i = 1, 6 do mock.state.set('m' .. i, x .. i) end return 204 end,
                ["GET /clear"] = function() for i = 1, 6 do mock.state.delete('k' .. i) end return 204 end,
                ["GET /count"] = function() return { n = #mock.state.keys() } end,
            }
            """
        let mock = try LuaMock(["routes/route.lua": text], settings: Self.limited)
        #expect(mock.call("GET", "/fill") == "204")
        #expect(mock.call("GET", "/more").hasPrefix("500"))
        #expect(mock.call("GET", "/count") == "200 {\"n\":6}")
        #expect(mock.call("GET", "/clear") == "204")
        #expect(mock.call("GET", "/more") == "204")
        #expect(mock.call("GET", "/count") == "200 {\"n\":6}")
    }

    @Test("a value that another call changed since is not undone")
    func changedSince() throws {
        let text = """
            return {
                ["GET /x"] = function()
                    mock.state.set('a', 1) mock.state.set('b', 1)
                    mock.after('1s', function() mock.state.set('b', 2) end)
                    mock.sleep('2s')
                    for i = 1, 1e9 do mock.state.set('k' .. i, ('x'):rep(100000)) end
                end,
                ["GET /ok"] = function() return { a = mock.state.get('a') or 0, b = mock.state.get('b') or 0 } end,
            }
            """
        let mock = try LuaMock(["routes/route.lua": text], settings: Self.limited)
        #expect(mock.call("GET", "/x").hasPrefix("500"))
        #expect(mock.call("GET", "/ok").contains("\"a\":0"))
        #expect(mock.call("GET", "/ok").contains("\"b\":2"))
    }

    @Test("a file that stores too much while it loads is a problem of the project")
    func loading() throws {
        let text = "for i = 1, 1e9 do mock.state.set('k' .. i, ('x'):rep(100000)) end return {}"
        let mock = try LuaMock(["routes/route.lua": text], settings: Self.limited)
        #expect(mock.problems.contains { $0.message.contains("memory") }, "\(mock.problems)")
    }

    @Test("the project's data does not count until it is changed")
    func seeds() throws {
        let rows = (1...40).map { index -> JSONValue in
            ["id": .integer(Int64(index)), "text": .string(String(repeating: "x", count: 250_000))]
        }
        let text = """
            return { GET = function() mock.state.set('a', 1) return { id = mock.collection('big'):get(1).id } end }
            """
        let mock = try LuaMock(["routes/route.lua": text], seeds: ["big": .array(rows)], settings: Self.limited)
        #expect(mock.call() == "200 {\"id\":1}")
    }
}
