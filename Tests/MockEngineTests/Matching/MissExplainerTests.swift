import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("A request that no route answers")
struct MissExplainerTests {
    private func miss(
        _ request: String, _ routes: [String], base: String? = nil, host: String? = nil, file: String? = nil
    ) throws -> Miss {
        let words = request.split(separator: " ").map(String.init)
        let explainer = MissExplainer(
            try routes.map { try Route.named($0) }, basePath: try base.map { try PathPattern(parsing: $0) },
            singleFile: file)
        return explainer.noRoute(
            Request(method: words[0], target: words[1], headers: HeaderFields([("Host", host ?? "localhost:4000")])))
    }

    private static let payments = [
        "GET /payment_intents", "POST /payment_intents", "GET /payment_intents/{id}", "GET /customers/{id}/sources",
        "POST /payment_intents/{id}/confirm", "GET /{plural}.csv", "GET /files/{...path}",
    ]

    @Test("names the route that differs in letter case before one that differs in a letter")
    func letterCase() throws {
        let near = try miss("GET /J", ["GET /f", "GET /j"])
        #expect(near.closest.first?.route == "GET /j" && near.hint.hasSuffix("did you mean GET /j?"))
    }

    @Test(
        "is asked whether the nearest request is meant, by the whole path with the base path",
        arguments: [
            ("GET /v1/payment_intent", "GET /v1/payment_intents"), ("GET /payment_intents", "GET /v1/payment_intents"),
            ("GET /v1/paymentintents/pi_1", "GET /v1/payment_intents/pi_1"),
            ("POST /v1/payment_intents/pi_1/confrm", "POST /v1/payment_intents/pi_1/confirm"),
            ("HEAD /v1/Payment_Intents", "HEAD /v1/payment_intents"),
            ("GET /v2/payment_intents", "GET /v1/payment_intents"),
            ("GET /v1/customers/c%201/source", "GET /v1/customers/c%201/sources"),
            ("GET /v1/customer//sources", "GET /v1/customers/{id}/sources"),
            ("GET /v1//payment_intents", "GET /v1/payment_intents"),
            ("PUT /v1/payment_intent", "GET /v1/payment_intents"),
            ("GET /v1/file/a/b", "GET /v1/files/a/b"), ("GET /v1/orders", nil),
            ("OPTIONS /v1/payment_intent", "OPTIONS /v1/payment_intents"),
            ("GET /v1/payment_intens/%ff", "GET /v1/payment_intents/%ff"),
            ("GET /v1/payment_intens/a:b", "GET /v1/payment_intents/a:b"),
        ] as [(String, String?)])
    func question(request: String, meant: String?) throws {
        let hint = try miss(request, MissExplainerTests.payments, base: "/v1").hint
        if let meant {
            #expect(hint == "No route has this path: did you mean \(meant)?")
        } else {
            #expect(!hint.contains("did you mean"))
        }
    }

