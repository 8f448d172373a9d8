import Foundation
import TestSupport
import Testing

@testable import MockScripting

/// Calls of C functions with arguments that they do not expect: an error, or nothing; never more.
@Suite("Arguments of the wall's functions")
struct ArgumentTests {
    /// Calls each function that a script can reach, those of `core` and iterators among them, with every pair of hostile values.
    private static let sweep = """
        local weak = setmetatable({}, { __mode = "k" })
        local hostile = { 0, 2, -1, math.mininteger, 0.5, 0/0, "", "\\0", "%b", ("x"):rep(300), true, {}, weak, print, core.null,
            coroutine.create(print), coroutine.running(), core.protect({ 1 }, "p"), core.json_decode("12345678901234567890.5"),
            core.pieces({ "a", 1, function() return 1 end }), string.pack("<i8i8i8i8", 1, 5, 1, 0) }
        local functions, unsafe_to_call = {}, { [core.halt] = true, [core.wait] = true, [core.explain] = true, [core.share] = true }
        local function add(value)
            if type(value) == "function" and not unsafe_to_call[value] then functions[#functions + 1] = value end
        end
        for _, library in ipairs { string, table, math, utf8, coroutine, core } do
            for _, member in pairs(library) do add(member) end
        end
        for _, member in ipairs { next, pairs, ipairs, select, tostring, tonumber, rawget, rawset, rawequal, rawlen, getmetatable,
            setmetatable, load, pcall, xpcall, error, assert, collectgarbage, type } do add(member) end
        add((pairs(weak)))
        add((pairs({ 1, a = 2 })))
        add((pairs(core.protect({ 1 }, "p"))))
        add((ipairs({})))
        add(("abc"):gmatch("%a"))
        add((utf8.codes("é")))
        add(coroutine.wrap(print))
        add(getmetatable(core.host).__index)
        local calls = 0
        for _, f in ipairs(functions) do
            pcall(f)
            for i = 1, #hostile + 1 do
                pcall(f, hostile[i])
                for j = 1, #hostile + 1 do
                    pcall(f, hostile[i], hostile[j])
                    pcall(f, hostile[i], hostile[j], hostile[(i + j) % #hostile + 1], hostile[(i * j) % #hostile + 1])
                    calls = calls + 2
                end
            end
        end
        return calls > 20000 and "held" or calls
        """

    @Test("every function that a script can reach survives every pair of hostile values")
    func sweep() throws {
        let fixture = try WallFixture(["test.lua": Self.sweep], seconds: 20)
        #expect(fixture.run() == "done held")
    }

    @Test("the iterator of a weak table takes nothing but a table")
    func weakIterator() throws {
        let text = """
            local iterate = pairs(setmetatable({}, { __mode = 'k' }))
            local forged = string.pack('<i8 I1 I1 I1 I1 I4 i8 i8', 0, 5, 0, 0, 0, 1, 24, 0)
            for _, subject in ipairs { 2, 1 << 40, forged, print } do assert(not pcall(iterate, subject, nil)) end
            return select(2, pcall(iterate, 2, nil))
            """
        #expect(try WallFixture.run(text) == "done bad argument #1 to '?' (table expected, got number)")
    }

    @Test("pieces of a template are told from other userdata")
    func pieces() throws {
        let text = """
            local exact = core.json_decode('12345678901234567890.5')
            local errors = {}
            for i, value in ipairs { exact, core.null, 5 } do errors[i] = select(2, pcall(core.fill, value, {}, {})) end
            for i, list in ipairs { { 1 }, { print }, { 1, 'x' }, { 9, print }, { true } } do errors[i + 3] = tostring(pcall(core.pieces, list)) end
            return table.concat(errors, ' ')
            """
        let got = { (kind: String) in "bad argument #1 to '?' (pieces expected, got \(kind))" }
        let refused = [got("number"), got("null"), got("number")] + Array(repeating: "false", count: 5)
        #expect(try WallFixture.run(text) == "done " + refused.joined(separator: " "))
    }

    @Test("a metatable is a table or nothing, also for the prelude")
    func metatable() throws {
        let text =
            "return pcall(core.setmetatable, {}, 5), pcall(core.setmetatable, {}, 'x'), pcall(getmetatable(core.host).__index, 5, 'echo')"
        #expect(try WallFixture.run(text).hasPrefix("done false false false "))
    }

    @Test("what the prelude shares with C must be of the types that C takes for granted")
    func share() throws {
        let text =
            "for _, list in ipairs { {}, { {}, {}, {}, {}, 5 }, { 1 } } do assert(not pcall(core.share, list)) end return 'refused'"
        #expect(try WallFixture.run(text) == "done refused")
    }

    @Test("the mark that ended a run reaches no script")
    func endingMark() throws {
        let fixture = try WallFixture([
            "test.lua": """
            local kept
            return function(again)
                if again then return tostring(select(2, coroutine.close(kept))) end
                kept = coroutine.create(function() while true do end end)
                coroutine.resume(kept)
            end
            """
        ])
        _ = fixture.host.call("load", run: nil, arguments: [.text("test.lua")])
        let first = fixture.describe(fixture.host.call("again", run: nil, arguments: [.text("test.lua")]))
        #expect(first.hasPrefix("processorTime"))
        let second = fixture.describe(
            fixture.host.call("again", run: nil, arguments: [.text("test.lua"), .boolean(true)]))
        #expect(second == "done the run was ended")
    }
}
