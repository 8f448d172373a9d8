import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("Pages whose browser keeps answers from them")
struct BlockedOriginsTests {
    private func lines(
        _ engine: Engine, _ origin: String, _ headers: [(String, String)] = [], method: String = "GET"
    ) -> [String] {
        let fields = [("Host", "localhost"), ("Origin", origin)] + headers
        return engine.answer(method, "/a", headers: fields)?.exchange.log.map(\.text) ?? []
    }

    @Test("are told once each, by whatever request, and no more than a few")
    func once() throws {
        let engine = Engine.of([try .named("GET /a", [.text("a")])])
        #expect(lines(engine, "https://a.test").count == 1)
        #expect(lines(engine, "https://a.test").isEmpty)
        let preflight = [("Access-Control-Request-Method", "PUT")]
        #expect(lines(engine, "https://a.test", preflight, method: "OPTIONS").isEmpty)
        #expect(
            lines(engine, "https://b.test").first?.hasPrefix(
                "CORS: browsers block answers for pages of https://b.test; ")
                == true)
        #expect(lines(engine, "http://localhost:3000").isEmpty)
        let told = (0..<100).flatMap { lines(engine, "https://c\($0).test") }
        #expect(told.count == BlockedOrigins.most - 2)
        #expect(told.last?.hasSuffix("(pages that are blocked from now on are not told)") == true)
    }

    @Test("are counted apart from the headers that are refused")
    func kinds() throws {
        let settings = Settings(cors: CORSRules(origins: .listed(["https://a.test"]), headers: ["x-a"]))
        let engine = Engine.of([try .named("GET /a", [.text("a")])], settings: settings)
        for number in 0..<100 { _ = lines(engine, "https://c\(number).test") }
        let asked = [("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "x-b")]
        #expect(lines(engine, "https://a.test", asked, method: "OPTIONS").count == 1)
    }

    @Test("are told what an answer of their own to a preflight lacks")
    func ownAnswers() throws {
        func own(_ status: Int, _ headers: [(String, String)]) throws -> Engine {
            let example = Example(
                response: Response(status: status, headers: HeaderFields(headers)), location: SourceLocation(file: "o"))
            return Engine.of([try .named("OPTIONS /a", [example])], settings: Settings(cors: CORSRules()))
        }
        func told(_ engine: Engine, _ method: String = "PUT", _ headers: String = "x-a") -> String {
            let asked = [("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers)]
            return lines(engine, "https://a.test", asked, method: "OPTIONS").joined()
        }
        let origin = ("Access-Control-Allow-Origin", "*")
        #expect(told(try own(200, [])).isEmpty, "it gets what it lacks")
        #expect(
            told(try own(200, [origin]))
                == "CORS: browsers block PUT requests of https://a.test; the answer to the preflight lacks Access-Control-Allow-Methods: PUT"
        )
        #expect(told(try own(200, [origin]), "POST", "").isEmpty)
        #expect(told(try own(200, [origin, ("Access-Control-Allow-Methods", "GET, PUT")])).hasSuffix("Headers: x-a"))
        let all = [origin, ("Access-Control-Allow-Methods", "*"), ("Access-Control-Allow-Headers", "*")]
        #expect(told(try own(200, all)).isEmpty)
        #expect(told(try own(200, all), "PUT", "authorization").hasSuffix("Headers: authorization"))
        #expect(
            told(try own(401, [])).hasSuffix("the preflight is answered with 401; only a 2xx lets the request pass"))
        #expect(
            told(try own(200, [("Access-Control-Allow-Origin", "https://b.test")])).hasSuffix(
                "the answer has an Access-Control-Allow-Origin of its own, https://b.test"))
    }

    @Test("are told of each list of headers that is refused to them")
    func headers() throws {
        let settings = Settings(cors: CORSRules(headers: ["x-a"]))
        let engine = Engine.of([try .named("GET /a", [.text("a")])], settings: settings)
        func asked(_ names: String) -> [String] {
            lines(
                engine, "https://a.test",
                [("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", names)], method: "OPTIONS"
            )
        }
        #expect(asked("x-a").isEmpty)
        #expect(asked("x-b").first?.contains("the request header x-b") == true)
        #expect(asked("x-b").isEmpty)
        #expect(asked("x-c").count == 1)
    }
}
