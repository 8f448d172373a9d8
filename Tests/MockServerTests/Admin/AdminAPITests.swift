import MockEngine
import MockModel
import TestSupport
import Testing

@testable import MockServer

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

    private func ask(_ engine: Engine, _ target: String, method: String = "GET") throws -> (Int, JSONValue) {
        let api = AdminAPI(engine: engine, token: nil, isLoopback: true, version: "1.0.0")
        let response = api.answer(
            Request(method: method, target: target, headers: HeaderFields([("Host", "localhost")])))
        return (response.status, try JSONValue(parsing: response.text))
    }

    @Test("shows a call with its request, why it matched, what it changed and its response")
    func showsCall() throws {
        let engine = try engine()
        _ = engine.answer(
            "POST", "/orders?token=abc", headers: [("Authorization", "Bearer x")], body: #"{"card":"4242"}"#)
        let (status, call) = try ask(engine, "/_mock/calls/1")
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
        let exchange = try #require(engine.answer("POST", "/orders")?.exchange)
        let request = OutgoingRequest(
            method: "POST", url: "http://127.0.0.1:9/hook?token=t", headers: HeaderFields([("X-Api-Key", "k")]))
        exchange.note(
            .webhook(
                WebhookAttempt(
                    id: "webhook_1", number: 1, time: 0, request: request,
                    result: .failure(OutgoingFailure(.refused, "nobody listens")), duration: .milliseconds(2),
                    retry: .seconds(1))))
        exchange.note(.failure(ScriptFailure(.runtime, "boom")))
        let call = try ask(engine, "/_mock/calls/1").1
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
        for target in ["/a/1", "/nothing", "/a/2"] { _ = engine.answer("GET", target) }
        func ids(_ query: String) throws -> [JSONValue?] {
            try ask(engine, "/_mock/calls\(query)").1["calls"]?.elements?.map { $0["id"] } ?? []
        }
        #expect(try ids("") == [1, 2, 3])
        #expect(try ids("?route=GET%20/a/%7Bid%7D") == [1, 3])
        #expect(try ids("?status=4xx") == [2])
        #expect(try ids("?unmatched=true") == [2])
        #expect(try ids("?since=2") == [3])
    }

    @Test("says what it has when asked for something else")
    func unknown() throws {
        let (status, problem) = try ask(engine(), "/_mock/nothing")
        #expect(status == 404)
        #expect(problem["hint"]?.text?.contains("calls/N") == true)
        #expect(try ask(engine(), "/_mock/calls/9").0 == 404)
    }

    @Test("masks the members of secret names at any depth")
    func masks() throws {
        let body = try JSONValue(parsing: #"{"a":[{"client_secret":"s","accessToken":"t","name":"n"}],"password":1}"#)
        let masked = #"{"a":[{"client_secret":"•••","accessToken":"•••","name":"n"}],"password":"•••"}"#
        #expect(String(decoding: JSONWriter.compact(Masking.json(body)), as: UTF8.self) == masked)
    }
}
