import Foundation
import MockModel
import TestSupport
import Testing

/// What `mockscript check` finds without running anything: each case marks what is meant with `⟦…⟧`.
@Suite(.ownThreads) struct CheckTests {
    /// One file with one mistake, or none.
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        let text: String
        /// The name of the finding; empty where nothing is wrong.
        var finding = ""
        /// What stands beside the underline.
        var hint: String?
        /// Files beside it.
        var others: [String: String] = [:]

        var testDescription: String { text }

        /// The text without its marks.
        var plain: String { text.replacing("⟦", with: "").replacing("⟧", with: "") }

        /// `file:line:column+length` of what is marked.
        var place: String? {
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let open = line.firstIndex(of: "⟦"), let close = line.firstIndex(of: "⟧") else { continue }
                let column = line.distance(from: line.startIndex, to: open) + 1
                return "\(file):\(index + 1):\(column)+\(line.distance(from: open, to: close) - 1)"
            }
            return nil
        }
    }

    private static func json(_ text: String, _ hint: String?) -> Case {
        Case(file: "routes/a/{id}/GET.json", text: text, finding: "bad-template", hint: hint)
    }

    static let templates = [
        json("{\n  \"id\": \"{{ ⟦requst⟧.params.id }}\" }", "did you mean 'req'?"),
        json("{ \"id\": \"{{ mock.⟦uid⟧() }}\" }", "did you mean 'uuid'?"),
        json("{ \"id\": \"{{ req.⟦parms⟧.id }}\" }", "did you mean 'params'?"),
        json("{ \"id\": \"Hi {{ 'é' .. fake.⟦nmae⟧() }}\" }", "did you mean 'name'?"),
        json("{ \"id\": \"{{ req.query[\\\"a\\\"] .. req.⟦jsn⟧ }}\" }", "did you mean 'json'?"),
        json("{ \"id\": \"{{ string.⟦uper⟧('x') }}\" }", "did you mean 'upper'?"),
        json("{ \"id\": \"{{ ⟦$guidd⟧ }}\" }", "did you mean '$guid'?"),
        json("{ \"id\": \"{{ ({ a = ⟦b⟧ }).a }}\" }", nil),
        json("{ \"id\": \"{{ ⟦uuid⟧ }}\" }", "call it: {{ uuid() }}"),
        json("{ \"id\": \"{{ tostring(⟦uuid⟧) }}\" }", "call it: {{ uuid() }}"),
        json("{ \"id\": \"{{ ⟦iso⟧ or 1 }}\" }", "call it: {{ iso() }}"),
        json("{ \"id\": \"a {{ req.query.a or ⟦iso⟧ }}\" }", "call it: {{ iso() }}"),
        json("{ \"id\": \"{{ {⟦uuid⟧} }}\" }", "call it: {{ uuid() }}"),
        json("{ \"id\": \"{{ { a = mock.⟦uuid⟧ } }}\" }", "call it: {{ mock.uuid() }}"),
        json("{ \"id\": \"{{ fake.⟦name⟧ .. 'x' }}\" }", "call it: {{ fake.name() }}"),
        json("{ \"id\": \"{{ req.⟦validate⟧ }}\" }", "write {{ req.validate() }}"),
        json("{ \"id\": \"{{ ⟦json⟧ }}\" }", "it has decode, encode, is_null"),
        json("{ \"id\": \"{{ ⟦state⟧ }}\" }", "write {{ state.NAME }}"),
        json("{ \"id\": \"{{ ⟦print⟧ }}\" }", "call it: {{ print() }}"),
        json("{ \"id\": \"{{ state.⟦get⟧ }}\" }", "write {{ state.get(\"NAME\") }}"),
        json(
            "{ \"id\": \"{{ ⟦req⟧ }}\" }",
            "write a part of it: {{ req.path }}, {{ req.query.page }}, {{ req.json.name }}"),
        json("{ \"id\": \"{{ ⟦params⟧.id }}\" }", "did you mean 'req.params'?"),
        Case(
            file: "routes/a/GET.http", text: "HTTP/1.1 200 OK\nX-A: {{ mock.⟦iso2⟧() }}\n\nhi\n",
            finding: "bad-template",
            hint: "did you mean 'iso'?"),
        Case(
            file: "routes/a/GET.http", text: "# @when req.⟦jso⟧.x > 1 and state.y\nHTTP/1.1 200 OK\n\nhi\n",
            finding: "bad-template", hint: "did you mean 'json'?"),
    ]

    static let soundTemplates = [
        "{{ (function(a) local b = a for i, v in ipairs({}) do b = v + i end return b.c end)({ c = 1 }) }}",
        "{{ fake.of(req.params.id).nonsense }}", "{{ $guid }}{{ $randomCity }}", "{{ state.anything.at.all }}",
        "{{ 1.5e3 .. 0x1F .. 1 .. req.body }}", "{{ req.json.a.b.c or array() }}", "{{ mock.null }}{{ null }}",
        "{{ ({ mode = 'x', list = { 1 } }).mode }}", "{{ os.date('%Y') .. math.floor(1.5) }}",
        "{{ tostring(req.turn):rep(2) }}", "{{ req.path:gsub('x', string.upper) }}", "{{ uuid and uuid() }}",
        "{{ pcall(uuid) }}", "{{ (function() local f = uuid return f() end)() }}", "{{ state.json }}",
    ].map { json("{ \"id\": \"\($0)\" }", nil) }

    private static func handler(_ body: String, _ finding: String, _ hint: String? = nil) -> Case {
        Case(
            file: "routes/a/route.lua", text: "return {\n  GET = function(req, res)\n    \(body)\n  end,\n}\n",
            finding: finding,
            hint: hint)
    }

    static let handlers = [
        handler("return mock.⟦uuidd⟧()", "unknown-name", "did you mean 'uuid'?"),
        handler("mock.state.⟦gte⟧(\"x\")", "unknown-name", "did you mean 'get'?"),
        handler("return req.⟦parms⟧.id", "unknown-name", "did you mean 'params'?"),
        handler("table.⟦isnert⟧({}, 1)", "unknown-name", "did you mean 'insert'?"),
        handler("res.⟦stauts⟧ = 404", "unknown-name", "did you mean 'status'?"),
        handler("req.⟦user⟧ = 1", "unknown-name", "hand it on as req.ctx.user"),
        handler("local total = 1 return ⟦totl⟧", "unknown-name", "did you mean 'total'?"),
        handler("return res:use(⟦\"gnoe\"⟧)", "unknown-example", "did you mean \"gone\"?"),
        handler("⟦pritn⟧(\"x\")", "unknown-name", "did you mean 'print'?"),
        handler("return { id = ⟦mock.uuid⟧ }", "function-value", "write: mock.uuid()"),
        handler("return 200, { a = { 1, ⟦mock.iso⟧ }, b = mock.uuid() }", "function-value", "write: mock.iso()"),
        handler("return { ok = ⟦req.validate⟧ }", "function-value", "write: req.validate()"),
        handler("⟦uuid⟧()", "unknown-name", "did you mean 'mock.uuid'?"),
        handler("⟦count⟧ = 1", "global-write", "declare it with local"),
        handler("local a a, ⟦b⟧ = 1, 2", "global-write", "declare it with local"),
        handler("mock.sleep(⟦5⟧)", "bad-duration", "write \"5s\" or \"5ms\""),
        handler("mock.state.set(\"a\", 1, { ttl = ⟦60⟧ })", "bad-duration", "write \"60s\" or \"60ms\""),
        handler(
            "return ⟦{ status = 404, body = { a = 1 } }⟧", "response-shaped-body", "write: return 404, { a = 1 }"
        ),
        Case(
            file: "routes/a/route.lua", text: "function ⟦helper⟧() end\nreturn { GET = function() end }\n",
            finding: "load", hint: "declare it with local"),
    ]

    private static func file(_ text: String, _ finding: String = "", _ hint: String? = nil) -> Case {
        Case(
            file: "routes/a/route.lua", text: text, finding: finding, hint: hint,
            others: ["data/products.json": "[]", "data/carts.json": "[]"])
    }

    static let files = [
        file(
            "local n = 0\nreturn { GET = function(req) ⟦n⟧ = n + 1 return n end }", "file-local",
            "keep it with mock.state"),
        file(
            "local seen = {}\nreturn { GET = function(req) if req.body then ⟦seen⟧[req.params.id].at = 1 end end }",
            "file-local", "keep it with mock.state"),
        file(
            "local c, p = mock.collection(⟦\"prodcts\"⟧), mock.collection('carts')\nreturn { GET = function() return c:all() end }",
            "missing-seed", "did you mean \"products\"?"),
    ]

    static let soundFiles = [
        "local n = 0\nn = n + 1\nreturn { GET = function(req) local n = 1 n = n + 1 return n end }",
        "local t = {}\nlocal function add(x) t[#t + 1] = x end add(1)\nreturn { GET = function() return t[1] == 2 end }",
        "local t = {}\nreturn { GET = function() local u = { t = 1, [t.x or 1] = t.y } return u end }",
        "local p, o = mock.collection('products'), mock.collection('orders')\nreturn { GET = function() return p, o end }",
        "-- mockscript: ignore file-local\nlocal n = 0\nreturn { GET = function() n = n + 1 return n end }",
    ].map { file($0) }

    static let soundHandlers = [
        "local t = { count = 1, uuid = 2, [1] = 3; total = 4 } t.x = 1 return t",
        "for i = 1, 2 do local x = i end for k, v in pairs({}) do print(k, v) end",
        "local function f(x, ...) return f(x - 1, ...) end return f(1)",
        "repeat local done = true until done", "goto out do local x = 1 end ::out::",
        "local mock = { uuidd = print } return mock.uuidd()", "return { status = 404, body = 1, extra = 2 }",
        "if req.body then res:use(\"gone\") end local name = \"x\" return res:use(name)",
        "local row = { status = 1, body = 2 } return row", "mock.sleep(0)", "local a <const>, b = 1, 2 return a + b",
        "-- mock.uuidd() pritn()\nreturn \"mock.uuidd()\" .. [[pritn()]]",
        "local x if x then elseif not x then else end", "return { id = mock.uuid(), f = select(1, mock.uuid)() }",
        "return mock.sse(function(stream) stream:send { data = mock.uuid() } return mock.uuid end)",
        "return { a = mock.env and 1, b = mock.null, c = req.json, d = req }",
        "return _G.print and _ENV.print and load and require and os.time() and utf8.char(65) and _VERSION",
        "local function f() return { status = 404, body = 1 } end local r = f() return r.status, r.body",
    ].map { handler($0, "") }

    private func findings(_ example: Case) throws -> [JSONValue] {
        let files = ["routes/b/GET.json": "{}", "routes/a/GET.gone.410.json": "{}", example.file: example.plain]
        let folder = try TemporaryFiles.folder(files.merging(example.others) { file, _ in file })
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--format", "json"], in: folder)
        let found = try #require(try JSONValue(parsing: Array(outcome.output.utf8)).elements, "\(outcome)")
        #expect(outcome.code == (found.contains { $0["severity"] == "error" } ? 1 : 0))
        return found
    }

    @Test(arguments: templates + handlers + files)
    func `a mistake is found at its place, with what was meant`(example: Case) throws {
        let found = try findings(example)
        #expect(found.count == 1, "\(found)")
        let first = try #require(found.first)
        #expect(first["name"]?.text == example.finding && first["hint"]?.text == example.hint, "\(first)")
        let numbers = ["line", "column", "length"].compactMap { first[$0]?.whole }
        try #require(numbers.count == 3, "\(first)")
        #expect("\(first["file"]?.text ?? ""):\(numbers[0]):\(numbers[1])+\(numbers[2])" == example.place)
    }

    @Test(arguments: [
        "routes/_mock/route.lua:2": "return {\n  GET = function() return 200 end }", "routes/_mock/x/GET.json": "{}",
    ])
    func `a route where the admin API answers is found`(place: String, text: String) throws {
        let file = place.split(separator: ":")[0]
        let found = try findings(Case(file: String(file), text: text))
        let first = try #require(found.first)
        #expect(found.count == 1 && first["name"] == "unreachable-route", "\(found)")
        #expect(first["hint"] == "give it another path, or serve with --no-admin")
        #expect("\(first["file"]?.text ?? "")\(first["line"]?.whole.map { ":\($0)" } ?? "")" == place)
    }

    @Test(arguments: soundTemplates + soundHandlers + soundFiles)
    func `what is right is let alone`(example: Case) throws {
        #expect(try findings(example).isEmpty)
    }

    @Test(arguments: ExampleTests.names)
    func `nothing is found in an example`(name: String) throws {
        let outcome = try BuiltBinary.run(["check", "examples/\(name)"])
        #expect(outcome.code == 0 && !outcome.output.contains("warning["), "\(outcome.output)")
    }

    @Test func `a finding is silenced in its file`() throws {
        let text = "-- mockscript: ignore unknown-name\nreturn { GET = function() return mock.uuidd() end }\n"
        #expect(try findings(Case(file: "routes/a/route.lua", text: text)).isEmpty)
    }
}

extension JSONValue {
    /// The number, when it is a whole one.
    var whole: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(number)
    }
}
