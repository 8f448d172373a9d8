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

    let route: CompiledRoute
    let turn: Int

    /// Chooses; `@when` chunks are asked only where all else holds, and chance only where weights decide.
    ///
    /// - Parameter when: asks whether an `@when` chunk holds.
    func choose<Failure>(
        in context: ConditionContext, chance: () -> Double, when: (String) -> Result<Bool, Failure>
    ) throws(Failure) -> Choice {
        var choice = Choice()
        var best = Best()
        for place in route.rules.indices {
            let rule = route.rules[place]
            if let failed = try failures(of: rule, context, when) {
                choice.considered.append(Candidate(route: route.name, example: rule.name, failed: failed))
            } else {
                best.take(place, rank: rule.rank)
            }
        }
        guard let first = best.place, best.rank > 0 || route.route.handler == nil else { return choice }
        choice.place = best.equals.isEmpty ? first : weighted([first] + best.equals, chance)
        return choice
    }

    /// What keeps an example from answering; `nil` when nothing does.
    private func failures<Failure>(
        of rule: ExampleRule, _ context: ConditionContext, _ when: (String) -> Result<Bool, Failure>
    ) throws(Failure) -> [String]? {
        if let turns = rule.turns, !turns.contains(turn) {
            return ["turn \(turns.written), but this is call \(turn)"]
        }
        let failed = rule.failures(in: context)
        guard failed.isEmpty else { return failed }
        guard let chunk = rule.when else { return nil }
        return try when(chunk).get() ? nil : ["@when does not hold (\(rule.file))"]
    }

    /// The examples that rank highest so far.
    private struct Best {
        private(set) var rank = Int.min
        private(set) var place: Int?
        /// Those behind the first of them.
        private(set) var equals: [Int] = []

        mutating func take(_ place: Int, rank: Int) {
            if rank == self.rank { return equals.append(place) }
            guard rank > self.rank else { return }
            self = Best(rank: rank, place: place)
        }
    }

    /// By weight, where one has a weight; else the first.
    private func weighted(_ places: [Int], _ chance: () -> Double) -> Int? {
        guard places.contains(where: { route.rules[$0].weight != nil }) else { return places.first }
        let weights = places.map { route.rules[$0].weight ?? 1 }
        var draw = chance() * weights.reduce(0, +)
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
