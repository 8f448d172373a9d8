import Foundation
import TestSupport
import Testing

@testable import MockScripting

/// The proof scripts beside the package, each held as its first line demands.
@Suite("Escape scripts")
struct EscapeTests {
    static let folder = Corpus.shared.appendingPathComponent("lua-escapes")
    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// What must come out, by the script's number: the beginning of the description.
    static let expectations: [String: [String]] = [
        "a01": ["done held"], "a03": ["done held"], "a04": ["done"], "a06": ["done held"],
        "m01": ["memory not enough memory"], "m02": ["memory used more"], "m04": ["processorTime"], "m05": ["memory"],
        "m09": ["done alive", "memory", "processorTime"],
        "r01": ["error cycle at value.body.self"], "r02": ["done packed"], "r04": ["done packed"],
        "s01": ["error stack overflow", "memory"], "s04": ["done true", "done false", "error C stack overflow"],
        "s05": ["done refused by size"], "s06": ["done held"],
        "s07": ["done closed", "error __close was lost"], "s09": ["done alive"], "s10": ["done"], "s12": ["done alive"],
        "t01": ["processorTime"], "t02": ["processorTime"], "t03": ["processorTime"], "t04": ["processorTime"],
        "t06": ["error __gc is not supported"], "t07": ["processorTime"], "t09": ["processorTime", "error"],
        "t10": ["processorTime"], "t12": ["done 0"], "t13": ["processorTime"], "t16": ["processorTime"],
        "t17": ["error collectgarbage: only \"count\" is supported"], "t19": ["processorTime", "memory"],
        "t21": ["error error value of type table"], "t23": ["processorTime"],
        "y01": ["done ok woke"], "y02": ["done held"],
    ]

    static var scripts: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".lua") }.sorted()
    }

    @Test("every script is held", .enabled(if: isPresent), arguments: scripts)
    func held(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        let fixture = try WallFixture(
            [name: text, "victim.lua": #"return function() return ("x"):upper() end"#], seconds: 0.25 * min(slowness, 8)
        )
        let expected = try #require(Self.expectations[String(name.prefix(3))], "no expectation for \(name)")
        let start = processorTime()
        let outcome = fixture.run(name)
        #expect(expected.contains { outcome.hasPrefix($0) }, "\(outcome)")
        #expect(processorTime() - start < 0.6 * slowness, "it ran on for too long after its limit")
        #expect(fixture.run("victim.lua") == "done X", "the next run must not notice")
    }
}

/// Faults of the linked Lua that the wall closes from outside.
@Suite("Faults of Lua")
struct LuaFaultTests {
    @Test("concatenation with metamethods gives what Lua gives, whatever they do to the stack")
    func concatenation() throws {
        let text = """
            local function grow(n) if n > 0 then return (grow(n - 1)) end end
            local function with(f) return setmetatable({}, { __concat = f }) end
            local function shown(v) return type(v) == 'table' and 'o' or tostring(v) end
            local o = with(function(a, b) grow(300) return shown(a) .. '+' .. shown(b), 'dropped' end)
            local results = {
                'a' .. o .. 'b' .. o .. 'c' .. 1 .. 'd', o .. o, o .. nil, 1 .. o,
                tostring(with(function() end) .. 'x'),
                select(2, pcall(function() return {} .. 'x' end)),
                select(2, pcall(function() local name = nil return 'x' .. name end)),
                select(2, pcall(function() return with(function() error({ 'thrown' }) end) .. 'x' end))[1],
                select(2, pcall(function() return with(function() return mock.sleep(1) end) .. 'x' end)),
                select(2, coroutine.resume(coroutine.create(function() return with(coroutine.yield) .. 'x' end))),
            }
            local deep = {}
            setmetatable(deep, { __concat = function(_, b) return deep .. b end })
            results[#results + 1] = select(2, pcall(function() return deep .. 'x' end))
            return table.concat(results, '; ')
            """
        let outcome = try WallFixture.run(text, seconds: 5)
        let expected = [
            "done ao+bo+c1d", "o+o", "o+nil", "1+o", "nil", "test.lua:8: attempt to concatenate a table value",
            "test.lua:9: attempt to concatenate a nil value (local 'name')", "thrown",
            "cannot wait or yield inside a __concat metamethod", "cannot wait or yield inside a __concat metamethod",
        ]
        #expect(outcome.hasPrefix(expected.joined(separator: "; ") + "; "), "\(outcome)")
        #expect(outcome.hasSuffix("C stack overflow"), "\(outcome)")
    }

    @Test("a metamethod of a concatenation is held to the limits of its run")
    func limited() throws {
        let endless =
            "local o = setmetatable({}, { __concat = function() while true do end end }) return pcall(function() return o .. 'x' end)"
        #expect(try WallFixture.run(endless).hasPrefix("processorTime"))
        let halting =
            "local o = setmetatable({}, { __concat = function() mock.halt(404) end }) return pcall(function() return o .. 'x' end)"
        #expect(try WallFixture.run(halting) == "halted 404")
    }

    @Test("an expression with more fields in a row than Lua can name is refused when it is compiled")
    func longChain() throws {
        let text = """
            local function chain(n, more) return 'local t = {} t.a = t return t' .. ('.a'):rep(n) .. (more or '') end
            local _, refused = load(chain(300))
            local _, nested = load('return function() ' .. chain(100000) .. ' end')
            local _, indexed = load('local k = 1 local t = {} t[k] = t return t' .. ('[k]'):rep(300))
            return refused, nested == refused, indexed == refused, type(load(chain(150))()), pcall(load(chain(150, '.b.c')))
            """
        let refused = "an expression indexes more than 200 fields in a row; keep a part of it in a local"
        let outcome = try WallFixture.run(text, seconds: 5)
        #expect(outcome.hasPrefix("done \(refused) true true table false "), "\(outcome)")
        #expect(outcome.hasSuffix("attempt to index a nil value (field 'b')"), "\(outcome)")
        #expect(throws: LuaHost.SyntaxError.self) {
            try LuaHost.Chunk(
                name: "x.lua", text: Array(("local t = {} return t" + String(repeating: ".a", count: 300)).utf8))
        }
    }
}
