import Foundation
import MockEngine
import MockModel
import TestSupport
import Testing

/// The Lua files of the samples run unchanged; their examples are given here, because no source is read.
@Suite("The samples")
struct SampleTests {
    @Test("hello starts as its example and changes it")
    func hello() throws {
        let template = """
            return { body = { '{"id":', { "json", function(req) return req.params.id end }, ',"name":"Ada","note":"hi ',
            { "jsonstring", function(req) return req.query.who or 'me' end }, '","boss":null,"tags":',
            { "json", function(req) return req.queries.tag or array() end }, '}' } }
            """
        let saved = Example(
            response: Response(headers: HeaderFields([("Content-Type", "application/json")])),
            template: .script("template:GET.json"), location: SourceLocation(file: "GET.json"))
        let mock = try sample(
            "hello", files: ["template:GET.json": template],
            examples: ["GET /users/{id}": [saved, .text(#"{"error":"gone"}"#, name: "gone", status: 410)]])
        #expect(
            mock.call("GET", "/users/7?who=x") == #"200 {"id":"7","name":"Ada","note":"hi x","boss":null,"tags":[]}"#)
        #expect(
            mock.call("GET", "/users/7?name=Bob&tag=a&tag=b&who=%22")
                == #"200 {"id":"7","name":"Bob","note":"hi \"","boss":null,"tags":["a","b"]}"#)
        #expect(mock.call("GET", "/users/9") == #"410 {"error":"gone"}"#)
        #expect(mock.call("DELETE", "/users/7") == "204")
        #expect(mock.call("PUT", "/users/7", body: #"{"b":[],"a":null}"#) == #"200 {"b":[],"a":null}"#)
        #expect(mock.call("PATCH", "/users/7", body: "{}") == #"422 {"error":"nope"}"#)
    }

    @Test("movies lists with filters, order, pages and a cursor")
    func movies() throws {
        let mock = try sample("movies")
        let first = try #require(mock.delivery("GET", "/movies"))
        #expect(first.response.headers["X-Total-Count"] == "7")
        #expect(first.response.headers["Link"] == #"</movies?page=2>; rel="next""#)
        #expect(mock.call("GET", "/movies?genre=western") == "200 []")
        #expect(mock.call("GET", "/movies?sort=colour").hasPrefix("400"))
        #expect(mock.call("GET", "/movies?q=alien&sort=year").contains(#""id":1"#))
        let best = mock.call("GET", "/movies?genre=drama&min_rating=7.6&sort=-rating")
        #expect(best.contains("Arrival"))
        #expect(mock.call("GET", "/movies/1").hasPrefix("200"))
        #expect(mock.call("GET", "/movies/99") == #"404 {"error":"not_found"}"#)
        var seen = 0
        var target: String? = "/feed"
        while let current = target, seen < 20 {
            let page = try JSONValue(parsing: String(mock.call("GET", current).dropFirst(4)))
            seen += page["items"]?.elements?.count ?? 0
            target = page["next_cursor"]?.text.map { "/feed?cursor=\($0)" }
        }
        #expect(seen == 7)
    }

    @Test("oauth issues, expires and rotates tokens")
    func oauth() throws {
        let mock = try sample("oauth")
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let login = "grant_type=password&username=ada%40example.test&password=analytical"
        let issued = try #require(mock.delivery("POST", "/oauth/token", headers: form, body: login)).response
        #expect(issued.status == 200 && issued.headers["cache-control"] == "no-store")
        let tokens = try JSONValue(parsing: issued.text)
        let bearer = [("Authorization", "Bearer \(tokens["access_token"]?.text ?? "")")]
        #expect(mock.call("GET", "/me", headers: bearer).contains("Ada"))
        #expect(!mock.call("GET", "/me", headers: bearer).contains("password"))
        mock.engine.advance(by: .seconds(16 * 60))
        #expect(mock.call("GET", "/me", headers: bearer) == #"401 {"error":"invalid_token","reason":"expired"}"#)
        #expect(mock.call("GET", "/me") == #"401 {"error":"invalid_token","reason":"missing"}"#)
        let refresh = "grant_type=refresh_token&refresh_token=\(tokens["refresh_token"]?.text ?? "")"
        #expect(mock.call("POST", "/oauth/token", headers: form, body: refresh).hasPrefix("200"))
        #expect(mock.call("POST", "/oauth/token", headers: form, body: refresh) == #"400 {"error":"invalid_grant"}"#)
    }

    @Test("shop fills a cart and charges once")
    func shop() throws {
        let mock = try sample(
            "shop",
            examples: [
                "POST /carts/{id}/checkout": [
                    .text(#"{"error":"cart_empty"}"#, name: "empty", status: 409),
                    .text(#"{"error":"card_declined"}"#, name: "declined", status: 402),
                ]
            ])
        #expect(mock.call("POST", "/carts") == #"201 {"currency":"EUR","lines":[],"id":"cart_1","total":0}"#)
        #expect(mock.call("POST", "/carts/cart_1/checkout") == #"409 {"error":"cart_empty"}"#)
        let line = mock.call("POST", "/carts/cart_1/lines", body: #"{"product":"tee","qty":2}"#)
        #expect(line.hasPrefix("201") && line.contains(#""total":3800"#))
        let key = [("Idempotency-Key", "k1")]
        let paid = mock.call("POST", "/carts/cart_1/checkout", headers: key)
        #expect(paid.hasPrefix("201") && paid.contains(#""id":"ord_1""#))
        #expect(mock.call("POST", "/carts/cart_1/checkout", headers: key).hasPrefix("200"))
        #expect(mock.delivery("GET", "/orders")?.response.headers["X-Total-Count"] == "1")
        #expect(mock.call("GET", "/products/tee").contains(#""stock":3"#))
        #expect(
            mock.call("POST", "/carts/cart_1/lines", body: #"{"product":"hat"}"#)
                == #"409 {"available":0,"error":"out_of_stock"}"#)
        #expect(mock.call("GET", "/carts/nope") == #"404 {"error":"not_found"}"#)
        #expect(mock.call("POST", "/orders").hasPrefix("405"))
    }

    @Test("rates fails twice and then quotes")
    func rates() throws {
        let mock = try sample("rates", settings: Settings(network: ["https://fx.example.test"]))
        let first = try #require(mock.delivery("GET", "/quotes/ACME"))
        #expect(first.response.status == 503 && first.response.headers["retry-after"] == "1")
        #expect(mock.call("GET", "/quotes/ACME").hasPrefix("503"))
        #expect(mock.call("GET", "/quotes/ACME").contains(#""at":"2026-01-01T00:00:00Z""#))
        guard case .wait(.fetch(let request), _) = mock.engine.begin(Request(method: "GET", target: "/fx/EURUSD"))
        else {
            Issue.record("the gateway does not ask its upstream")
            return
        }
        #expect(request.url == "https://fx.example.test/rates/EURUSD" && request.timeout == .seconds(2))
    }

    private func sample(
        _ name: String, files: [String: String] = [:], examples: [String: [Example]] = [:],
        settings: Settings = Settings()
    ) throws -> LuaMock {
        let root = Corpus.packageRoot.appendingPathComponent("examples/\(name)")
        var texts = files
        var seeds: [String: JSONValue] = [:]
        let paths = try #require(FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String])
        for path in paths where !path.hasPrefix("tests/") {
            let file = root.appendingPathComponent(path)
            if path.hasSuffix(".lua") { texts[path] = try String(contentsOf: file, encoding: .utf8) }
            guard path.hasPrefix("data/") else { continue }
            seeds[file.deletingPathExtension().lastPathComponent] = try JSONValue(
                parsing: [UInt8](Data(contentsOf: file)))
        }
        let mock = try LuaMock(texts, examples: examples, seeds: seeds, settings: settings)
        #expect(!mock.problems.contains { $0.severity == .error }, "\(mock.problems)")
        return mock
    }
}
