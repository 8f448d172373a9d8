import MockModel
import Testing

@Suite("Conditions")
struct ConditionTests {
    private static let request = Request(
        method: "POST", target: "/users/7?page=2&q=a+b&page=3&n=10",
        headers: HeaderFields([
            ("X-Tenant", "acme"), ("Cookie", "sid=abc; theme=dark"), ("Accept", "a/b"), ("accept", "c/d"),
        ]),
        body: Array(
            #"{"id":7,"big":1.50,"ok":true,"none":null,"name":"Zoë","tags":["a","b",3],"at":{"x":[{"y":"z"}]}}"#.utf8))

    private func failure(_ text: String, _ request: Request = ConditionTests.request) throws -> String? {
        let condition = try Condition(parsing: text, at: SourceLocation(file: "GET.http", line: 2, column: 14))
        return condition.failure(in: ConditionContext(request: request, parameters: [("id", "7")]))
    }

    @Test(
        "what holds, holds",
        arguments: [
            "query.page = 2", "query.page=2", "query.page != 3", "query.nope != 3", "query.n > 9", "query.n < 11.5",
            "query.q = a b", "query.q = \"a b\"", "query.q contains \" \"", "header.x-tenant = acme",
            "header.X-TENANT present",
            "header.accept = a/b, c/d", "cookie.theme = dark", "param.id = 7", "param.id ~ ^\\d+$", "body present",
            "body contains \"id\":7", "body.id = 7", "body.id = 7.0", "body.id > 6", "body.big = 1.5", "body.ok = true",
            "body.none = null", "body.none present", "body.name = Zoë", "body.name = \"Zo\\u00eb\"",
            "body.name ~ ^Zo.$",
            "body.tags contains b", "body.tags contains 3", "body.tags[2] = 3", "body.at.x[0].y = z",
            "body.nope absent",
            "body.at = {\"x\": [{\"y\": \"z\"}]}", "body.tags[0] < b", "body[\"id\"] = 7", "  query.page   =   2  ",
        ])
    func holds(text: String) throws {
        #expect(try failure(text) == nil)
    }

    @Test(
        "what does not hold says what was there",
        arguments: [
            ("query.page = 3", "query.page = 3, but it was \"2\""),
            ("query.nope = 3", "query.nope = 3, but it is absent"),
            ("query.page absent", "query.page absent, but it was \"2\""),
            ("header.x-other present", "header.x-other present, but it is absent"),
            ("query.page != 2", "query.page != 2, but it was \"2\""),
            ("query.n > 10", "query.n > 10, but it was \"10\""),
            ("query.nope < 10", "query.nope < 10, but it is absent"),
            ("body.id = 8", "body.id = 8, but it was 7"),
            ("body.name = 7", "body.name = 7, but it was \"Zoë\""),
            ("body.tags contains c", "body.tags contains c, but it was [\"a\",\"b\",3]"),
            ("body.ok = 1", "body.ok = 1, but it was true"),
            ("param.id ~ x", "param.id ~ x, but it was \"7\""),
            ("cookie.Theme = dark", "cookie.Theme = dark, but it is absent"),
        ])
    func fails(text: String, failure: String) throws {
        #expect(try self.failure(text) == failure)
    }

    @Test("a body that is empty or no JSON is called so, a long one is cut")
    func bodies() throws {
        let empty = Request(method: "GET", target: "/")
        #expect(try failure("body.id = 7", empty) == "body.id = 7, but the body is empty")
        #expect(try failure("body present", empty) == "body present, but it is absent")
        let broken = Request(method: "POST", target: "/", body: Array("{id".utf8))
        #expect(try failure("body.id = 7", broken) == "body.id = 7, but the body is not JSON")
        #expect(try failure("body.id absent", broken) == nil)
        let long = Request(method: "POST", target: "/", body: Array(repeating: 0x61, count: 10_000))
        #expect(try failure("body = b", long)?.count == "body = b, but it was ".count + 61)
    }

    @Test("a search that was given up is no miss in silence")
    func givenUp() throws {
        let body = Array(repeating: UInt8(ascii: "a"), count: 40) + [UInt8(ascii: "!")]
        let failure = try failure("body ~ ^(a+)+$", Request(method: "POST", target: "/", body: body))
        #expect(
            failure == "body ~ ^(a+)+$, but the search was given up: the expression backtracks too much on this text")
    }

    @Test(
        "an error points at what is wrong and guesses what was meant",
        arguments: [
            ("querry.page = 2", 14, 6, "did you mean \"query\"?"),
            ("headers.x = 2", 14, 7, "did you mean \"header\"?"),
            ("params.id = 2", 14, 6, "did you mean \"param\"?"),
            ("session.id = 2", 14, 7, nil),
            ("query = 2", 14, 5, "write \"query.NAME\""),
            ("query.page == 2", 25, 2, "did you mean \"=\"?"),
            ("query.page contians 2", 25, 8, "did you mean \"contains\"?"),
            ("query.page is 2", 25, 2, nil),
            ("query.page =", 25, 1, "write \"\" for an empty text"),
            ("query.page", 14, 10, "write \"query.page = VALUE\" or \"query.page present\""),
            ("query.page absent x", 32, 1, nil),
            ("body.a..b = 2", 19, 4, "write names and indexes: \"a.b[0]\""),
            ("body.a[x] = 2", 19, 4, "a name is quoted: [\"x\"]"),
            ("body. = 2", 18, 1, nil),
            ("query.q ~ a(b", 27, 1, nil),
            ("query.q ~ ä[", 26, 1, nil),
            ("query.q = \"a\"b\"", 24, 5, "inside it a quote is written \\\""),
            ("", 14, 1, nil),
        ] as [(String, Int, Int, String?)])
    func refuses(text: String, column: Int, length: Int, hint: String?) {
        do throws(Problem) {
            _ = try Condition(parsing: text, at: SourceLocation(file: "GET.http", line: 2, column: 14))
            #expect(Bool(false), "was read")
        } catch {
            #expect(error.name == "bad-match")
            #expect(error.location == SourceLocation(file: "GET.http", line: 2, column: column, length: length))
            #expect(error.hint == hint)
        }
    }

    @Test("a condition knows its text and place")
    func place() throws {
        let condition = try Condition(parsing: " query.page = 2 ", at: SourceLocation(file: "a", line: 3, column: 10))
        #expect(condition.text == "query.page = 2")
        #expect(condition.location == SourceLocation(file: "a", line: 3, column: 11, length: 14))
    }
}
