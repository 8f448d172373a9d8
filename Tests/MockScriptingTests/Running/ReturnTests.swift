import MockModel
import TestSupport
import Testing

@Suite("What a handler returns")
struct ReturnTests {
    @Test(
        "becomes the response",
        arguments: [
            ("return 204", "204"), ("return 'hi'", "200 hi"), ("return 201, 'made'", "201 made"),
            ("return { id = 7, ok = true }", #"200 {"id":7,"ok":true}"#), ("return 404, {}", "404 {}"),
            ("return 200, mock.array {}", "200 []"), ("", "200"), ("return nil", "200"),
            ("return mock.null", "200 null"), ("return { a = 1 }, { ['X-A'] = '1' }", #"200 {"a":1}"#),
            (
                "return mock.collection('a'):list { cursor = 'x', limit = 1 }",
                #"400 {"error":"bad_cursor","message":"the cursor is \"x\", which no page of this list gave as its next; "#
                    + #"leave it out to begin at the start"}"#
            ),
            (
                "return mock.collection('a'):list { limit = '0' }",
                #"400 {"error":"bad_limit","message":"limit must be a whole number from 1, not \"0\""}"#
            ),
            (
                "return mock.collection('a'):list { page = 0 }",
                #"400 {"error":"bad_page","message":"page must be a whole number from 1, not 0"}"#
            ),
            ("res.status = 418 return { a = 1 }", #"418 {"a":1}"#),
            ("res.json = { 1, 2 } res.status = 202", "202 [1,2]"),
            ("res.body = 'x' return res", "200 x"), ("return 200.0, ''", "200"),
            ("mock.halt(422, { error = 'nope' })", #"422 {"error":"nope"}"#),
            ("pcall(mock.halt, 409, 'no') return 200", "409 no"),
        ])
    func forms(code: String, answer: String) throws {
        #expect(try LuaMock(get: code).call() == answer)
    }

    @Test("has the content type of its kind unless one is given")
    func contentType() throws {
        func headers(_ code: String) throws -> [String] {
            try LuaMock(get: code).delivery()?.response.headers.fields.map { "\($0.name): \($0.value)" } ?? []
        }
        #expect(try headers("return {}") == ["Content-Type: application/json"])
        #expect(try headers("return 'x'") == ["Content-Type: text/plain; charset=utf-8"])
        #expect(try headers("return '<p>', { ['content-type'] = 'text/html' }") == ["content-type: text/html"])
        #expect(try headers("return 204") == [])
        #expect(try headers("return { a = 1 }, { B = 'x' }") == ["Content-Type: application/json", "B: x"])
        #expect(
            try headers("return 200, 'x', { B = 1, A = { 'x', 'y' }, C = nil }") == [
                "Content-Type: text/plain; charset=utf-8", "A: x", "A: y", "B: 1",
            ])
        #expect(try headers("res.headers['X-Mine'] = 'kept' return 204") == ["X-Mine: kept"])
        #expect(
            try headers("res:cookie('sid', 'a b', { path = '/', max_age = '15m', same_site = 'lax', secure = true })")
                == [
                    "Set-Cookie: sid=a b; Path=/; Max-Age=900; Secure; SameSite=Lax"
                ])
    }

    @Test(
        "is refused when it cannot be sent",
        arguments: [
            ("return 1000", "a status is a whole number from 200 to 999, not 1000"),
            ("return 200.5", "a status is a whole number from 200 to 999, not 200.5"),
            ("return true", "the body returned is a boolean; return text, or a table for JSON"),
            ("return nil, 'err'", "the first value returned is nil: return nothing, or status, body, headers"),
            ("return 200, 'x', { ['X-A'] = '1\\r\\nX-B: 2' }", "header 'X-A' has a line break or a NUL in its value"),
            ("return 200, 'x', { ['X A'] = '1' }", "\"X A\" is no name for a header"),
            ("res.headers['X-A'] = 'a\\0b'", "header 'X-A' has a line break or a NUL in its value"),
            ("return 200, 'x', 'y'", "the headers returned must be a table, not text"),
            ("return 200, 'x', {}, 4", "the handler returned too much: return status, body, headers"),
            (
                "local t = {} for i = 1, 5000 do t[i] = i end return table.unpack(t)",
                "the handler returned too much: return status, body, headers"
            ),
            ("res.status = 'x'", "a status is a whole number from 200 to 999, not \"x\""),
        ])
    func refused(code: String, message: String) throws {
        let failure = try #require(try LuaMock(get: code).failure())
        #expect(failure.kind == .badResponse)
        #expect(failure.message == message)
        #expect(failure.location?.file == "routes/route.lua")
    }

    @Test("that looks like a response but is sent as JSON is warned of")
    func responseShapedBody() throws {
        let delivery = try #require(try LuaMock(get: "return { status = 404, body = 'x' }").delivery())
        #expect(delivery.response.status == 200)
        #expect(delivery.exchange.log.map(\.level) == [.warn])
        #expect(delivery.exchange.log.first?.text.contains("response-shaped-body") == true)
        let plain = try #require(try LuaMock(get: "return { status = 'open', items = {} }").delivery())
        #expect(plain.exchange.log.isEmpty)
    }
}
