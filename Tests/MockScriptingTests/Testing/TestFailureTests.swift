import MockEngine
import MockModel
import Testing

/// What a test is told when it does not hold, and when it is written wrongly.
@Suite("A test that fails")
struct TestFailureTests {
    private static let failing: [(body: String, message: String)] = [
        ("api:get('/items'):expect(201)", "status: wanted 201, got 200"),
        ("api:get('/items'):expect(any.one_of(201, 202))", "status: wanted any.one_of(201, 202), got 200"),
        (
            "api:post('/items', { a = { b = { 1, 2 } } }):expect(201, { a = { b = { 1, 3 } } })",
            "body.a.b[2]: wanted 3, got 2"
        ),
        (
            "api:post('/items', { a = 'x' }):expect(201, { a = 1, c = any.string })",
            "body.a: wanted 1, got \"x\"\nbody.c: wanted any.string, got nothing"
        ),
        ("api:post('/items', { a = { 1, 2 } }):expect(201, { a = { 1 } })", "body.a: wanted 1 element, got 2: [1,2]"),
        ("api:post('/items', { a = mock.null }):expect(201, { a = 1 })", "body.a: wanted 1, got null"),
        (
            "api:get('/items'):expect(200, nil, { ['X-None'] = 'a', ['content-type'] = mock.null })",
            "header X-None: wanted \"a\", got nothing\nheader content-type: wanted nothing, got \"application/json\""
        ),
        ("api:get('/text'):expect('other')", "body: wanted \"other\", got \"plain\""),
        ("api:get('/nope'):expect({ 1 })", "status: wanted 200, got 404\nbody: wanted [1], got {"),
        ("api:get('/fault?name=reset'):expect(200)", "status: wanted 200, got no answer (fault reset)"),
        ("expect(1):equals(2)", "wanted 2, got 1"),
        ("expect('a\\xff'):equals('b\\0')", "wanted \"b\\u0000\", got \"a\\xFF\""),
        ("expect(('ä'):rep(200)):equals('')", "wanted \"\", got \"ää"),
        (
            "local t, u = {}, {} t.t, u.t = t, u\nexpect(t):equals(t)\nexpect(t):equals(u)",
            "is nested more than 100 deep"
        ),
        ("expect('x'):at_least(3)", "wanted a number, got \"x\""),
        ("expect(2):at_least(3)", "wanted at least 3, got 2"),
        ("expect(4):at_most(3)", "wanted at most 3, got 4"),
        ("expect({ 1 }):contains(2)", "wanted something with 2 in it, got [1]"),
        ("expect(false):is_nil()", "wanted nothing, got false"),
        ("expect(function() error('a') end):fails('b')", "wanted a failure like \"b\""),
        ("expect({ a = { b = any } })\nexpect(1):equals(1)", "idle: tests/a.test.lua:2"),
        ("api:get('/boom')", "handler: attempt to index a nil value (local 'x')"),
        ("api:get('/boom')\napi:get('/items'):expect(200)", "handler: attempt to index a nil value (local 'x')"),
        ("mock.after('1s', function() error('late') end)\napi.clock:advance('2s')", "handler: late"),
        ("api:get('/stream-fails')", "handler: broken stream"),
        ("api:get('/fetch?url=https://fx.example.test/x')", "unstubbed: GET https://fx.example.test/x"),
        (
            "api:upstream('https://fx.example.test/x', function(req) return req.nope.x end)\n"
                + "api:get('/fetch?url=https://fx.example.test/x')", "attempt to index a nil value (field 'nope')"
        ),
        ("api:get('/never')", "no answer within 1m, the limit of limits.time"),
        ("api:get('/endless')", "stand still: tooManySteps"),
        ("while true do end", "used more than 1 s of processor time"),
        ("error({ code = 1 })", "error value of type table"),
    ]

