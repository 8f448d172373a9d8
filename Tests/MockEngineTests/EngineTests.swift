import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("The engine")
struct EngineTests {
    @Test("sends a plain example as it is, and numbers the calls")
    func sendsPlain() throws {
        let engine = Engine.of([try .named("GET /hello", [.text("hi", status: 201)])])
        let delivery = try #require(engine.answer("GET", "/hello"))
        #expect(delivery.response.status == 201)
        #expect(delivery.response.text == "hi")
        #expect(delivery.exchange.call == 1)
        #expect(engine.answer("GET", "/hello")?.exchange.call == 2)
        #expect(engine.journal.exchanges.map(\.call) == [1, 2])
    }

    @Test("answers HEAD as GET, OPTIONS and 405 from what exists")
    func automatic() throws {
        let engine = Engine.of([try .named("GET /a", [.text("a")]), try .named("PUT /a", [.text("b")])])
        #expect(engine.answer("HEAD", "/a")?.response.status == 200)
        #expect(engine.answer("OPTIONS", "/a")?.response.headers["allow"] == "GET, HEAD, OPTIONS, PUT")
        let refused = engine.answer("DELETE", "/a")
        #expect(refused?.response.status == 405)
        #expect(refused?.response.headers["Allow"] == "GET, HEAD, OPTIONS, PUT")
    }

    @Test("serves the turns of a route, then its default")
    func turns() throws {
        let examples: [Example] = [.text("up"), .text("down", name: "broken", status: 503, turns: 1...2)]
        let engine = Engine.of([try .named("GET /s", examples)])
        #expect((1...4).map { _ in engine.answer("GET", "/s")?.response.status } == [503, 503, 200, 200])
    }

    @Test("sends a pinned example without running the handler")
    func pins() throws {
        let handlers = ClosureScripts(["GET /u": { (_, _) in .answer(Response(status: 299)) }])
        let engine = Engine.of(
            [try .named("GET /u", [.text("ok"), .text("gone", name: "gone", status: 410)])], handlers: handlers)
        #expect(engine.answer("GET", "/u")?.response.status == 299)
        for header in [
            ("X-Mock-Example", "gone"), ("X-Mock-Status", "410"), ("x-mock-response-name", "gone"),
            ("x-mock-response-code", "410"), ("Prefer", "example=gone"), ("Prefer", "code=410"),
        ] {
            #expect(engine.answer("GET", "/u", headers: [header])?.response.text == "gone", "\(header)")
        }
        let unknown = engine.answer("GET", "/u", headers: [("X-Mock-Example", "gnoe")])
        #expect(unknown?.response.status == 404)
        #expect(unknown?.response.text.contains("Did you mean \\\"gone\\\"?") == true)
    }

    @Test("gives a handler the example it starts as, the parameters and the turn")
    func runsHandlers() throws {
        let handlers = ClosureScripts([
            "GET /u/{id}": { (call, world) in
                let sum = world.increment("n", by: .integer(2), call: call)
                let id = call.parameters.first?.value ?? ""
                let text = "\(id) \(call.turn) \(call.example?.name ?? "-") \(sum.map(\.double) ?? 0)"
                return .answer(Response(body: .bytes(Array(text.utf8))))
            }
        ])
        let engine = Engine.of([try .named("GET /u/{name}", [.text("saved")])], handlers: handlers)
        #expect(engine.answer("GET", "/u/7")?.response.text == "7 1 default 2.0")
        #expect(engine.answer("GET", "/u/8")?.response.text == "8 2 default 4.0")
        #expect(engine.journal.exchanges.last?.changes.first?.place == .key("n"))
    }

    @Test("lets a handler wait while others answer")
    func waits() throws {
        let handlers = ClosureScripts(["GET /slow": { (_, _) in .sleep(.seconds(9), then: Response(status: 202)) }])
        let engine = Engine.of([try .named("GET /fast", [.text("ok")])], handlers: handlers)
        let request = Request(method: "GET", target: "/slow")
        guard case .wait(.sleep(let duration), let token) = engine.begin(request) else {
            Issue.record("the handler did not wait")
            return
        }
        #expect(duration == .seconds(9))
        #expect(engine.answer("GET", "/fast")?.response.status == 200)
        guard case .deliver(let delivery) = engine.resume(token, with: .elapsed) else {
            Issue.record("the handler did not answer")
            return
        }
        #expect(delivery.response.status == 202)
    }

    @Test("answers a failed handler with where and what")
    func failures() throws {
        let handlers = ClosureScripts([
            "GET /f": { (_, _) throws(ScriptFailure) in
                throw ScriptFailure(
                    .runtime, "nil field 'product'",
                    frames: [.init(location: SourceLocation(file: "routes/f/route.lua", line: 20))])
            }
        ])
        let delivery = Engine.of([], handlers: handlers).answer("GET", "/f")
        #expect(delivery?.response.status == 500)
        #expect(delivery?.response.text.contains("routes/f/route.lua:20") == true)
        #expect(delivery?.response.text.contains("nil field 'product'") == true)
    }

    @Test("explains a miss with the closest route and the file to add")
    func explainsMisses() throws {
        let engine = Engine.of([try .named("GET /products/{id}", [.text("p")])])
        let text = engine.answer("GET", "/prodcts/tee")?.response.text ?? ""
        #expect(text.contains("GET /products/{id}"))
        #expect(text.contains("segment 1 is \\\"prodcts\\\", not \\\"products\\\""))
        #expect(text.contains("No route has this path: did you mean GET /products/tee?"))
        #expect(engine.answer("GET", "/else")?.response.text.contains("routes/else/GET.json") == true)
    }

    @Test("refuses a request that names an unknown session")
    func unknownSession() throws {
        let engine = Engine.of([try .named("GET /", [.text("ok")])])
        #expect(engine.answer("GET", "/", headers: [("X-Mock-Session", "default")])?.response.status == 200)
        let refused = engine.answer("GET", "/", headers: [("x-mock-session", "k3g")])
        #expect(refused?.response.status == 400)
        #expect(refused?.response.text.contains("no session \\\"k3g\\\"; there are: default") == true)
    }

    @Test("answers only below the base path, and for the host of a route")
    func basePathAndHost() throws {
        var api = try Route.named("GET /a", [.text("api")])
        api = Route(method: "GET", pattern: api.pattern, host: "api.test", examples: api.examples)
        let settings = Settings(basePath: try PathPattern(parsing: "/v1"))
        let engine = Engine.of([try .named("GET /a", [.text("any")]), api], settings: settings)
        #expect(engine.answer("GET", "/v1/a")?.response.text == "any")
        #expect(engine.answer("GET", "/v1/a", headers: [("Host", "API.test:80")])?.response.text == "api")
        #expect(engine.answer("GET", "/a")?.response.text.contains("did you mean GET /v1/a?") == true)
    }

    @Test("chooses by weight, the same for the same seed")
    func weights() throws {
        let examples: [Example] = [.text("a", weight: 3), .text("b", name: "b", weight: 1)]
        func run() throws -> [String?] {
            let engine = Engine.of([try .named("GET /w", examples)], settings: Settings(seed: 3))
            return (0..<400).map { _ in engine.answer("GET", "/w")?.response.text }
        }
        let first = try run()
        #expect(try run() == first)
        #expect((60...140).contains(first.filter { $0 == "b" }.count))
    }
}
