import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("Behaviors over routes")
struct BehaviorLayersTests {
    @Test(
        "cover what their pattern says",
        arguments: [
            ("/**", "/a/b", true), ("/**", "/", true), ("/a/*", "/a/b", true), ("/a/*", "/a", false),
            ("/a/**/z", "/a/b/c/z", true), ("/a/**/z", "/a/z", true), ("GET /a", "/a", true), ("POST /a", "/a", false),
            ("/users/{id}", "/users/7", true), ("/users/{id}", "/users", false), ("/**/a/**/b", "/x/a/a/y/b", true),
            ("/**/a/**/b", "/x/a/a/y/b/c", false), ("/**/a/*", "/a/a/b", true), ("/a/**", "/a", true),
            ("/a/**/**", "/a", true),
        ])
    func cover(pattern: String, path: String, covers: Bool) {
        let segments = path.split(separator: "/").map(String.init)
        #expect(BehaviorPattern(pattern).covers(method: "GET", segments[...]) == covers)
    }

    @Test("with many rests over a long path are decided without trying every way")
    func manyRests() {
        let pattern = BehaviorPattern(String(repeating: "/**/a", count: 20) + "/z")
        let segments = [String](repeating: "a", count: 2_000)
        #expect(!pattern.covers(method: "GET", segments[...]))
        #expect(pattern.covers(method: "GET", (segments + ["z"])[...]))
    }

    @Test("keep a bounded number of clients apart, however many keys they send")
    func manyKeys() {
        var counter = CallCounter()
        let limit = Behavior.Limit(requests: 1, per: .seconds(60))
        for number in 0..<250_000 {
            _ = counter.count("\(number)", limit: limit, at: Int64(number / 10_000))
            if number.isMultiple(of: 50_000) { #expect(counter.windowCount <= 100_001) }
        }
        #expect(!counter.count("249999", limit: limit, at: 25).isWithin)
        let long = String(repeating: "k", count: 60_000)
        #expect(counter.count(long, limit: limit, at: 25).isWithin)
        #expect(!counter.count(long, limit: limit, at: 26).isWithin)
    }

    @Test("let the more specific pattern win, kind by kind")
    func mostSpecificWins() {
        let layers = BehaviorLayers([
            BehaviorRule(pattern: "/pay/*", behavior: Behavior(delay: .fixed(.seconds(2)))),
            BehaviorRule(
                pattern: "/**", behavior: Behavior(delay: .fixed(.seconds(1)), rate: Rate(bytesPerSecond: 5))),
        ]).layers(method: "GET", segments: ["pay", "1"])
        #expect(layers.delay?.pattern == "/pay/*")
        #expect(layers.rate?.pattern == "/**")
    }

    @Test("limit each client by its key until the window ends")
    func limits() throws {
        let clock = FixedClock()
        let rule = BehaviorRule(
            pattern: "/**",
            behavior: Behavior(limit: .init(requests: 2, per: .seconds(60), key: "header.x-api-key")))
        let engine = Engine.of(
            [try .named("GET /q", [.text("ok")])], settings: Settings(behaviors: [rule]), clock: clock)
        func status(_ key: String) -> Int? {
            engine.answer("GET", "/q", headers: [("X-Api-Key", key)])?.response.status
        }
        #expect([status("a"), status("a"), status("a"), status("b")] == [200, 200, 429, 200])
        let refused = engine.answer("GET", "/q", headers: [("x-api-key", "a")])
        #expect(refused?.response.headers["retry-after"] == "60")
        #expect(refused?.response.text.contains("4 of 2 in 1m") == true)
        clock.advance(by: 60_000)
        #expect(status("a") == 200)
    }

    @Test("fail the wanted share of calls, the same calls for the same seed")
    func fails() throws {
        let rule = BehaviorRule(pattern: "/**", behavior: Behavior(fail: .init(rate: 0.5, status: 502)))
        func run() throws -> [Int?] {
            let engine = Engine.of(
                [try .named("GET /q", [.text("ok")])], settings: Settings(seed: 7, behaviors: [rule]))
            return (0..<200).map { _ in engine.answer("GET", "/q")?.response.status }
        }
        let first = try run()
        #expect(try run() == first)
        #expect((70...130).contains(first.filter { $0 == 502 }.count))
    }

    @Test("add their delay to that of the example")
    func addDelay() throws {
        let rule = BehaviorRule(pattern: "/**", behavior: Behavior(delay: .fixed(.milliseconds(40))))
        let engine = Engine.of(
            [try .named("GET /q", [.text("ok", delay: .fixed(.milliseconds(2)))])],
            settings: Settings(behaviors: [rule]), options: .init(delay: .fixed(.milliseconds(500))))
        #expect(engine.answer("GET", "/q")?.delay == .milliseconds(542))
    }
}