    private static let misused: [(body: String, message: String)] = [
        ("api.get('/x')", "call it with a colon: api:get(path, options)"),
        ("api:gett('/x')", "api has no 'gett'; did you mean 'get'?"),
        ("api.x = 1", "api has no field 'x' to write"),
        ("api:get('x')", "the path must begin with \"/\": \"/x\""),
        ("api:get('/a b')", "the path has a space or a control character"),
        ("api:get()", "the path of api:get must be text, not nothing"),
        ("api:get('/x', { header = {} })", "api:get has no option 'header'; did you mean 'headers'?"),
        ("api:request('POST', '/x', { json = {}, body = '' })", "a request has one body: json, form or body"),
        ("api:post('/x', {}, { json = {} })", "the JSON body is given twice"),
        ("api:with('x')", "the headers of api:with must be a table, not text"),
        ("api.clock:advance(15)", "api.clock:advance: 15 has no unit; write \"15ms\""),
        ("api.clock.advance('1s')", "call it with a colon: api.clock:advance(\"15m\")"),
        ("api.clock:set('tomorrow')", "\"tomorrow\" is no time"),
        ("api.clock:advnce('1s')", "api.clock has no 'advnce'; did you mean 'advance'?"),
        ("api:scenario('black-fridy')", "there is no scenario \"black-fridy\"; did you mean \"black-friday\"?"),
        ("api:calls('GET /itms')", "api:calls: there is no route \"GET /itms\"; did you mean \"GET /items\"?"),
        ("api:stub('GET /itms', function() end)", "api:stub: there is no route \"GET /itms\""),
        ("api:stub('GET /items')", "api:stub needs a function(req, res), not nothing"),
        ("api:upstream('fx.example.test', function() end)", "api:upstream: \"fx.example.test\" is no key"),
        ("api:restore({})", "api:restore takes what api:snapshot() returned, not a table"),
        ("api:get('/items').jsn()", "the response has no 'jsn'; did you mean 'json'?"),
        ("api:get('/items').expect(200)", "call it with a colon: response:expect(status, body, headers)"),
        ("api:get('/items'):expect(200, {}, {}, 4)", ":expect takes status, body, headers; there is a fourth value"),
        ("api:get('/items'):expect(true)", "the status is a boolean"),
        ("expect()", "expect needs a value"),
        ("expect(1):toBe(1)", "expect(…) has no 'toBe'"),
        ("expect(1):equals()", "expect(…):equals takes one value"),
        ("expect(1).equals(1)", "call it with a colon: expect(value):equals(…)"),
        ("expect(1):fails()", "expect(…):fails calls a function, not a number"),
        ("local a = any.strng", "any has no 'strng'; did you mean 'string'?"),
        ("local a = any.matching('%')", "any.matching: malformed pattern"),
        ("local a = any.one_of({ 1, 2 })", "any.one_of takes the values one by one"),
        ("it('inner', function() end)", "it stands inside a test"),
        ("describe('inner', function() end)", "describe stands inside a test"),
        ("x = 1", "global 'x' cannot be written: declare it with 'local'"),
        ("table.sort({ 2, 1 }, function(a, b) api:get('/items') return a < b end)", "cannot wait inside table.sort"),
    ]

    @Test(arguments: failing + misused)
    func `a test says what does not hold, and how it should be written`(body: String, message: String) throws {
        let files = ["scenarios/black-friday.lua": "return { summary = 'x' }"]
        let outcome = try TestFixture(body: body, files: files).outcome(bounds: .init(steps: 20_000))
        #expect(outcome.text.hasPrefix(message) || outcome.text.contains(message), "\(body): \(outcome.text)")
        #expect(outcome.failure != nil)
    }

    @Test func `a failure stands at the line of the test, with its callers and its call`() throws {
        let fixture = try TestFixture(
            """
            local function check(api)
              api:get("/items"):expect(204)
            end
            it("does", function(api)
              api:post("/items", {})
              check(api)
            end)
            """)
        let outcome = try fixture.outcome()
        guard case .code(let failure) = outcome.failure else {
            Issue.record("it passed")
            return
        }
        #expect(failure.kind == .expectation(call: 2))
        #expect(failure.frames.map(\.location.line) == [2, 6])
        #expect(outcome.calls.map(\.call) == [1, 2])
    }

    @Test func `what stands after a test runs whether it failed or not, from its own group outwards`() throws {
        let fixture = try TestFixture(
            """
            before_each(function(api) print("before 1") end)
            after_each(function(api) print("after 1") end)
            describe("a", function()
              before_each(function(api) print("before 2") end)
              after_each(function(api) print("after 2") end)
              it("passes", function(api) print("passes") end)
              it("fails", function(api) print("fails") error("no") end)
            end)
            """)
        let outcomes = fixture.run()
        #expect(outcomes.map(\.text) == ["", "no"])
        #expect(
            outcomes.map { $0.log.map(\.text) } == [
                ["before 1", "before 2", "passes", "after 2", "after 1"],
                ["before 1", "before 2", "fails", "after 2", "after 1"],
            ])
    }

    @Test func `a test file declares its tests with groups and lines`() throws {
        let fixture = try TestFixture(
            """
            it("alone", function(api) end)
            describe("outer", function()
              describe("inner", function()
                it("deep", function(api) end)
              end)
            end)
            """)
        #expect(fixture.tests.map(\.name) == ["alone", "outer > inner > deep"])
        #expect(fixture.tests.map(\.location.line) == [1, 4])
        #expect(fixture.tests.map(\.number) == [1, 2])
        #expect(fixture.problems.isEmpty)
    }

    @Test(arguments: [
        ("it('x')", "the body of it must be a function, not nothing"),
        ("it(function() end)", "the name of it must be text, not a function"),
        ("describe('x', function() api:get('/') end)", "global 'api' does not exist"),
        ("describe('x', function() mock.sleep('1s') end)", "cannot wait inside the loading of tests/a.test.lua"),
        ("itt('x', function() end)", "global 'itt' does not exist"),
        ("local x = ", "unexpected symbol"),
    ])
    func `a test file that does not load is a problem of its line and stops no other`(
        text: String, message: String
    ) throws {
        let fixture = try TestFixture(text)
        let problem = try #require(fixture.problems.first)
        #expect(problem.severity == .error && problem.isOfTest)
        #expect(problem.message.contains(message), "\(problem.message)")
        #expect(problem.location?.line == 1)
        #expect(fixture.tests.isEmpty)
    }
}
