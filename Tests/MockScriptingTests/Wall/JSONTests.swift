import Foundation
import TestSupport
import Testing

@testable import MockScripting

@Suite("JSON at the wall")
struct JSONTests {
    private static let reader = """
        local text = ...
        local value, message, offset = core.json_decode(text)
        if message then return "refused at " .. offset .. ": " .. message end
        return core.json_encode(value)
        """

    private static func roundTrip(_ text: [UInt8]) throws -> String {
        let fixture = try WallFixture(["test.lua": reader])
        return fixture.run("test.lua", .bytes(text))
    }

    private static func roundTrip(_ text: String) throws -> String { try roundTrip(Array(text.utf8)) }

    static var corpus: [URL] { Corpus.files("json-parsing").filter { $0.pathExtension == "json" } }

    @Test("the parsing corpus is read and refused as its names say", .enabled(if: Corpus.isPresent))
    func corpusIsHeld() throws {
        let fixture = try WallFixture(["test.lua": Self.reader])
        for file in Self.corpus {
            let outcome = fixture.run("test.lua", .bytes(Array(try Data(contentsOf: file))))
            let name = file.lastPathComponent
            #expect(!outcome.hasPrefix("error") || outcome.contains("too deep"), "\(name): \(outcome)")
            if name.hasPrefix("y_") { #expect(!outcome.hasPrefix("done refused"), "\(name): \(outcome)") }
            if name.hasPrefix("n_") { #expect(outcome.hasPrefix("done refused"), "\(name): \(outcome)") }
        }
    }

    @Test(
        "what is read is written again as it was",
        arguments: [
            "{}", "[]", "[[],{}]", #"{"b":1,"a":{"z":null,"y":[null,[]]}}"#, "12345678901234567890123",
            "-12345678901234567890123", "0.12345678901234567890123", "1.5", "[1,2,3]", "9007199254740993", "-0",
            "9223372036854775807", "-9223372036854775808", #""é 😀 \"\\\n""#, "null", "true", #"{"":{"":""}}"#, "1e400",
            #"{"__index":1,"__metatable":null,"n":2}"#,
        ])
    func unchanged(_ text: String) throws {
        #expect(try Self.roundTrip(text) == "done \(text)")
    }

    @Test("whole numbers lose their fraction, escapes become text, spaces go")
    func normalised() throws {
        #expect(try Self.roundTrip(#" [ 5.0 , 1e2, "\u00e9\/", -0.0, 1.10 ] "#) == #"done [5,100,"é/",-0,1.1]"#)
        #expect(try Self.roundTrip(#"{"a":1,"b":2,"a":3}"#) == #"done {"a":3,"b":2}"#)
        #expect(try Self.roundTrip(#"{"a":1,"a":null}"#) == #"done {"a":null}"#)
        #expect(try Self.roundTrip(#"{"a":null,"a":1}"#) == #"done {"a":1}"#)
    }

    @Test("a refusal says what and where")
    func refusals() throws {
        #expect(try Self.roundTrip(#"{"a":}"#) == "done refused at 6: expected a value")
        #expect(try Self.roundTrip("[1,2") == "done refused at 5: an array does not end")
        #expect(try Self.roundTrip(#"{"a" 1}"#) == "done refused at 6: expected ':'")
        #expect(try Self.roundTrip("[1] x") == "done refused at 5: more text after the value")
        #expect(try Self.roundTrip(#""\ud800""#) == "done refused at 8: half of a surrogate pair")
        #expect(try Self.roundTrip([0x22, 0xff, 0x22]) == "done refused at 2: the text is not UTF-8")
        let deep = String(repeating: "[", count: 513) + String(repeating: "]", count: 513)
        #expect(try Self.roundTrip(deep) == "done refused at 514: too deep (more than 512 levels)")
    }

    @Test(
        "Lua values become the JSON one expects",
        arguments: [
            ("{ b = 1, a = { 1, 2 }, c = core.array {} }", #"{"a":[1,2],"b":1,"c":[]}"#),
            ("{ 1, nil, 3 }", "[1,null,3]"),
            ("{ [1] = 'a', [10] = 'b', x = true }", #"{"1":"a","10":"b","x":true}"#),
            (
                "{ price = 5.0, tiny = 0.1, big = 2^53, huge = 1e300 }",
                #"{"big":9007199254740992,"huge":1e+300,"price":5,"tiny":0.1}"#
            ),
            ("{ mock.null, x = mock.null }", #"{"1":null,"x":null}"#),
            ("core.protect({ a = core.protect({ 1, 2 }) })", #"{"a":[1,2]}"#),
            ("'text'", #""text""#), ("mock.null", "null"), ("false", "false"), ("1/3", "0.3333333333333333"),
        ])
    func encoded(_ value: String, _ json: String) throws {
        #expect(try WallFixture.run("return core.json_encode(\(value))") == "done \(json)")
    }

    @Test(
        "what cannot be JSON is named with its path",
        arguments: [
            ("{ items = { 1, 2, { f = print } } }", "function cannot be JSON at body.items[3].f"),
            ("(function() local t = {} t.a = { t } return t end)()", "cycle at body.a[1]"),
            ("{ x = 0/0 }", "not a number (0/0) cannot be JSON at body.x"),
            ("{ x = -1/0 }", "an infinite number cannot be JSON at body.x"),
            ("{ x = '\\xff' }", "text that is not UTF-8 at body.x"),
            ("{ [1.5] = 1 }", "a key that is neither text nor a whole number at body"),
            ("coroutine.create(print)", "thread cannot be JSON at body"),
        ])
    func refused(_ value: String, _ message: String) throws {
        #expect(
            try WallFixture.run("return core.json_encode(\(value), false, 'body')") == "error \(message) at test.lua:1")
    }

    @Test("nesting past 128 levels is refused, 128 are not")
    func depth() throws {
        let text = "local t = {} for _ = 1, %d do t = { t } end return #core.json_encode(t)"
        #expect(try WallFixture.run(text.replacingOccurrences(of: "%d", with: "127")) == "done 256")
        let outcome = try WallFixture.run(text.replacingOccurrences(of: "%d", with: "128"))
        #expect(outcome.hasPrefix("error too deep (more than 128 levels) at value[1][1][1]"), "\(outcome)")
    }

    @Test("a changed object keeps its order, and new keys follow sorted")
    func changed() throws {
        let text = """
            local t = core.json_decode('{"z":1,"m":null,"a":2,"gone":3}')
            t.gone, t.m2, t.b = nil, 5, 6
            assert(t.m == nil and core.is_null(t, "m") and not core.is_null(t, "z") and not core.is_null(t, "q"))
            local same = core.json_decode('{"z":9,"m":null,"a":2,"gone":3}')
            same.m = 7
            return core.json_encode(t), core.json_encode(same)
            """
        #expect(
            try WallFixture.run(text)
                == #"done {"z":1,"m":null,"a":2,"b":6,"m2":5} {"z":9,"m":7,"a":2,"gone":3}"#)
    }

    @Test("exact numbers count as numbers")
    func exact() throws {
        let text = """
            local n = core.json_decode('12345678901234567890')
            assert(n + 0 == 12345678901234567890.0 and n > 5 and n == n and n / 2 < n and -n < 0 and tostring(n) == '12345678901234567890')
            assert(getmetatable(n) == false and n .. '!' == '12345678901234567890!')
            return core.json_encode({ n }), core.json_encode(core.copy({ n }))
            """
        #expect(try WallFixture.run(text) == "done [12345678901234567890] [12345678901234567890]")
    }

    @Test("what JSON remembers is invisible and can be replaced")
    func hiddenMemory() throws {
        let text = """
            local t, a = core.json_decode('{"b":1,"a":null}'), core.json_decode('[]')
            assert(getmetatable(t) == nil and getmetatable(a) == nil and core.is_array(a) and not core.is_array(t))
            setmetatable(t, { __index = function() return 'own' end })
            local n = 0
            for _ in pairs(a) do n = n + 1 end
            return t.zzz, core.json_encode(t), n, #a
            """
        #expect(try WallFixture.run(text) == #"done own {"b":1} 0 0"#)
    }

    @Test("pretty JSON is indented by two spaces")
    func pretty() throws {
        let text = "return core.json_encode({ a = { 1, {} }, b = core.array {} }, true)"
        #expect(try WallFixture.run(text) == "done {\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    @Test("random values survive JSON and MessagePack", arguments: [1, 2, 3, 4] as [UInt64])
    func random(_ seed: UInt64) throws {
        var generator = JSONGenerator(state: seed)
        let fixture = try WallFixture([
            "test.lua": """
            local text = ...
            local value = assert(core.json_decode(text))
            local again = core.json_encode(value)
            return again, core.json_encode(core.unpacked(core.packed(value))), core.json_encode(core.copy(value)),
                core.json_encode(print(value))
            """
        ])
        for _ in 0..<200 {
            let text = generator.container(depth: 0)
            let outcome = fixture.run("test.lua", .text(text))
            #expect(outcome == "done \(text) \(text) \(text) \(text)", "seed \(seed)")
        }
    }
}

/// Makes JSON texts in the form in which the wall writes them.
private struct JSONGenerator {
    var state: UInt64

    private mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    mutating func container(depth: Int) -> String {
        let count = next(depth > 4 ? 1 : 6)
        if next(2) == 0 { return "[" + (0..<count).map { _ in value(depth: depth + 1) }.joined(separator: ",") + "]" }
        var keys: [String] = []
        for _ in 0..<count where keys.count < 60 {
            let key = ["a", "id", "name", "__index", "ключ", "", "x\(next(100))"][next(7)]
            if !keys.contains(key) { keys.append(key) }
        }
        return "{" + keys.map { "\"\($0)\":" + value(depth: depth + 1) }.joined(separator: ",") + "}"
    }

    private mutating func value(depth: Int) -> String {
        switch next(9) {
        case 0: "null"
        case 1: "true"
        case 2: "\(next(1_000_000) - 500_000)"
        case 3: "\(Double(next(1000)) + 0.25)"
        case 4: "\"\(["", "text", "é😀", "\\\"\\\\\\n", "\\u0001"][next(5)])\""
        case 5: ["-12345678901234567890", "1e-7", "0.1", "9007199254740993"][next(4)]
        default: container(depth: depth)
        }
    }
}