    @Test(
        "is asked by short paths as by long ones: letter case, swapped letters and abbreviations are near, parameters are no letters",
        arguments: [
            ("/V", "/v", "/v"), ("/usr", "/users", "/users"), ("/usres", "/users", "/users"),
            ("/usr/7", "/users/{id}", "/users/7"), ("/itm", "/items", "/items"), ("/ABC/x", "/abc/x", "/abc/x"),
            ("/w", "/v", nil), ("/u", "/users", nil), ("/cats", "/page", nil), ("/vv", "/v", "/v"),
            ("/x/1234567890", "/ab/{id}", nil), ("/order", "/users", nil), ("/nope", "/x", nil),
        ] as [(String, String, String?)])
    func shortPaths(path: String, route: String, meant: String?) throws {
        let hint = try miss("GET \(path)", ["GET \(route)"]).hint
        #expect(
            hint == meant.map { "No route has this path: did you mean GET \($0)?" }
                ?? "Save an answer: add routes\(path)/GET.json")
    }

    @Test(
        "is asked for no route that answers preflights of all paths, and for no other method by a parameter alone",
        arguments: ["OPTIONS /{...path}", "OPTIONS /nop", "POST /a/{...path}", "POST /{id}/lines"])
    func otherMethods(route: String) throws {
        let miss = try miss("GET /nope", [route, "GET /x"])
        #expect(miss.hint == "Save an answer: add routes/nope/GET.json")
        #expect(!miss.closest.contains { $0.route.hasPrefix("OPTIONS") })
        let based = try self.miss("GET /nope", ["OPTIONS /{...path}", "PUT /{...path}"], base: "/v1")
        #expect(based.hint == "All routes lie below /v1 (basePath in mockscript.yaml)")
    }

    @Test("sees its path as it was sent, also when that is no text")
    func undecodable() throws {
        let miss = try miss("GET /%ff", ["GET /x"])
        #expect(miss.title == "Nothing answers GET /%ff")
        #expect(
            miss.hint == "The bytes of \"%ff\" are not UTF-8, as names of routes are; a parameter takes them: "
                + "add routes/{name}/GET.json")
        let deep = try self.miss("GET /users/%ff/x/%fe", ["GET /x"])
        #expect(deep.hint.hasSuffix("add routes/users/{name}/x/{name2}/GET.json"))
        #expect(miss.closest.first?.failed == ["segment 1 is \"%ff\", not \"x\""])
        let file = try self.miss("GET /%ff", [], file: "api.lua").hint
        #expect(file.hasSuffix("add [\"GET /{name}\"] to the table of api.lua"))
        let engine = Engine.of([try .named("GET /{id}", [.text("a")])])
        let wrong = try #require(engine.answer("POST", "/%ff?x=1")?.response)
        #expect(wrong.text.contains("\"/%ff does not answer POST\""))
    }

    @Test(
        "hears of the file to add when nothing is near, and the name is one that a file can have",
        arguments: [
            ("GET /orders", "Save an answer: add routes/orders/GET.json"),
            ("GET /", "Save an answer: add routes/GET.json"),
            ("GET /o%2Fp/x", "Save an answer: add routes/o%2Fp/x/GET.json"),
            ("GET /o%7Bid%7D", "Save an answer: add routes/o%7Bid%7D/GET.json"),
            ("GET /%40me", "Save an answer: add routes/%40me/GET.json"),
            ("GET /jobs7:cancel", "Save an answer: add routes/jobs7%3Acancel/GET.json"),
            ("GET /.hidden", "Save an answer: add routes/%2Ehidden/GET.json"),
            ("GET /../x", "Save an answer: add routes/%2E./x/GET.json"),
            ("GET /100%25", "Save an answer: add routes/100%25/GET.json"),
            ("GET /Z%C3%BCrich", "Save an answer: add routes/Z\u{FC}rich/GET.json"),
            (
                "GET //orders",
                "The path has an empty segment, which no route has; without it: Save an answer: add routes/orders/GET.json"
            ),
            ("get /orders", "No file can be named after the method get: did you mean GET?"),
            ("FROB /orders", "No file can be named after the method FROB; ANY.json answers all methods"),
            (
                "GET /" + String(repeating: "x", count: 300),
                "No folder can have such a name: add routes/{...path}/GET.json"
            ),
        ])
    func file(request: String, hint: String) throws {
        #expect(try miss(request, ["GET /verydifferent"]).hint == hint)
    }

    @Test("hears where all routes lie when its path lies elsewhere and nothing is near")
    func outside() throws {
        #expect(
            try miss("GET /somewhere/else", MissExplainerTests.payments, base: "/v1").hint
                == "All routes lie below /v1 (basePath in mockscript.yaml)")
    }

    @Test("hears of the table of a project that is one Lua file")
    func singleFile() throws {
        #expect(
            try miss("GET /orders/7", [], file: "api.lua").hint
                == "Save an answer: add [\"GET /orders/7\"] to the table of api.lua")
    }

    @Test("hears that a route answers for another host")
    func host() throws {
        let pattern = try PathPattern(parsing: "/x")
        let explainer = MissExplainer([Route(method: "GET", pattern: pattern, host: "api.test")], basePath: nil)
        let miss = explainer.noRoute(Request(method: "GET", target: "/x", headers: HeaderFields([("Host", "a")])))
        #expect(miss.hint == "GET /x answers only for the host api.test: send it as Host")
        #expect(
            miss.closest == [Candidate(route: "GET @api.test/x", failed: ["it answers only for the host api.test"])])
    }

    @Test("is asked for a route of its own host before one of another host that is as near")
    func ownHost() throws {
        let pattern = try PathPattern(parsing: "/items")
        let routes = ["api.test", nil, "b.test"].map { Route(method: "GET", pattern: pattern, host: $0) }
        let explainer = MissExplainer(routes, basePath: nil)
        func hint(_ host: String) -> String {
            explainer.noRoute(Request(method: "GET", target: "/itms", headers: HeaderFields([("Host", host)]))).hint
        }
        #expect(hint("localhost") == "No route has this path: did you mean GET /items?")
        #expect(hint("api.test") == "No route has this path: did you mean GET /items?")
    }

    @Test("sees routes of its method first, then by distance, each with what differs")
    func candidates() throws {
        let closest = try miss("POST /v1/payment_intent", MissExplainerTests.payments, base: "/v1").closest
        #expect(
            closest.first
                == Candidate(
                    route: "POST /v1/payment_intents",
                    failed: ["segment 2 is \"payment_intent\", not \"payment_intents\""]))
        #expect(closest.dropFirst().first?.route == "GET /v1/payment_intents")
        #expect(closest.dropFirst().first?.failed.first == "it answers GET, not POST")
        let other = try miss("PUT /v1/payment_intent", MissExplainerTests.payments, base: "/v1").closest.first
        #expect(other?.failed.first == "it answers GET, not PUT")
        let doubled = try miss("GET //payment_intents", MissExplainerTests.payments).closest.first
        #expect(doubled == Candidate(route: "GET /payment_intents", failed: ["the path has an empty segment"]))
    }

    @Test("has the last of ten thousand routes found among a few that are compared")
    func manyRoutes() throws {
        let names = (0..<10_000).map { "GET /group\($0 % 97)/thing\($0)/{id}" } + ["GET /payment_intents/{id}"]
        let miss = try miss("GET /payment_intent/7", names)
        #expect(miss.closest.first?.route == "GET /payment_intents/{id}")
        let nearest = NearestRoutes(try names.map { try Route.named($0) }, basePath: nil)
        #expect(
            nearest.near(method: "GET", SentPath(segments: ["group7", "thing70000", "7"])).count
                <= NearestRoutes.compared.own)
        #expect(nearest.near(method: "GET", SentPath(segments: Array(repeating: "x", count: 40))).isEmpty)
        #expect(nearest.near(method: "GET", SentPath(segments: [String(repeating: "x", count: 2_000)])).isEmpty)
    }

    @Test("is told the methods of the server when it is OPTIONS *")
    func serverOptions() throws {
        let engine = Engine.of([try .named("GET /a", [.text("a")]), try .named("POST /b", [.text("b")])])
        let delivery = engine.answer("OPTIONS", "*")
        #expect(delivery?.response.status == 204)
        #expect(delivery?.response.headers["allow"] == "GET, HEAD, OPTIONS, POST")
    }
}
