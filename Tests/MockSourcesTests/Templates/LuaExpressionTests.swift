import Testing

@testable import MockSources

@Suite("Expressions in braces")
struct LuaExpressionTests {
    @Test(
        "The end is where Lua says it is",
        arguments: [
            ("{{ 1 + 1 }} x", " 1 + 1 "), ("{{ {a={1}} }}", " {a={1}} "), ("{{ {a={1}}}}", " {a={1}}"),
            ("{{ '}}' .. \"{{\" }}", " '}}' .. \"{{\" "), (#"{{ 'it\'s }}' }}"#, #" 'it\'s }}' "#),
            ("{{ [==[ }} ]] ]==] }}", " [==[ }} ]] ]==] "), ("{{ x -- }} y", " x  "),
            ("{{ x --[[ }} ]] }}", " x          "), ("{{ t[1][2] }}", " t[1][2] "), ("{{$guid}}", #"dynamic("guid")"#),
            ("{{ $randomInt + 1 }}", #" dynamic("randomInt") + 1 "#), ("{{ a\n or b }}", " a\n or b "),
            ("{{ #req.queries.tag }}", " #req.queries.tag "),
            ("{{ a ~= b and a // 2 or ~b }}", " a ~= b and a // 2 or ~b "),
            ("{{ elsewhere }}", " elsewhere "),
        ])
    func good(_ text: String, _ code: String) throws {
        let bytes = Array(text.utf8)
        let expression = try LuaExpression.inBraces(bytes, from: 2)
        #expect(String(decoding: expression.code, as: UTF8.self) == code)
        #expect(bytes[expression.end...].starts(with: "}}".utf8))
    }

    @Test(
        "What is none says why",
        arguments: [
            ("{{ }}", .empty), ("{{ -- x }}", .empty), ("{{ x", .unclosed), ("{{ 'x }}", .openString(at: 3)),
            ("{{ 'x\n' }}", .openString(at: 3)), ("{{ f(x }}", .bracket(UInt8(ascii: "("), at: 4)),
            ("{{ x) }}", .bracket(UInt8(ascii: ")"), at: 4)), ("{{ f({) }}", .bracket(UInt8(ascii: ")"), at: 6)),
            ("{{ a ? b : c }}", .character(UInt8(ascii: "?"), at: 5)),
            ("{{ $ }}", .character(UInt8(ascii: "$"), at: 3)),
            ("{{#if x}}", .foreign("#if")), ("{{/each}}", .foreign("/each")), ("{{else}}", .foreign("else")),
            ("{{ function() return 1 end }}", .function(at: 3)), ("{{ { a = function() end } }}", .function(at: 9)),
            ("{{ a or function() end }}", .function(at: 8)), ("{{!-- x --}}", .foreign("!")),
            ("{{ [[ }}", .openString(at: 3)),
        ] as [(String, LuaExpression.Failure)])
    func bad(_ text: String, _ failure: LuaExpression.Failure) {
        #expect(throws: failure) { try LuaExpression.inBraces(Array(text.utf8), from: 2) }
    }

    @Test("A condition takes the whole line")
    func whole() throws {
        let expression = try LuaExpression.whole(Array("req.json.a == '}}' -- why".utf8))
        #expect(String(decoding: expression.code, as: UTF8.self) == "req.json.a == '}}'  ")
    }
}
