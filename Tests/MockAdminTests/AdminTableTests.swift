import MockEngine
import MockModel
import Synchronization
import TestSupport
import Testing

@testable import MockAdmin

/// What follows from the table of routes: the gate in front of each, the documents, the steps of handlers.
@Suite struct AdminTableTests {
    private func engine() throws -> Engine {
        let handlers = ClosureScripts([
            "POST /orders": { call, world in
                world.setValue(PackedValue(PackedNumber.integer(1)), of: "paid", ttl: nil, call: call)
                return .answer(Response(status: 201, body: .bytes(Array(#"{"id":1}"#.utf8))))
            }
        ])
        let engine = Engine.of([try .named("GET /a/{id}", [.text("a")])], handlers: handlers)
        _ = engine.call("GET", "/a/1")
        _ = engine.call("POST", "/orders", headers: [("Content-Type", "application/json")], body: "{\"a\":1}")
        _ = engine.call("GET", "/nothing")
        return engine
    }

    private func api(_ routes: [AdminRoute] = AdminAPI.table, token: String? = "t") throws -> AdminAPI {
        AdminAPI(engine: try engine(), token: token, isLoopback: true, version: "1", routes: routes)
    }

    private func status(
        _ api: AdminAPI, _ route: AdminRoute, host: String = "localhost", _ headers: [(String, String)] = []
    ) throws -> Int {
        try AdminClient(api).ask(request(route, host: host, headers)).head.status
    }

    /// A request for a route, with the body that the route shows.
    private func request(
        _ route: AdminRoute, host: String = "localhost", _ headers: [(String, String)] = [], number: Int = 1
    ) -> Request {
        var target = route.path.description
        for (name, value) in [("n", "\(number)"), ("sid", "default"), ("key", "paid"), ("name", "things"), ("id", "7")]
        {
            target = target.replacing("{\(name)}", with: value)
        }
        let body = route.sample.map { JSONWriter.compact($0) } ?? []
        return Request(
            method: route.method, target: target, headers: HeaderFields([("Host", host)] + headers), body: body)
    }

    private static let everyRoute = AdminAPI.table.indices

    @Test(arguments: everyRoute)
    func `every route refuses foreign hosts, and browsers without the token`(index: Int) throws {
        let (route, api) = (AdminAPI.table[index], try api())
        #expect((try status(api, route) == 403) == route.needsToken)
        #expect(try status(api, route, host: "evil.test") == 403)
        #expect(try status(api, route, host: "evil.test", [("Authorization", "Bearer t")]) == 403)
        for origin in [("Origin", "http://evil.test"), ("Origin", "null"), ("Sec-Fetch-Site", "same-origin")] {
            #expect(try status(api, route, [origin]) == 403)
            #expect(try status(api, route, [origin, ("Authorization", "Bearer ")]) == 403)
            #expect(try status(api, route, [origin, ("Authorization", "Bearer x")]) == 403)
            #expect(try status(self.api(), route, [origin, ("Authorization", "Bearer t")]) != 403)
            #expect(try status(self.api(token: nil), route, [origin, ("Authorization", "Bearer ")]) == 403)
        }
    }

    @Test func `a route that needs the token wants it from everybody`() throws {
        let route = AdminRoute("POST", "save", "Saves.", answers: [], needsToken: true) { _ in .answer(.json(200, 1)) }
        let api = try api([route])
        #expect(try status(api, route) == 403)
        #expect(try status(api, route, [("Authorization", "Bearer t")]) == 200)
    }

    @Test func `a literal wins over a parameter, and a path knows the methods of all its routes`() throws {
        func route(_ method: String, _ path: String) -> AdminRoute {
            AdminRoute(method, path, "", answers: []) { call in .answer(.json(200, .string("\(path) \(call["n"])"))) }
        }
        let routes = AdminRoutes(
            all: [route("GET", "calls/{n}"), route("DELETE", "calls/{n}"), route("GET", "calls/wait")])
        func found(_ method: String, _ path: [String]) -> String {
            switch routes.match(method, path) {
            case .route(let route, let parameters): "\(route.path) \(parameters["n"] ?? "")"
            case .otherMethod(let allowed): allowed.joined(separator: " ")
            case .none: "none"
            }
        }
        #expect(found("GET", ["calls", "wait"]) == "/_mock/calls/wait ")
        #expect(found("HEAD", ["calls", "7"]) == "/_mock/calls/{n} 7")
        #expect(found("PUT", ["calls", "7"]) == "GET HEAD DELETE OPTIONS")
        #expect(found("DELETE", ["calls", "wait"]) == "GET HEAD OPTIONS")
        #expect(found("GET", ["calls"]) == "none")
    }

    @Test(arguments: everyRoute)
    func `every answer fits the schema of its route`(index: Int) throws {
        let (route, api) = (AdminAPI.table[index], try api())
        for number in 1...3 {
            let request = request(route, [("Authorization", "Bearer t")], number: number)
            let (head, parts) = try AdminClient(api).ask(request)
            let target = "\(route.method) \(request.target) \(head.status)"
            let answer = route.answers.first { $0.status == head.status }
            try #require(answer != nil || (400..<500).contains(head.status), "\(target)")
            var schema = JSONObject([.init("components", ["schemas": try schemas()])])
            schema["allOf"] = [(answer?.schema ?? .reference("Problem")).json]
            let compiled = try SchemaLibrary().schema(.object(schema), at: "answer.json")
            let findings = try compiled.findings(in: try JSONValue(parsing: Array(parts.joined())))
            #expect(findings.isEmpty, "\(target): \(findings)")
        }
    }

    private func schemas() throws -> JSONValue {
        try #require(OpenAPIDocument(version: "1").json["components"]?["schemas"])
    }

    @Test func `the OpenAPI document and the list have every route`() throws {
        let client = AdminClient(try api())
        let document = try JSONValue(parsing: Array(client.get("/_mock/openapi.json").parts.joined()))
        #expect(document["openapi"] == "3.1.0")
        for route in AdminAPI.table {
            let operation = document["paths"]?[route.path.description]?[route.method.lowercased()]
            #expect(operation?["summary"]?.text == route.summary)
            let names = operation?["parameters"]?.elements?.compactMap { $0["name"]?.text } ?? []
            #expect(names == route.parameters.map(\.name))
            #expect(route.path.parameters.allSatisfy(names.contains))
        }
        let list = try JSONValue(parsing: Array(client.get("/_mock").parts.joined()))
        #expect(list["routes"]?.elements?.compactMap { $0["path"]?.text } == AdminAPI.table.map(\.path.description))
    }

    @Test func `a handler is asked again after its wait`() throws {
        let tries = Mutex(0)
        let route = AdminRoute("GET", "later", "", answers: []) { call in
            let number = tries.withLock { tries in
                tries += 1
                return tries
            }
            return number < 3 ? .again(within: .seconds(number)) : .answer(.json(200, .integer(Int64(number))))
        }
        let client = AdminClient(try api([route]))
        #expect(try client.get("/_mock/later").parts == [Array("3\n".utf8)])
        #expect(client.sleeps == [.seconds(1), .seconds(2)])
    }

    @Test func `long work is done on another thread, and the call goes on when it is done`() throws {
        let started = Mutex<[@Sendable () -> Void]>([])
        let woken = Mutex<[WaitToken]>([])
        let workers = AdminWorkers(
            start: { work in started.withLock { $0.append(work) } },
            wake: { token in woken.withLock { $0.append(token) } })
        let route = AdminRoute("GET", "long", "", answers: []) { _ in .work { .answer(.json(200, "made")) } }
        let api = AdminAPI(
            engine: try engine(), token: nil, isLoopback: true, version: "1", workers: workers, routes: [route])
        let held = HeldSteps()
        let request = Request(method: "GET", target: "/_mock/long", headers: HeaderFields([("Host", "localhost")]))
        let begun = api.begin(request, hold: held.hold)
        let first = try #require(token(of: begun), "the work is waited for")
        let early = try #require(held.take(first))
        let again = early(.elapsed)
        let second = try #require(token(of: again), "the call does not go on before the work is done")
        let work = started.withLock { $0[0] }
        work()
        #expect(woken.withLock { $0 } == [first])
        let late = try #require(held.take(second))
        guard case .deliver(let delivery) = late(.woken) else {
            Issue.record("the work is done and not delivered")
            return
        }
        #expect(delivery.response.text == "\"made\"\n")
    }

    private func token(of step: Step) -> WaitToken? {
        guard case .wait(.sleep, let token) = step else { return nil }
        return token
    }

    @Test func `a list is made in parts, also when a filter leaves nearly everything out`() {
        let body = ListBody("[", "]", count: 10_000) { $0 % 5_000 == 0 ? .integer(Int64($0)) : nil }
        var text: [UInt8] = []
        var waits = 0
        while true {
            switch body.next() {
            case .bytes(let bytes): text += bytes
            case .wait: waits += 1
            case .end:
                #expect(String(decoding: text, as: UTF8.self) == "[0,5000]")
                #expect(waits > 5)
                return
            }
        }
    }
}
