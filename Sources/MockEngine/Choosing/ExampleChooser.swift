import MockModel

/// Chooses the example of a call: the one for this turn, else those whose conditions all hold (most conditions first), else the
/// default, else the first success.
///
/// Among equals, weights and chance decide; without weights the first in file order.
struct ExampleChooser {
    /// What was chosen, and why the others were not.
    struct Choice {
        /// The place of the example; `nil` when none answers.
        var place: Int?
        /// The examples that were looked at and failed.
        var considered: [Candidate] = []
    }

    /// Asks whether an `@when` chunk holds.
    typealias WhenTest = (String) -> Result<Bool, ScriptFailure>

    let route: CompiledRoute
    let turn: Int

    /// Chooses; `@when` chunks are asked only where all else holds.
    func choose(
        in context: ConditionContext, random: inout RandomGenerator, when: WhenTest
    ) throws(ScriptFailure) -> Choice {
        var choice = Choice()
        var fitting: [Int] = []
        for (place, example) in route.route.examples.enumerated() {
            if let failed = try failures(of: example, context, when) {
                choice.considered.append(Candidate(route: route.name, example: example.name, failed: failed))
            } else {
                fitting.append(place)
            }
        }
        choice.place = best(of: fitting, &random)
        return choice
    }

    /// What keeps an example from answering; `nil` when nothing does.
    private func failures(
        of example: Example, _ context: ConditionContext, _ when: WhenTest
    ) throws(ScriptFailure) -> [String]? {
        if let turns = example.turns, !turns.contains(turn) {
            return ["turn \(turns.written), but this is call \(turn)"]
        }
        let failed = example.conditions.compactMap { $0.failure(in: context) }
        guard failed.isEmpty else { return failed }
        guard let chunk = example.when else { return nil }
        return try when(chunk).get() ? nil : ["@when does not hold (\(example.location.file))"]
    }

    private func best(of fitting: [Int], _ random: inout RandomGenerator) -> Int? {
        let examples = route.route.examples
        let ranked = fitting.map { (place: $0, rank: rank(of: examples[$0])) }
        guard let top = ranked.map(\.rank).max(), top > 0 || route.route.handler == nil else { return nil }
        let equals = ranked.filter { $0.rank == top }.map(\.place)
        return weighted(equals, &random) ?? equals.first
    }

    /// Turns before conditions, more conditions before fewer, the default before a success before the rest.
    private func rank(of example: Example) -> Int {
        let conditions = example.conditions.count + (example.when == nil ? 0 : 1)
        if example.turns != nil { return 1_000_000 + conditions }
        if conditions > 0 { return 10 + conditions }
        if example.name == "default" || example.weight != nil { return 3 }
        return example.isSuccess ? 2 : 0
    }

    private func weighted(_ places: [Int], _ random: inout RandomGenerator) -> Int? {
        let weights = places.map { route.route.examples[$0].weight ?? 1 }
        guard places.count > 1, places.contains(where: { route.route.examples[$0].weight != nil }) else { return nil }
        var draw = random.unit() * weights.reduce(0, +)
        for (place, weight) in zip(places, weights) {
            draw -= weight
            if draw < 0 { return place }
        }
        return places.last
    }
}

extension ClosedRange<Int> {
    /// The range as `@turn` writes it.
    var written: String {
        if upperBound == Int.max { return "\(lowerBound).." }
        return lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)..\(upperBound)"
    }
}
