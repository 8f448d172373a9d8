import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// The stage of behaviors, by values alone.
@Suite struct LayeringTests {
    private func layers(_ behavior: Behavior, _ pattern: String = "/**") -> BehaviorLayers.Layers {
        BehaviorLayers([BehaviorRule(pattern: pattern, behavior: behavior)]).layers(method: "GET", segments: ["r"])
    }

    private func met(_ headers: [(String, String)] = []) throws -> (call: Call, route: CompiledRoute) {
        let examples = [Example.text("a"), .text("late", name: "busy", status: 503)]
        let project = StageFixture.project([try .named("GET /r", examples)])
        let (call, match) = StageFixture.met("GET /r", headers, in: project)
        return (call, try #require(match.route))
    }

    private static let within = CallCounter.Tally(isWithin: true, seen: 1, remaining: 1, reset: 1)
    private static let over = CallCounter.Tally(isWithin: false, seen: 3, remaining: 0, reset: 1_500)

    @Test func `a delay and a speed are laid over a call that passes`() throws {
        let (call, route) = try met()
        let behavior = Behavior(delay: .fixed(.milliseconds(70)), rate: Rate(bytesPerSecond: 9))
        let refusal = Layering.layer(layers(behavior), over: call, route) { _, _ in LayeringTests.within }
        #expect(refusal == nil)
        #expect(call.layeredDelay == .fixed(.milliseconds(70)) && call.layeredRate == Rate(bytesPerSecond: 9))
    }

    @Test(arguments: [(0.0, true), (1.0, false)])
    func `a failure answers as often as its rate says`(rate: Double, passes: Bool) throws {
        let (call, route) = try met()
        let layers = layers(Behavior(fail: Behavior.Fail(rate: rate, status: 502)))
        let refusal = Layering.layer(layers, over: call, route) { _, _ in LayeringTests.within }
        #expect((refusal == nil) == passes)
        #expect(refusal?.response.status == (passes ? nil : 502))
        #expect(refusal?.reason.sentence == (passes ? nil : "behavior /**: fails every call"))
    }

    @Test func `a failure sends the example that it names, when the route has it`() throws {
        let (call, route) = try met()
        let layers = layers(Behavior(fail: Behavior.Fail(rate: 1, status: 502, example: "busy")))
        let refusal = Layering.layer(layers, over: call, route) { _, _ in LayeringTests.within }
        #expect(refusal?.response.status == 503 && refusal?.response.text == "late")
        #expect(Layering.layer(layers, over: call, nil) { _, _ in LayeringTests.within }?.response.status == 502)
    }

    @Test func `a limit that is used up says when to come again`() throws {
        let (call, route) = try met([("X-Key", "k")])
        var limit = Behavior.Limit(requests: 2, per: .seconds(10))
        limit.key = "header.x-key"
        var asked: [String] = []
        let refusal = Layering.layer(layers(Behavior(limit: limit)), over: call, route) { key, _ in
            asked.append(key)
            return LayeringTests.over
        }
        #expect(asked == ["/**\u{0}k"])
        #expect(refusal?.response.status == 429)
        #expect(refusal?.response.headers["Retry-After"] == "2")
        #expect(refusal?.response.headers["RateLimit-Limit"] == "2")
        #expect(refusal?.reason.sentence == "behavior /**: 3 of 2 in 10s")
    }
}
