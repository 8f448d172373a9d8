import MockModel

/// What an example wants of a call, and how it ranks among those that get it.
final class ExampleRule: Sendable {
    let name: String
    /// The file of the example.
    let file: String
    let turns: ClosedRange<Int>?
    let conditions: [Condition]
    /// The chunk of `@when`.
    let when: String?
    let weight: Double?
    /// Turns before conditions, more conditions before fewer, the default before a success before the rest.
    let rank: Int

    init(_ example: Example) {
        name = example.name
        file = example.location.file
        turns = example.turns
        conditions = example.conditions
        when = example.when
        weight = example.weight
        rank = ExampleRule.rank(of: example)
    }

    private static func rank(of example: Example) -> Int {
        let conditions = example.conditions.count + (example.when == nil ? 0 : 1)
        if example.turns != nil { return 1_000_000 + conditions }
        if conditions > 0 { return 10 + conditions }
        if example.name == "default" || example.weight != nil { return 3 }
        return example.isSuccess ? 2 : 0
    }

    /// The conditions that do not hold, in words; no list is made when all do.
    func failures(in context: ConditionContext) -> [String] {
        var failed: [String] = []
        for place in conditions.indices {
            if let failure = conditions[place].failure(in: context) { failed.append(failure) }
        }
        return failed
    }
}
