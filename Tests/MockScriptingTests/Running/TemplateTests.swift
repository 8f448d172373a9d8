import MockModel
import TestSupport
import Testing

@Suite("Templates")
struct TemplateTests {
    private func mock(_ chunk: String, handler: String? = nil, headers: [(String, String)] = []) throws -> LuaMock {
        let example = Example(
            response: Response(headers: HeaderFields(headers)), template: .script("template:x"),
            location: SourceLocation(file: "routes/GET.x"))
        var files = ["template:x": chunk]
        if let handler { files["routes/route.lua"] = "return { GET = function(req, res) \(handler) end }" }
        return try LuaMock(files, examples: ["GET /": [example]])
    }

    @Test(
        "write values in the manner of the place",
        arguments: [
            ("json", "5.0", "5"), ("json", "nil", "null"), ("json", "mock.null", "null"),
            ("json", "decimal(5, 2)", "5.00"), ("text", "decimal(-0.5, 3)", "-0.500"), ("csv", "decimal(1, 1)", "1.0"),
            ("json", "{ decimal(1, 1) }", "[1.0]"), ("jsonstring", "decimal(5, 2)", "5.00"),
            ("html", "decimal(5, 2)", "5.00"), ("url", "decimal(5, 2)", "5.00"),
            ("text", "date('%H:%M', { zone = '+02:00' })", "02:00"),
            ("json", "{ a = 'x' }", #"{"a":"x"}"#),
            ("json", "array()", "[]"), ("json", "'\"'", #""\"""#), ("jsonstring", "'a\"b\\n'", #"a\"b\n"#),
            ("jsonstring", "nil", ""), ("jsonstring", "2.50", "2.5"), ("text", "nil", ""), ("text", "true", "true"),
            ("text", "{ 1, 2 }", "[1,2]"), ("html", "'<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;"),
            ("xml", "\"it's\"", "it&#39;s"), ("url", "'a b/ü'", "a%20b%2F%C3%BC"),
            ("csv", "'a,\"b\"'", "\"a,\"\"b\"\"\""),
            ("csv", "'plain'", "plain"), ("text", "req.query.who or 'me'", "me"),
            ("text", "iso('-3d')", "2025-12-29T00:00:00Z"),
            ("text", "req.method .. req.path", "GET/"), ("text", "#uuid()", "36"),
            ("text", "state.get('x') or 'none'", "none"),
            ("text", "state.x", ""), ("text", "random.of('k').int(4, 4)", "4"),
            ("text", "hash('md5', ''):sub(1, 4)", "d41d"),
        ])
    func writers(kind: String, code: String, text: String) throws {
        let chunk = "return { body = { '<', { '\(kind)', function(req, state) return \(code) end }, '>' } }"
        #expect(try mock(chunk).call() == "200 <\(text)>")
    }

    @Test(
        "take a function for an error with the place of its expression",
        arguments: [
            "json", "jsonstring", "text", "html", "url", "csv",
        ])
    func functions(kind: String) throws {
        let chunk =
            "return { body = { 'a', { 'text', function() return 1 end },\n{ '\(kind)', function(req, state) return uuid end } } }"
        let failure = try #require(try mock(chunk).failure())
        #expect(failure.message == "the expression gives a function, which is no value; a function is called with ()")
        #expect(failure.location?.ofLine == "template:x:2")
    }

    @Test("fill in header values, and refuse line breaks there")
    func headers() throws {
        let chunk = "return { headers = { [2] = { 'n=', { 'header', function(req) return req.query.n end } } } }"
        let mock = try mock(chunk, headers: [("A", "1"), ("B", "2"), ("C", "3")])
        #expect(mock.delivery("GET", "/?n=5")?.response.headers.fields.map(\.value) == ["1", "n=5", "3"])
        #expect(mock.failure("GET", "/?n=5%0d%0aX:1")?.kind == .badResponse)
    }

    @Test("are filled in under a handler only when they are sent")
    func handler() throws {
        let chunk = "return { body = { { 'json', function(req) return { n = req.query.n } end } } }"
        #expect(try mock(chunk, handler: "res.json.more = 1").call("GET", "/?n=5") == #"200 {"n":"5","more":1}"#)
        #expect(try mock(chunk, handler: "").call("GET", "/?n=5") == #"200 {"n":"5"}"#)
        let failing = "return { body = { { 'text', function() error('boom') end } } }"
        #expect(try mock(failing, handler: "return 204").call() == "204")
        let failure = try #require(try mock(failing).failure())
        #expect(failure.message == "boom" && failure.location == SourceLocation(file: "template:x", line: 1))
    }

    @Test("name what does not exist")
    func misuse() throws {
        let chunk = "return { body = { { 'text', function() return fake.nmae() end } } }"
        #expect(try mock(chunk).failure()?.message == "fake has no 'nmae'; did you mean 'name'?")
        let variable = "return { body = { { 'text', function() return dynamic('randomNothing') end } } }"
        #expect(try mock(variable).failure()?.message == "there is no variable '$randomNothing'")
    }

    @Test("as conditions choose an example")
    func conditions() throws {
        let mock = try LuaMock(
            [
                "condition:vip": "return function(req, state) return req.json.vip and state.open end",
                "routes/open/route.lua": "return { GET = function() mock.state.set('open', true) return 204 end }",
            ],
            examples: ["POST /": [.text("vip", name: "vip", when: "condition:vip"), .text("usual")]])
        #expect(mock.call("POST", "/", body: #"{"vip":true}"#) == "200 usual")
        #expect(mock.call("GET", "/open") == "204")
        #expect(mock.call("POST", "/", body: #"{"vip":true}"#) == "200 vip")
        #expect(mock.call("POST", "/", body: "{}") == "200 usual")
        #expect(mock.call("POST", "/", body: "no json") == "200 usual")
    }
}
