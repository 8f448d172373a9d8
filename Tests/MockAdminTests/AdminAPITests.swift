import MockEngine
import MockModel
import TestSupport
import Testing

@testable import MockAdmin

@Suite("The admin API")
struct AdminAPITests {
    private func engine() throws -> Engine {
        let handlers = ClosureScripts([
            "POST /orders": { (call, world) in
                world.setValue(PackedValue(PackedNumber.integer(1)), of: "paid", ttl: nil, call: call)
                return .answer(Response(status: 201, body: .bytes(Array(#"{"id":1}"#.utf8))))
            }
        ])
        return Engine.of([try .named("GET /a/{id}", [.text("a")])], handlers: handlers)
    }

    private func ask(
        _ engine: Engine, _ target: String, isLoopback: Bool = true
    ) throws -> (status: Int, json: JSONValue) {
        let (head, body) = try bytes(engine, target, isLoopback: isLoopback)
        return (head.status, try JSONValue(parsing: Array(body.joined())))
    }

    /// The answer with its parts.
    private func bytes(
        _ engine: Engine, _ target: String, isLoopback: Bool = true
    ) throws -> (head: Response, parts: [[UInt8]]) {
        let api = AdminAPI(engine: engine, token: "t", isLoopback: isLoopback, version: "1.0.0")
        return try AdminClient(api).get(target)
    }

    @Test("shows a call with its request, why it matched, what it changed and its response")
    func showsCall() throws {
        let engine = try engine()
        _ = engine.call(
            "POST", "/orders?token=abc", headers: [("Authorization", "Bearer x")], body: #"{"card":"4242"}"#)
        let (status, call) = try ask(engine, "/_mock/calls/1", isLoopback: false)
        #expect(status == 200)
        #expect(call["request"]?["url"] == "/orders?token=•••")
        #expect(call["request"]?["headers"] == [["Authorization", "•••"]])
        #expect(call["request"]?["json"] == ["card": "4242"])
        #expect(call["match"]?["route"] == "POST /orders")
        #expect(call["handler"]?["at"] == "route.lua:1")
        #expect(call["state"] == [["key": "paid", "op": "insert", "new": 1]])
        #expect(call["response"]?["json"] == ["id": 1])
        #expect(call["at"] == "2026-01-01T00:00:00.000Z")
    }

    @Test("shows under a call what came of it later")
    func showsAftermath() throws {
        let engine = try engine()
        let exchange = try #require(engine.call("POST", "/orders")?.exchange)
        let request = OutgoingRequest(
            method: "POST", url: "http://127.0.0.1:9/hook?token=t", headers: HeaderFields([("X-Api-Key", "k")]))
        exchange.note(
            .webhook(
                WebhookAttempt(
                    id: "webhook_1", number: 1, time: 0, request: request,
                    result: .failure(OutgoingFailure(.refused, "nobody listens")), duration: .milliseconds(2),
                    retry: .seconds(1))))
        exchange.note(.failure(ScriptFailure(.runtime, "boom")))
        let call = try ask(engine, "/_mock/calls/1", isLoopback: false).1
        let webhook = try #require(call["webhooks"]?.elements?.first)
        #expect(webhook["error"] == ["kind": "refused", "message": "nobody listens"])
        #expect(webhook["request"]?["url"] == "http://127.0.0.1:9/hook?token=•••")
        #expect(webhook["request"]?["headers"] == [["X-Api-Key", "•••"]])
        #expect(webhook["retry_ms"] == 1_000)
        #expect(call["later"] == [["failed": "boom", "at": ""]])
    }

    @Test("filters calls by route, status, unmatched and since")
    func filters() throws {
        let engine = try engine()
        for target in ["/a/1", "/nothing", "/a/2"] { _ = engine.call("GET", target) }
        func ids(_ query: String) throws -> [JSONValue?] {
            try ask(engine, "/_mock/calls\(query)").1["calls"]?.elements?.map { $0["id"] } ?? []
        }
        #expect(try ids("") == [1, 2, 3])
        #expect(try ids("?route=GET%20/a/%7Bid%7D") == [1, 3])
        #expect(try ids("?status=4xx") == [2])
        #expect(try ids("?unmatched=true") == [2])
        #expect(try ids("?since=2") == [3])
        #expect(try ids("?route=GET%20/a%CC%80") == [], "texts are compared by their bytes")
    }

    @Test("finds the calls of a route by its name with the base path or without it")
    func routesBelowABase() throws {
        let settings = Settings(basePath: try PathPattern(parsing: "/v1"))
        let engine = Engine.of([try .named("GET /a/{id}", [.text("a")])], settings: settings)
        _ = engine.answer("GET", "/v1/a/1")
        for name in ["/v1/a/%7Bid%7D", "/a/%7Bid%7D"] {
            #expect(try ask(engine, "/_mock/calls?route=GET%20\(name)").1["calls"]?.elements?.count == 1, "\(name)")
        }
        for name in ["/v1", "/v2/a/%7Bid%7D"] {
            let refusal = try ask(engine, "/_mock/calls?route=GET%20\(name)").1
            #expect(refusal["status"] == 404 && refusal["hint"]?.text?.isEmpty == false, "\(refusal)")
        }
    }

    @Test("says what it has when asked for something else")
    func unknown() throws {
        let (status, problem) = try ask(engine(), "/_mock/nothing")
        #expect(status == 404)
        #expect(problem["hint"]?.text?.contains("calls/{n}") == true)
        let near = try ask(engine(), "/_mock/cals").json
        #expect(near["hint"]?.text?.hasPrefix("did you mean \"/_mock/calls\"?") == true)
        #expect(try ask(engine(), "/_mock/calls/9").0 == 404)
    }

    @Test("shows a caller on this machine what was sent, unless the settings say otherwise")
    func secrets() throws {
        let engine = try engine()
        _ = engine.call("POST", "/orders?token=abc", headers: [("Authorization", "Bearer x")])
        let call = try ask(engine, "/_mock/calls/1").json
        #expect(call["request"]?["url"] == "/orders?token=abc")
        #expect(call["request"]?["headers"] == [["Authorization", "Bearer x"]])
        var project = engine.current.project
        project.settings.redact = Settings.Redact(isAlways: true)
        engine.replace(with: CompiledProject(project, compiler: ClosureScripts([:])))
        #expect(try ask(engine, "/_mock/calls/1").json["request"]?["url"] == "/orders?token=•••")
    }

    @Test("tells no secret in a reason, in whatever way its name and value were written")
    func reasons() throws {
        let rules = ["query.token = letmein", "header.authorization = Bearer x"]
        let place = SourceLocation(file: "routes/m/GET.http")
        let example = Example.text("hi", conditions: try rules.map { try Condition(parsing: $0, at: place) })
        let engine = Engine.of([try .named("GET /m", [example])])
        _ = engine.call("GET", "/m?%54oken=S3CRET%201", headers: [("AUTHORIZATION", "Bearer S3CRET2")])
        for target in ["/_mock/calls", "/_mock/calls/1"] {
            let text = String(decoding: try bytes(engine, target, isLoopback: false).parts.joined(), as: UTF8.self)
            #expect(text.contains("query.token"))
            #expect(!text.contains("S3CRET"))
        }
        #expect(
            engine.journal.exchanges.allSatisfy { !$0.redacted(by: Redaction()).reason.sentence.contains("S3CRET") })
    }

    @Test("tells no part of a secret that lies where a long line is cut", arguments: 235...256)
    func cut(offset: Int) throws {
        let engine = try engine()
        _ = engine.call("GET", "/a/1?token=S3CRET-S3CRET-S3CRET")
        let line = String(repeating: "x", count: offset) + "S3CRET-S3CRET-S3CRET" + String(repeating: "y", count: 5_000)
        let exchange = try #require(engine.journal.exchanges.first)
        exchange.note(.log([LogLine(level: .info, text: line)]))
        let text = JSONWriter.text(ExchangeDocument(exchange, redaction: Redaction()).listed)
        #expect(text.contains("xxx") && !text.contains("S3C"))
    }

    @Test("never sends more than twice what a client sent")
    func amplification() throws {
        let engine = try engine()
        let nested = String(repeating: "[", count: 300) + String(repeating: "1,", count: 400_000) + "1"
        let bodies = [
            nested + String(repeating: "]", count: 300), String(repeating: "\u{1}", count: 800_000),
            String(repeating: "\"", count: 800_000), String(repeating: "{\"a\":[]}", count: 1),
        ]
        for (index, body) in bodies.enumerated() {
            _ = engine.call("POST", "/orders", body: body)
            let size = try bytes(engine, "/_mock/calls/\(index + 1)").parts.joined().count
            #expect(size <= 2 * body.utf8.count + 2_000)
        }
    }

    @Test("sends a long list in parts, each call with the size of a body in place of a long one")
    func parts() throws {
        let engine = try engine()
        let body = "\"" + String(repeating: "x", count: 3_000) + "\""
        for _ in 0..<200 { _ = engine.call("POST", "/orders", body: body) }
        _ = engine.call("POST", "/orders", body: String(repeating: "x", count: 500_000))
        let parts = try bytes(engine, "/_mock/calls").parts
        #expect(parts.count > 5)
        #expect(parts.allSatisfy { $0.count < 2 * ListBody.size })
        let calls = try ask(engine, "/_mock/calls").json["calls"]?.elements ?? []
        #expect(calls.count == 201)
        #expect(calls.last?["request"]?["body_size"] == 500_000)
        #expect(calls.last?["request"]?["body"] == nil)
    }

    @Test("answers HEAD as GET, OPTIONS and other methods with what a path has")
    func methods() throws {
        let client = AdminClient(AdminAPI(engine: try engine(), token: nil, isLoopback: true, version: "1.0.0"))
        func ask(_ method: String, _ target: String) throws -> Response {
            try client.ask(Request(method: method, target: target, headers: HeaderFields([("Host", "localhost")]))).head
        }
        #expect(try ask("HEAD", "/_mock/health") == ask("GET", "/_mock/health"))
        for (method, target) in [("POST", "/_mock/info"), ("DELETE", "/_mock/health"), ("OPTIONS", "/_mock/routes")] {
            let response = try ask(method, target)
            #expect(response.status == (method == "OPTIONS" ? 204 : 405))
            #expect(response.headers["allow"] == "GET, HEAD, OPTIONS")
        }
        #expect(try ask("OPTIONS", "/_mock/nothing").status == 404)
    }
}
