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
