import Testing

@testable import MockModel

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
            ("query.page = 4", "query.page = 4, but it was [\"2\",\"3\"]"),
            ("query.nope = 3", "query.nope = 3, but it is absent"),
            ("query.page absent", "query.page absent, but it was [\"2\",\"3\"]"),
            ("header.x-other present", "header.x-other present, but it is absent"),
            ("query.n != 10", "query.n != 10, but it was \"10\""),
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

    @Test(
        "a part with several values holds when one of them fits",
        arguments: [
            "query.page = 2", "query.page = 3", "query.page > 2", "query.page ~ ^3$", "query.page contains 3",
            "query.page != 2", "header.accept = a/b", "header.accept = c/d", "header.accept ~ ^c", "header.x-list = b",
            "header.x-list = \"b c\"", "header.x-list = \"\\\"d,e\\\"\"", "header.x-list contains d,e",
            "cookie.twice = 1",
            "cookie.twice = 2", "form.tag = x", "form.tag = y", "form.name = Zoë", "form.empty = \"\"",
            "form.nope absent",
        ])
    func severalValues(text: String) throws {
        #expect(try failure(text, ConditionTests.form) == nil)
    }

    @Test(
        "a part with several values shows all of them when none fits",
        arguments: [
            ("query.page = 4", "it was [\"2\",\"3\"]"), ("header.accept = x", "it was [\"a/b\",\"c/d\"]"),
            ("header.x-list = a,", "it was \"a, b c, \\\"d,e\\\", b\""), ("cookie.twice = 3", "it was [\"1\",\"2\"]"),
            ("form.tag = z", "it was [\"x\",\"y\"]"), ("form.nope present", "it is absent"),
        ])
    func showsAll(text: String, reason: String) throws {
        #expect(try failure(text, ConditionTests.form) == "\(text), but \(reason)")
    }

    private static let form = Request(
        method: "POST", target: "/?page=2&page=3",
        headers: HeaderFields([
            ("Accept", "a/b"), ("accept", "c/d"), ("X-List", "a, b c, \"d,e\", b"), ("Cookie", "twice=1; twice=2"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ]), body: Array("tag=x&tag=y&name=Zo%C3%AB&empty=".utf8))

    @Test(
        "a form that cannot be read is told",
        arguments: [
            ("application/json", "{}", "the body is no form (Content-Type: application/json)"),
            ("application/x-www-form-urlencoded", "", "it is absent"),
            (
                "application/x-www-form-urlencoded", "a=100%&b=1",
                "the form is broken: \"%&b\" at byte 5 is no percent escape; a percent sign is written %25"
            ),
            ("multipart/form-data", "--b", "the form is broken: multipart/form-data needs a boundary in Content-Type"),
        ])
    func brokenForms(type: String, body: String, reason: String) throws {
        let request = Request(
            method: "POST", target: "/", headers: HeaderFields([("Content-Type", type)]), body: Array(body.utf8))
        #expect(try failure("form.x = 1", request) == "form.x = 1, but \(reason)")
    }

    private func body(_ text: String, type: String? = nil) -> Request {
        Request(
            method: "POST", target: "/", headers: HeaderFields(type.map { [("Content-Type", $0)] } ?? []),
            body: Array(text.utf8))
    }

    @Test(
        "a literal has the type that JSON gives it, and numbers are compared by their exact value",
        arguments: [
            ("body.v = 30", #"{"v":30}"#, true), ("body.v = 30", #"{"v":"30"}"#, false),
            ("body.v = \"30\"", #"{"v":"30"}"#, true), ("body.v = \"30\"", #"{"v":30}"#, false),
            ("body.v = null", #"{"v":null}"#, true), ("body.v = null", #"{"v":"null"}"#, false),
            ("body.v = \"null\"", #"{"v":null}"#, false), ("body.v = true", #"{"v":"true"}"#, false),
            ("body.v = open", #"{"v":"open"}"#, true), ("body.v != 30", #"{"v":"30"}"#, true),
            ("body.v contains 3", #"{"v":["3"]}"#, false), ("body.v contains \"3\"", #"{"v":["3"]}"#, true),
            ("body.v = 9007199254740993", #"{"v":9007199254740993.0}"#, true),
            ("body.v = 9007199254740993", #"{"v":9007199254740992.0}"#, false),
            ("body.v = 0.1", #"{"v":0.10000000000000001}"#, false), ("body.v = 1e400", #"{"v":10e399}"#, true),
            ("body.v > 123456789012345678901", #"{"v":123456789012345678902}"#, true),
            ("body.v > 123456789012345678901", #"{"v":123456789012345678901}"#, false),
            ("body.v < 9", #"{"v":"10"}"#, false), ("body.v < \"9\"", #"{"v":"10"}"#, true),
            ("body.v < b", #"{"v":"a"}"#, true), ("body.v = {\"a\":[1,null]}", #"{"v":{"a":[1.0,null]}}"#, true),
        ])
    func literals(text: String, body: String, holds: Bool) throws {
        #expect((try failure(text, self.body(body)) == nil) == holds)
    }

    @Test(
        "a whole body is compared as JSON when both are JSON, else as text",
        arguments: [
            (#"body = {"a":1,"b":[1,2]}"#, nil, #"{ "b": [1, 2], "a": 1.0 }"#, true),
            (#"body = {"a":1,"b":[1,2]}"#, nil, #"{"a":1,"b":[2,1]}"#, false),
            (#"body != {"a":1}"#, nil, #"{"a": 1}"#, false), (#"body != {"a":1}"#, nil, "", true),
            ("body = [1]", nil, " [1.0] ", true), ("body = \"abc\"", nil, "abc", true),
            ("body = \"abc\"", nil, #""abc""#, true), ("body = abc", nil, "abc", true),
            ("body = 5", nil, "5.0", true), ("body = \"5\"", "text/plain", "5", true),
            ("body = \"5\"", "application/json", "5", false), ("body = 5", "application/json", #""5""#, false),
            ("body = <a/>", "application/xml", "<a/>", true),
        ] as [(String, String?, String, Bool)])
    func wholeBodies(text: String, type: String?, body: String, holds: Bool) throws {
        #expect((try failure(text, self.body(body, type: type)) == nil) == holds)
    }

    @Test("text is equal when its bytes are: one é in one scalar is not one in two")
    func bytes() throws {
        let composed = "{\"caf\u{E9}\":\"\u{E9}\"}"
        #expect(try failure("body.caf\u{E9} = \u{E9}", body(composed)) == nil)
        #expect(try failure("body.caf\u{E9} = e\u{301}", body(composed)) != nil)
        #expect(try failure("body.cafe\u{301} present", body(composed)) != nil)
        #expect(try failure("body = {\"cafe\u{301}\":\"\u{E9}\"}", body(composed)) != nil)
    }

    @Test(
        "a quote that is not closed is no condition",
        arguments: ["query.x = \"a", "header.x != \"", "body.a = \"a b", "body < \"2"])
    func openQuotes(text: String) throws {
        let problem = try #require(throws: Problem.self) {
            try Condition(parsing: text, at: SourceLocation(file: "GET.http", line: 2, column: 10))
        }
        #expect(problem.name == "bad-match" && problem.message == "the text has no closing quote")
        let operand = text.drop { $0 != "\"" }
        #expect(
            problem.location?.column == 10 + text.count - operand.count && problem.location?.length == operand.count)
    }

    @Test(
        "an operand that can never hold is doubted",
        arguments: [
            ("header.x = \" a\"", "this condition never holds: a header value has no white space at its ends"),
            ("header.x = \"a\\nb\"", "this condition never holds: a header value has no control characters"),
            ("header.x: = a", "this condition never holds: \"x:\" is no name of a header field"),
            ("cookie.a = \"b;c\"", "this condition never holds: a cookie has no \";\" in its value"),
            ("body.a = {b: 1}", "this condition never holds: {b: 1} is no JSON"),
            ("body.a < true", "this condition never holds: true is neither a number nor text"),
            ("header.content-length = abc", "this condition never holds: Content-Length is a whole number"),
            ("header.Content-Length = -1", "this condition never holds: Content-Length is a whole number"),
            (
                "header.transfer-encoding = gzip",
                "this condition never holds: Transfer-Encoding of a request is chunked"
            ),
            ("header.host = https://a.test", "this condition never holds: Host is a name and perhaps a port"),
            ("header.content-length = 12", nil), ("header.content-length != abc", nil),
            ("header.host = a.test:80", nil),
            ("body.a = \"{b: 1}\"", nil), ("header.x = \"a b\"", nil), ("header.x != \" a\"", nil),
            ("body.a < 2025-01-01", nil), ("query.a = {b", nil),
        ] as [(String, String?)])
    func doubts(text: String, message: String?) throws {
        let doubt = try Condition(parsing: text, at: SourceLocation(file: "GET.http", line: 2, column: 14)).doubt
        #expect(doubt?.message == message)
        #expect(doubt == nil || doubt?.name == "never-holds" && doubt?.severity == .warning)
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

    @Test("all conditions of a request share its work: once that is used up, the rest is not tried")
    func sharedWork() throws {
        let place = SourceLocation(file: "GET.http")
        let slow = try Condition(parsing: "body ~ ^(a|a)*$", at: place)
        let cheap = try Condition(parsing: "query.a = 1", at: place)
        let request = Request(method: "POST", target: "/?a=1", body: [UInt8](repeating: 0x61, count: 30) + [0x62])
        let context = ConditionContext(request: request, parameters: [])
        #expect(cheap.failure(in: context) == nil)
        let failures = (0..<50).map { _ in slow.failure(in: context) ?? "" }
        #expect(failures.first?.contains("the search was given up") == true)
        #expect(failures.last?.contains("the work that the conditions of one request may do is used up") == true)
        #expect(cheap.failure(in: context)?.contains("used up") == true)
        #expect(context.work > -8_000_000, "no search goes far beyond what is left: \(context.work)")
    }

    @Test("what a large body holds is found, and told in short")
    func largeBody() throws {
        let place = SourceLocation(file: "GET.http")
        let body = [UInt8](repeating: 0x78, count: 1_000_000)
        let context = ConditionContext(
            request: Request(method: "POST", target: "/", body: body + "needle".utf8), parameters: [])
        #expect(try Condition(parsing: "body contains xneedle", at: place).failure(in: context) == nil)
        let failure = try Condition(parsing: "body contains needles", at: place).failure(in: context)
        #expect(failure == "body contains needles, but it was \"\(String(repeating: "x", count: 59))…")
    }

    @Test(
        "a text is found wherever it stands",
        arguments: [
            ("aab", "aaab", 1), ("abab", "abacabab", 4), ("a", "", nil), ("", "abc", 0), ("aaa", "aa", nil),
            ("abcabd", "abcabcabd", 3), ("ab", "aab", 1),
        ] as [(String, String, Int?)])
    func search(needle: String, text: String, place: Int?) {
        let bytes = Array(text.utf8)
        #expect(ByteSearch(needle.utf8).first(in: bytes.span, 0..<bytes.count) == place)
    }
}
