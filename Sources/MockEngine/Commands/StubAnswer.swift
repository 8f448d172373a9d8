public import MockModel

/// An answer that a command gives instead of a route.
public struct StubAnswer: Sendable {
    /// Status, header, body.
    public var response: Response
    /// The time before the first byte.
    public var delay: Latency?

    /// Makes an answer.
    public init(response: Response, delay: Latency? = nil) {
        self.response = response
        self.delay = delay
    }

    /// What a call of a route is answered with.
    func decision(for route: CompiledRoute) -> Decision {
        Decision(
            response, because: .example(route: route.name, name: "stub", pinnedBy: "session"), latency: delay)
    }
}

/// The answers that stand in for one route, oldest first.
struct RouteStubs: Sendable {
    /// One of them.
    struct Stub: Sendable {
        let answer: StubAnswer
        /// How often it may still answer; `nil` is always.
        var left: Int?
        /// How often it did.
        var used = 0
    }

    private(set) var stubs: [Stub] = []

    /// Adds an answer behind those that end.
    mutating func add(_ answer: StubAnswer, times: Int?) {
        stubs.append(Stub(answer: answer, left: times))
    }

    /// Takes the answer of a call: of those that end the oldest that is not used up, else the newest without an end.
    mutating func take() -> StubAnswer? {
        let index = stubs.firstIndex { ($0.left ?? 0) > 0 } ?? stubs.lastIndex { $0.left == nil }
        guard let index else { return nil }
        if let left = stubs[index].left { stubs[index].left = left - 1 }
        stubs[index].used += 1
        return stubs[index].answer
    }
}

extension SessionArrangement {
    /// The stubs as the admin API shows them.
    var stubDocument: JSONValue {
        .array(
            answers.sorted { $0.key < $1.key }.flatMap { route, stubs in
                stubs.stubs.map { stub -> JSONValue in
                    [
                        "route": .string(route.text), "status": .integer(Int64(stub.answer.response.status)),
                        "used": .integer(Int64(stub.used)), "left": stub.left.map { .integer(Int64($0)) } ?? .null,
                    ]
                }
            })
    }

    /// The routes with a stub that never answered.
    var unusedStubs: [String] {
        answers.filter { $0.value.stubs.contains { $0.used == 0 } }.keys.sorted().map(\.text)
    }
}
