import MockModel
import Testing

@testable import MockEngine

/// The examples E1 to E9 of Postman's rules as we wrote them down, and the answers derived from them by hand.
@Suite("Choosing among a collection's examples")
struct CollectionMatcherTests {
    private static let vectors = CollectionFixture([
        .init("E1", "GET", "/users/{id}", 200), .init("E2", "GET", "/users/1", 200),
        .init("E3", "GET", "/users", 200), .init("E4", "GET", "/users", 404),
        .init("E5", "GET", "/users", 200, query: [.init(name: "role", value: "admin")]),
        .init("E6", "GET", "/Users/Me", 200), .init("E7", "POST", "/users", 201, body: #"{"a":1}"#),
        .init("E8", "POST", "/users", 201, body: #"{"a":2}"#), .init("E9", "POST", "/users", 400),
    ])

    @Test(
        "follows the rules of scores, with guesses and without",
        arguments: [
            ("GET /users/1", "E2"), ("GET /users/77", "E1"), ("GET /users/", "E3"), ("GET /users", "E3"),
            ("GET /users?role=admin", "E5"), ("GET /users?role=guest", "E5"), ("GET /users?role=admin&page=2", "E5"),
            ("POST /users {\"a\":2}", "E8"), ("POST /users { \"a\" : 2 }", "E8"), ("POST /users {\"a\":3}", "E7"),
            ("HEAD /users/1", "E2"), ("GET //users//1", "E2"),
        ] as [(request: String, answer: String)], [false, true])
    func score(vector: (request: String, answer: String), fuzzy: Bool) {
        #expect(Self.vectors.answer(to: vector.request, fuzzy: fuzzy) == vector.answer)
    }

    @Test("guesses letter case and near paths only when asked to")
    func guesses() {
        #expect(Self.vectors.answer(to: "GET /users/me", fuzzy: true) == "E6")
        #expect(Self.vectors.answer(to: "GET /users/me", fuzzy: false) == "E1")
        #expect(Self.vectors.answer(to: "GET /user", fuzzy: true) == "E3")
        #expect(Self.vectors.answer(to: "GET /user", fuzzy: false) == nil)
        #expect(Self.vectors.answer(to: "DELETE /users", fuzzy: true) == nil)
        #expect(Self.vectors.answer(to: "GET /users/1/friends", fuzzy: true) == nil)
    }

    @Test("strips ids on both sides when guesses are wanted")
    func ids() {
        let uuid = "6f1c2d3e-0000-4000-8000-0123456789ab"
        let fixture = CollectionFixture([.init("order", "GET", "/orders/17/lines", 200)])
        #expect(fixture.answer(to: "GET /orders/\(uuid)/LINES", fuzzy: true) == "order")
        #expect(fixture.answer(to: "GET /orders/18/lines", fuzzy: true) == "order")
        #expect(fixture.answer(to: "GET /orders/18/lines", fuzzy: false) == nil)
        #expect(fixture.answer(to: "GET /orders/abc/lines", fuzzy: true) == nil)
    }

    @Test("narrows by status, name and id")
    func selectors() {
        let fixture = Self.vectors
        #expect(fixture.answer(to: "GET /users", ["x-mock-response-code": "404"]) == "E4")
        #expect(fixture.answer(to: "GET /users", ["X-Mock-Status": "404"]) == "E4")
        #expect(fixture.answer(to: "GET /users", ["x-mock-response-code": "500"]) == nil)
        #expect(fixture.answer(to: "GET /elsewhere", ["x-mock-response-name": "E4"]) == "E4")
        #expect(fixture.answer(to: "GET /elsewhere", ["x-mock-response-id": "4"]) == "E4")
        #expect(fixture.answer(to: "GET /elsewhere", ["x-mock-response-id": "12345-4"]) == "E4")
        #expect(fixture.answer(to: "POST /users", ["x-mock-response-name": "E4"]) == nil)
        #expect(fixture.answer(to: "GET /users", ["x-mock-response-name": "nobody"]) == nil)
        #expect(fixture.answer(to: "GET /users", ["x-mock-response-id": "4", "x-mock-response-code": "200"]) == nil)
    }

    @Test("keeps the parameters of a path when an example is named")
    func namedWithParameters() {
        let found = Self.vectors.match("GET /users/carol", ["x-mock-response-name": "E1"])
        #expect(found?.parameters == ["id": "carol"])
    }

    @Test("compares bodies when asked to")
    func requiredBody() {
        let header = ["x-mock-match-request-body": "true"]
        #expect(Self.vectors.answer(to: "POST /users {\"a\":3}", header) == nil)
        #expect(Self.vectors.answer(to: "POST /users {\"a\":2}", header) == "E8")
        #expect(Self.vectors.answer(to: "POST /users", header) == "E9")
    }

    @Test("compares headers when asked to")
    func requiredHeaders() {
        let fixture = CollectionFixture([
            .init("plain", "GET", "/a", 200), .init("german", "GET", "/a", 200, headers: [("accept-language", "de")]),
        ])
        let header = ["X-Mock-Match-Request-Headers": "Accept-Language, ", "Accept-Language": "de"]
        #expect(fixture.answer(to: "GET /a", header) == "german")
        #expect(fixture.answer(to: "GET /a", header.merging(["Accept-Language": "fr"]) { $1 }) == nil)
        #expect(fixture.answer(to: "GET /a") == "plain")
    }

    @Test("puts a 200 first, then another 2xx, then the lower id")
    func ties() {
        let fixture = CollectionFixture([
            .init("gone", "GET", "/a", 410), .init("created", "GET", "/a", 201), .init("fine", "GET", "/a", 200),
            .init("e10", "POST", "/a", 500, id: "10"), .init("e9", "POST", "/a", 500, id: "9"),
            .init("b", "PUT", "/a", 200, id: "b"), .init("a", "PUT", "/a", 200, id: "a"),
        ])
        #expect(fixture.answer(to: "GET /a") == "fine")
        #expect(fixture.answer(to: "POST /a") == "e9")
        #expect(fixture.answer(to: "PUT /a") == "a")
    }

    @Test("takes a value that the file gives for a parameter as text")
    func values() {
        let fixture = CollectionFixture([
            .init("any", "GET", "/forecast/{region}", 200),
            .init("south", "GET", "/forecast/{region}", 200, values: ["region": "south"]),
        ])
        #expect(fixture.answer(to: "GET /forecast/south") == "south")
        #expect(fixture.answer(to: "GET /forecast/west") == "any")
    }

    @Test("takes an example that was saved for another value of a parameter last, whatever else agrees")
    func otherValues() {
        let fixture = CollectionFixture([
            .init("seven", "GET", "/users/{id}", 200, query: [.init(name: "x", value: "1")], values: ["id": "7"]),
            .init("any", "GET", "/users/{id}", 404), .init("nine", "GET", "/users/{id}", 200, values: ["id": "9"]),
            .init("csv", "GET", "/f/{id}.csv", 200, values: ["id": "7"]), .init("other", "GET", "/f/{id}.csv", 200),
            .init("only", "GET", "/only/{id}", 200, values: ["id": "7"]),
        ])
        #expect(fixture.answer(to: "GET /users/7?x=1") == "seven")
        #expect(fixture.answer(to: "GET /users/8?x=1") == "any")
        #expect(fixture.answer(to: "GET /users/9") == "nine")
        #expect(fixture.answer(to: "GET /f/7.csv") == "csv")
        #expect(fixture.answer(to: "GET /f/8.csv") == "other")
        #expect(fixture.answer(to: "GET /only/8") == "only")
    }

    @Test("takes an exact text of the query before a variable and before an entry without a value")
    func exactQuery() {
        let fixture = CollectionFixture([
            .init("variable", "GET", "/a", 200, query: [.init(name: "q", value: nil, capture: "word")]),
            .init("exact", "GET", "/a", 404, query: [.init(name: "q", value: "x")]),
            .init("empty", "GET", "/b", 200, query: [.init(name: "q", value: nil)]),
            .init("text", "GET", "/b", 500, query: [.init(name: "q", value: "x")]),
            .init("both", "GET", "/c", 200, query: [.init(name: "q", value: nil), .init(name: "q", value: "x")]),
        ])
        #expect(fixture.answer(to: "GET /a?q=x") == "exact")
        #expect(fixture.answer(to: "GET /a?q=y") == "variable")
        #expect(fixture.answer(to: "GET /b?q=x") == "text")
        #expect(fixture.answer(to: "GET /b?q=y") == "empty")
        #expect(fixture.answer(to: "GET /c?q=x&q=y") == "both")
    }

    @Test(
        "lets a variable in a saved body stand for anything, after an equal body",
        arguments: [
            (#"POST /j {"id":"7","n":3}"#, "variable"), (#"POST /j {"n":null,"id":[1]}"#, "variable"),
            (#"POST /j {"id":"7","n":1,"more":2}"#, nil), (#"POST /j {"id":"x","n":9}"#, "equal"),
            (#"POST /t Hello Ada!"#, "greeting"), ("POST /t Hello !", "greeting"), ("POST /t Hello Ada", nil),
            (#"POST /u {"name":"Dr. No","list":[1,5]}"#, "around"), (#"POST /u {"name":"No","list":[1,5]}"#, nil),
            (#"POST /u {"name":"Dr. No","list":[2,5]}"#, nil),
        ] as [(String, String?)])
    func bodyVariables(line: String, answer: String?) {
        let fixture = CollectionFixture([
            .init("variable", "POST", "/j", 200, body: #"{"id":"{{id}}","n":{{n}}}"#),
            .init("equal", "POST", "/j", 200, body: #"{"id":"x","n":9}"#),
            .init("greeting", "POST", "/t", 200, body: "Hello {{name}}!"),
            .init("around", "POST", "/u", 200, body: #"{"name":"Dr. {{name}}","list":[1,{{x}}]}"#),
        ])
        #expect(fixture.answer(to: line, ["x-mock-match-request-body": "true"]) == answer)
    }

    @Test(
        "lets a saved body that is one variable stand for every body, after an equal one",
        arguments: ["{{all}}", " {{all}}\r\n"])
    func wholeBodyVariable(saved: String) {
        let fixture = CollectionFixture([
            .init("hello", "POST", "/a", 200, body: "hello"), .init("any", "POST", "/a", 201, body: saved),
        ])
        for body in ["other text", "42", #"{"a":1}"#, "<a/>", #""hello""#] {
            #expect(fixture.answer(to: "POST /a \(body)") == "any", "\(body)")
        }
        #expect(fixture.answer(to: "POST /a hello") == "hello")
        #expect(fixture.answer(to: "POST /a", ["x-mock-match-request-body": "true"]) == "any")
    }

    @Test("lets a variable in a saved form stand for anything")
    func formVariables() {
        let fields = [OriginBody.Field("a", "{{any}}"), OriginBody.Field("a", "1"), OriginBody.Field("b", "x-{{n}}")]
        let fixture = CollectionFixture([.init("form", "POST", "/f", 200, origin: .form(fields))])
        let header = ["Content-Type": "application/x-www-form-urlencoded", "x-mock-match-request-body": "true"]
        #expect(fixture.answer(to: "POST /f a=1&b=x-2&a=anything", header) == "form")
        #expect(fixture.answer(to: "POST /f a=2&b=x-2&a=3", header) == nil)
        #expect(fixture.answer(to: "POST /f a=1&a=2&b=y", header) == nil)
        #expect(fixture.answer(to: "POST /f a=1&a=2", header) == nil)
    }

    @Test("keeps paths apart whose bytes differ")
    func bytes() {
        let fixture = CollectionFixture([
            .init("one", "GET", "/caf\u{E9}", 200), .init("two", "GET", "/cafe\u{301}", 200),
        ])
        #expect(fixture.answer(to: "GET /caf%C3%A9") == "one")
        #expect(fixture.answer(to: "GET /cafe%CC%81") == "two")
    }

    @Test("lets a caller leave out the path of the base URL")
    func prefix() {
        let fixture = CollectionFixture([.init("user", "GET", "/api/v1/users/{id}", 200, prefix: 2)])
        #expect(fixture.match("GET /api/v1/users/7")?.parameters == ["id": "7"])
        #expect(fixture.match("GET /users/7")?.parameters == ["id": "7"])
        #expect(fixture.answer(to: "GET /v1/users/7") == nil)
    }

    @Test("finds parameters with text around them, and lends query values")
    func captures() {
        let fixture = CollectionFixture([
            .init("csv", "GET", "/v{version}/{id}.csv", 200, query: [.init(name: "q", value: nil, capture: "word")])
        ])
        let found = fixture.match("GET /v2/report.csv?q=a+b")
        #expect(found?.parameters == ["version": "2", "id": "report", "word": "a b"])
    }

    @Test("names the methods of a path to OPTIONS")
    func options() {
        let matcher = Self.vectors.matcher(fuzzy: false)
        guard case .options(let allow) = matcher.match(Request(method: "OPTIONS", target: "/users")) else {
            Issue.record("OPTIONS /users has no example, and its path has other methods")
            return
        }
        #expect(allow == ["GET", "HEAD", "OPTIONS", "POST"])
    }

    @Test("compares forms by field, in any order")
    func forms() {
        let fields = [OriginBody.Field("b", "2"), OriginBody.Field("a", "1 x")]
        let fixture = CollectionFixture([
            .init("form", "POST", "/f", 200, origin: .form(fields)),
            .init("parts", "POST", "/f", 200, origin: .multipart(fields)),
        ])
        let required = ["x-mock-match-request-body": "true"]
        let form = ["Content-Type": "application/x-www-form-urlencoded"].merging(required) { $1 }
        #expect(fixture.answer(to: "POST /f a=1+x&b=2", form) == "form")
        #expect(fixture.answer(to: "POST /f a=1+x&b=3", form) == nil)
        let parts = """
            --XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1 x\r
            --XX\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\nignored\r
            --XX\r\nContent-Disposition: form-data; name="b"\r\n\r\n2\r\n--XX--\r\n
            """
        let multipart = ["Content-Type": "multipart/form-data; boundary=XX"].merging(required) { $1 }
        #expect(fixture.answer(to: "POST /f " + parts, multipart) == "parts")
    }
}
