import MockModel

/// A behavior in words: `/quotes/** fails 5 % of calls with 503`.
struct BehaviorText {
    let rule: BehaviorRule

    /// The sentence.
    var sentence: String {
        let behavior = rule.behavior
        var parts: [String] = []
        if let fail = behavior.fail { parts.append(BehaviorText.fail(fail)) }
        if let limit = behavior.limit {
            let calls = "\(limit.requests) call\(limit.requests == 1 ? "" : "s")"
            parts.append("takes \(calls) in \(DurationText(limit.per).exact)")
        }
        if let delay = behavior.delay { parts.append("waits \(BehaviorText.latency(delay))") }
        if behavior.rate != nil { parts.append("sends slowly") }
        return "\(rule.pattern) \(parts.isEmpty ? "does nothing" : parts.joined(separator: ", "))"
    }

    private static func fail(_ fail: Behavior.Fail) -> String {
        let share = fail.rate >= 1 ? "every call" : "\(percent(fail.rate)) % of calls"
        if let fault = fail.fault { return "fails \(share) (fault \(fault.kind.rawValue))" }
        return "fails \(share) with \(fail.example.map { "example \($0)" } ?? String(fail.status))"
    }

    /// `5`, `0.5`.
    static func percent(_ share: Double) -> String {
        let thousandths = (share * 1_000).rounded()
        return thousandths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(thousandths / 10))" : "\(thousandths / 10)"
    }

    private static func percentRank(_ rank: Double) -> String {
        rank == rank.rounded() ? String(Int(rank)) : String(rank)
    }

    /// The time before the first byte, in words.
    static func latency(_ latency: Latency) -> String {
        switch latency {
        case .fixed(let time): DurationText(time).exact
        case .even(let low, let high): "\(DurationText(low).exact) to \(DurationText(high).exact)"
        case .normal(let mean, let deviation): "about \(DurationText(mean).exact) ± \(DurationText(deviation).exact)"
        case .forever: "for ever"
        case .percentiles(let percentiles):
            percentiles.map { "\(DurationText($0.value).exact) at p\(percentRank($0.rank))" }.joined(separator: ", ")
        }
    }
}

extension DurationText {
    /// A set time in its largest unit: `80 ms`, `1.5 s`, `1 min`.
    var exact: String {
        let milliseconds = length / .milliseconds(1)
        let units = [(60_000.0, "min"), (1_000.0, "s")]
        for (size, name) in units
        where milliseconds >= size && (milliseconds / size * 10).rounded() == milliseconds / size * 10 {
            let value = milliseconds / size
            return value == value.rounded() ? "\(Int(value)) \(name)" : "\(value) \(name)"
        }
        return "\(Int(milliseconds.rounded())) ms"
    }
}
