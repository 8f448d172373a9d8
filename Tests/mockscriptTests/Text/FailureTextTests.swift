import MockModel
import Testing

@testable import mockscript

@Suite struct FailureTextTests {
    private let lines = [
        "return {", "    local shop = x", "    local product = shop.products:need(req.json.product.id)",
        "    local qty = 1",
    ]

    private func text(_ failure: ScriptFailure, body: String = "") -> String {
        // Its type is what `try` sends by itself.
        let headers = HeaderFields(body.isEmpty ? [] : [("Content-Type", "application/json")])
        let lines = lines
        let exchange = Exchange(
            call: 31, session: "default", time: 0,
            request: Request(method: "POST", target: "/carts/c 1/lines", headers: headers, body: Array(body.utf8)),
            reason: .failure(route: "POST /carts/{id}/lines", failure))
        return FailureText(
            failure: failure, exchange: exchange, route: "POST /carts/{id}/lines", readLines: { _ in lines }
        ).text(.plain)
    }

    @Test func `a failed handler shows its lines, its callers, the body and a command`() {
        let failure = ScriptFailure(
            .runtime, "attempt to index a string value (field 'product')",
            frames: [
                .init(location: SourceLocation(file: "routes/carts/route.lua", line: 3)),
                .init(location: SourceLocation(file: "lib/shop.lua", line: 14), function: "open"),
            ])
        #expect(
            text(failure, body: #"{"product":"tee"}"#) == """
                error: POST /carts/{id}/lines failed                                           call 31 · session default

                  routes/carts/route.lua:3
                      2 │     local shop = x
                    → 3 │     local product = shop.products:need(req.json.product.id)
                        │                                                 ~~~~~~~ is a string, 'id' cannot be read from it
                      4 │     local qty = 1

                  called from lib/shop.lua:14, open
                  request body: {"product":"tee"}
                  again: mockscript try POST '/carts/c 1/lines' -d '{"product":"tee"}'
                """)
    }

    @Test func `the variable that Lua names is underlined when it stands in the line once`() {
        let place = SourceLocation(file: "a.lua", line: 2)
        let failure = ScriptFailure(.runtime, "attempt to call a nil value (local 'shop')")
        let exact = FailureText.located(failure, at: place, in: lines)
        #expect(exact == SourceLocation(file: "a.lua", line: 2, column: 11, length: 4))
    }

    @Test func `an unknown example lists those that exist`() {
        let failure = ScriptFailure(
            .unknownExample(name: "gnoe", existing: ["default", "gone"]), "has no example \"gnoe\"",
            frames: [.init(location: SourceLocation(file: "route.lua", line: 2))])
        #expect(text(failure).contains("error[unknown-example]: has no example \"gnoe\""))
        #expect(text(failure).contains("~ did you mean \"gone\"?"))
        #expect(text(failure).contains("\n  it has: default, gone\n"))
    }

    @Test func `a failure without a place still says what went wrong`() {
        #expect(text(ScriptFailure(.memory(limit: 1), "used more than 1 B")).contains("\n\n  used more than 1 B\n"))
    }

    @Test(arguments: [
        ("plain/path", "plain/path"), ("two words", "'two words'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("a\u{1B}b'c\\", "$'a\\x1Bb\\'c\\\\'"), ("\u{202E}\r\n", "$'\\xE2\\x80\\xAE\\x0D\\x0A'"),
    ])
    func `a word for a shell is quoted when it must be`(word: String, quoted: String) {
        #expect(ShellText.quoted(word) == quoted)
    }
}

@Suite struct CallEventTests {
    @Test func `a failed call tells message, file and line to machines`() throws {
        let frame = ScriptFailure.Frame(location: SourceLocation(file: "routes/a/route.lua", line: 3))
        let failure = ScriptFailure(.runtime, "no stock", frames: [frame])
        let exchange = Exchange(
            call: 1, session: "default", time: 0, request: Request(method: "GET", target: "/a"),
            reason: .failure(route: "GET /a", failure))
        let event = try JSONValue(parsing: Array(CallEvent(exchange: exchange, duration: .zero).line.utf8))
        #expect(event["failure"] == ["message": "no stock", "file": "routes/a/route.lua", "line": 3])
    }
}
