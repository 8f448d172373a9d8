import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// The last stage: when and how an answer is sent, by values alone.
@Suite struct DeliveringTests {
    /// One case: what was decided, what lies over the call, what the request asks for; the delay and the speed of the order.
    struct Case: Sendable {
        var latency: Latency?
        var rate: Rate?
        var fault: Fault?
        var layeredDelay: Latency?
        var layeredRate: Rate?
        var sessionDelay: Latency?
        var headers: [(String, String)] = []
        let delay: Duration?
        var speed: Rate?
    }

    private static let slow = Rate(bytesPerSecond: 1)
    private static let fast = Rate(bytesPerSecond: 9)

    static let cases: [Case] = [
        Case(delay: .zero),
        Case(latency: .fixed(.milliseconds(5)), delay: .milliseconds(5)),
        Case(
            latency: .fixed(.milliseconds(5)), layeredDelay: .fixed(.milliseconds(70)),
            sessionDelay: .fixed(.milliseconds(900)),
            delay: .milliseconds(975)),
        Case(latency: .forever, layeredDelay: .fixed(.milliseconds(70)), delay: nil),
        Case(fault: Fault(.hang), delay: nil),
        Case(latency: .fixed(.milliseconds(5)), headers: [("x-mock-response-delay", "40")], delay: .milliseconds(40)),
        Case(latency: .fixed(.milliseconds(5)), headers: [("x-mock-response-delay", "0")], delay: .milliseconds(5)),
        Case(rate: slow, layeredRate: fast, delay: .zero, speed: slow),
        Case(layeredRate: fast, delay: .zero, speed: fast),
    ]

    @Test(arguments: cases.indices)
    func `delays add up, and the speed of the answer wins over that of its path`(_ index: Int) {
        let row = DeliveringTests.cases[index]
        let facts = SessionFacts(id: "default", seed: 0, delay: row.sessionDelay, wallClock: FixedClock())
        let project = StageFixture.project([])
        let call = StageFixture.call(StageFixture.request("GET /r", row.headers), .nothing(nil))
        call.layeredDelay = row.layeredDelay
        call.layeredRate = row.layeredRate
        let decision = Decision(
            Response(status: 201), because: .standIn, fault: row.fault, latency: row.latency, rate: row.rate)
        let delivery = Delivering.deliver(decision, call, project, facts)
        #expect(delivery.delay == row.delay && delivery.rate == row.speed, "case \(index)")
        #expect(delivery.exchange.delay == row.delay ?? .zero)
    }

    @Test func `the exchange holds what the call left`() {
        let call = StageFixture.call(StageFixture.request("GET /r"), .nothing(nil), number: 7)
        call.considered = [Candidate(route: "GET /r", failed: ["no"])]
        call.write(LogLine(level: .info, text: "hello"))
        let decision = Decision(Response(status: 201), because: .standIn)
        let exchange = Delivering.deliver(decision, call, StageFixture.project([]), StageFixture.facts).exchange
        #expect(exchange.call == 7 && exchange.session == "default" && exchange.response?.status == 201)
        #expect(exchange.considered == call.considered && exchange.log == call.log)
    }

    @Test func `a page that may not read the answer is warned of once`() {
        let facts = SessionFacts(id: "default", seed: 0, delay: nil, wallClock: FixedClock())
        let lines = (0..<2).map { _ in
            let call = StageFixture.call(
                StageFixture.request("GET /r", [("Origin", "http://evil.example")]), .nothing(nil))
            return Delivering.deliver(
                Decision(Response(), because: .standIn), call, StageFixture.project([]), facts
            ).exchange.log.count
        }
        #expect(lines == [1, 0])
    }
}
