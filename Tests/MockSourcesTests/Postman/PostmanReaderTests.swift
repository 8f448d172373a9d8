import MockModel
import Testing

@testable import MockSources

@Suite("Reading a Postman collection")
struct PostmanReaderTests {
    private func read(_ items: String, _ more: String = "") throws(Problem) -> Project {
        let text = #"{"info":{"name":"Shop"},"item":["# + items + "]" + more + "}"
        return try PostmanReader.read(Array(text.utf8), name: "shop.json", root: "/r", options: SourceOptions())
    }

    private func example(_ answer: String, url: String = "h/users/:id") throws -> (Example, Project) {
        let project = try read(#"{"name":"Get","request":{"url":"\#(url)"},"response":[\#(answer)]}"#)
        return (try #require(project.routes.first?.examples.first), project)
    }

    @Test("makes routes of the examples' own requests, in the order of the file")
    func routes() throws {
        let project = try read(
            """
            {"name":"F","item":[{"name":"R","request":{"method":"post","url":"h/a"},"response":[
              {"name":"one","code":201,"originalRequest":{"method":"put","url":"h/b"}},
              {"name":"two","originalRequest":{"url":"h/b"}},
              {"originalRequest":{"method":"PUT","url":"h/b"}},
              {"name":"four","id":"1"}]}]}
            """)
        #expect(project.routes.map(\.name) == ["PUT /b", "POST /b", "POST /a"])
        #expect(project.routes.map { $0.examples.map(\.name) } == [["one", "example 3"], ["two"], ["four"]])
        #expect(project.routes.flatMap { $0.examples.compactMap(\.origin?.id) } == ["1", "3", "2", "1-2"])
        #expect(project.routes.first?.examples.first?.origin?.trail == ["F", "R"])
        #expect(project.settings.name == "Shop")
        #expect(project.matching == .collection(fuzzy: false))
    }

    @Test("says how many requests have no example, and knows them")
    func bareRequests() throws {
        let project = try read(
            """
            {"name":"A","request":{"url":"h/a"}},{"name":"B","request":"h/b","response":[]},
            {"name":"C","request":{"url":"h/c"},"response":[{"code":200}]},{"name":"D","request":{"method":"GET"}},
            {"name":"E"}
            """)
        #expect(project.remarks == ["3 of 4 requests have no example"])
        #expect(project.routes.map(\.name) == ["GET /a", "GET /b", "GET /c"])
        #expect(project.skipped.map(\.message) == ["D: it has no URL", "E: it is neither a folder nor a request"])
    }

    @Test(
        "takes a status that is missing from its text",
        arguments: [
            (#""code":null,"status":"Not Found""#, 404, "Not Found"), (#""status":"not found""#, 404, "not found"),
            (#""status":"404 Not Found""#, 404, nil),
            (#""status":"Unprocessable Entity""#, 422, "Unprocessable Entity"),
            (#""status":"Fine""#, 200, nil), (#""code":"","status":"Gone""#, 410, "Gone"),
            (#""code":200,"status":"Fine""#, 200, "Fine"), (#""code":null"#, 200, nil), (#""status":503"#, 503, nil),
        ] as [(String, Int, String?)])
    func statusTexts(fields: String, status: Int, reason: String?) throws {
        let (example, _) = try example("{\"name\":\"x\",\(fields)}")
        #expect(example.response.status == status)
        #expect(example.response.reason == reason)
    }

    @Test(
        "takes the URL of the request where that of an example is empty",
        arguments: [
            #"{"raw":""}"#, "{}", #""""#, #"{"raw":"","host":[],"path":[]}"#, "null",
        ])
    func emptyURLs(url: String) throws {
        let project = try read(
            #"{"name":"A","request":{"url":"h/a/:id"},"response":[{"code":200,"originalRequest":{"url":\#(url)}}]}"#)
        #expect(project.routes.map(\.name) == ["GET /a/{id}"])
    }

    @Test("says how many examples no plain request tells from another")
    func namedExamples() throws {
        let project = try read(
            """
            {"name":"A","request":{"url":"h/a/:id"},"response":[{"code":200},{"code":404},
             {"originalRequest":{"url":"h/a/:key"}},{"originalRequest":{"url":"h/a/:id?x=1"}},
             {"originalRequest":{"url":{"path":["a",":id"],"variable":[{"key":"id","value":"7"}]}}}]}
            """)
        #expect(
            project.remarks == [
                "2 of 5 examples answer only when named: "
                    + "x-mock-response-code, x-mock-response-name or x-mock-response-id"
            ])
    }

    @Test("takes headers in every shape, less those of one transfer")
    func headers() throws {
        let (example, project) = try example(
            """
            {"name":"ok","header":[{"key":"A","value":" 1 "},{"key":"Content-Length","value":"9"},{"key":"B","value":null},
             {"key":"content-encoding","value":"gzip"},{"key":"Content-Type","value":"*/*"},{},{"key":"N","value":5},
             {"key":"off","value":"1","disabled":true},"C: 3",{"key":"X y","value":"1"},{"key":"Z","value":"a\\nb"},
             {"name":"Named","value":"2"},{"key":"set-cookie","value":"a"},{"key":"set-cookie","value":"b"}]}
            """)
        #expect(
            example.response.headers.fields.map { "\($0.name)=\($0.value)" } == [
                "A=1", "B=", "N=5", "C=3", "Named=2", "set-cookie=a", "set-cookie=b",
            ])
        #expect(project.skipped.count == 2)
        #expect(
            project.skipped.first?.message == "Get › ok: HTTP forbids a character in the header \"X y\"; it is not sent"
        )
        #expect(try self.example(#"{"header":null}"#).0.response.headers.isEmpty)
        #expect(try self.example(#"{"header":"A: 1\nB: 2"}"#).0.response.headers["b"] == "2")
    }

    @Test(
        "takes a status as it is, and 200 for none",
        arguments: [
            ("{}", 200), (#"{"code":null}"#, 200), (#"{"code":"404"}"#, 404), (#"{"code":599}"#, 599),
            (#"{"code":418.0}"#, 418),
        ])
    func status(answer: String, expected: Int) throws {
        #expect(try example(answer).0.response.status == expected)
    }

    @Test("says that an interim or unknown status cannot be sent", arguments: ["0", "101", "1000", "\"OK\"", "-1"])
    func badStatus(code: String) throws {
        let project = try read(#"{"name":"R","request":{"url":"h/a"},"response":[{"name":"x","code":\#(code)}]}"#)
        #expect(project.routes.flatMap(\.examples).isEmpty)
        #expect(project.skipped.count == 1)
    }

    @Test("keeps bodies byte for byte, and sends none with 204")
    func bodies() throws {
        let saved = "[ é <b>no JSON {{4984}}\r\n"
        let (example, _) = try example(#"{"body":\#(JSONWriter.quoted(saved))}"#)
        #expect(example.response.body == .bytes(Array(saved.utf8)))
        #expect(example.template == nil)
        let (empty, project) = try self.example(#"{"name":"gone","code":204,"body":"x"}"#)
        #expect(empty.response.body == Body.none)
        #expect(project.skipped.map(\.message) == ["Get › gone: a 204 has no body; the saved one is not sent"])
        #expect(try self.example(#"{"body":null}"#).0.response.body == Body.none)
    }

    @Test("fills in variables at load and leaves to each call what only a call can know")
    func templates() throws {
        let (example, _) = try example(
            """
            {"header":[{"key":"A","value":"x"},{"key":"Location","value":"/users/{{id}}"}],
             "body":"{{id}} {{q}} {{$guid}} {{other}} {{$body 'a'}}!"}
            """, url: "h/users/:id?q={{q}}&r=<string>&s=a+b")
        let template = VariableTemplate(
            body: [
                .token("id"), .literal(" "), .token("q"), .literal(" "), .token("$guid"), .literal(" {{other}} "),
                .token("$body 'a'"), .literal("!"),
            ], headers: [1: [.literal("/users/"), .token("id")]])
        #expect(example.template == .variables(template))
        #expect(
            example.origin?.query == [
                .init(name: "q", value: nil, capture: "q"), .init(name: "r", value: nil),
                .init(name: "s", value: "a b"),
            ])
    }

    @Test("counts what a base URL adds to the path as something that may be left out")
    func prefix() throws {
        let project = try read(
            #"{"name":"R","request":{"url":"{{url}}/users"},"response":[{}]}"#,
            #","variable":[{"key":"url","value":"https://h/api/v1"}]"#)
        #expect(project.routes.map(\.name) == ["GET /api/v1/users"])
        #expect(project.routes.map(\.optionalPrefix) == [2])
    }

    @Test(
        "reads request bodies by their mode",
        arguments: [
            (#"{"mode":"raw","raw":"x"}"#, .text("x")), (#"{"mode":"raw","raw":"x","disabled":true}"#, nil),
            (
                #"{"mode":"urlencoded","urlencoded":[{"key":"a","value":"1"},{"key":"b","disabled":true}]}"#,
                .form([.init("a", "1")])
            ),
            (
                #"{"mode":"formdata","formdata":[{"key":"a","value":"1"},{"key":"f","type":"file","src":"x"}]}"#,
                .multipart([.init("a", "1")])
            ),
            (#"{"mode":"graphql","graphql":{"query":"{a}","variables":""}}"#, .graphQL(query: "{a}", variables: nil)),
            (#"{"mode":"file","file":{"src":"x"}}"#, nil),
        ] as [(String, OriginBody?)])
    func requestBodies(json: String, expected: OriginBody?) throws {
        let project = try read(#"{"name":"R","request":{"url":"h/a","body":\#(json)},"response":[{}]}"#)
        #expect(project.routes.first?.examples.first?.origin?.body == expected)
    }

    @Test(
        "refuses what is no collection with one clear problem",
        arguments: [
            (#"{"requests":[],"order":[]}"#, "old-collection"), (#"{"a":1}"#, "bad-collection"),
            ("[]", "bad-collection"), ("{", "bad-json"), ("", "bad-json"), (#"{"item":{}}"#, "bad-collection"),
        ])
    func refuses(text: String, problem: String) {
        #expect {
            try PostmanReader.read(Array(text.utf8), name: "c.json", root: "/", options: SourceOptions())
        } throws: {
            ($0 as? Problem)?.name == problem
        }
    }

    @Test("reads a collection that stands in an object, with a byte-order mark")
    func wrapped() throws {
        let text = "\u{FEFF}" + #"{"collection":{"item":[{"name":"R","request":"h/a","response":[{}]}]}}"#
        let project = try PostmanReader.read(Array(text.utf8), name: "c.json", root: "/", options: SourceOptions())
        #expect(project.routes.map(\.name) == ["GET /a"])
    }
}
