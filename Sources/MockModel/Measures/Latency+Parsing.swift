extension Latency {
    /// Reads a latency as users write it.
    ///
    /// `80ms` · `50ms..150ms` (even) · `normal 120ms 20ms` (mean, deviation) · `p50=80ms p95=300ms p99=1.2s` · `forever`.
    /// - Throws: `ValueError` that says what is allowed and what was probably meant.
    public init(parsing text: String) throws(ValueError) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first else { throw Latency.refusal(of: text) }
        if let cut = text.range(of: "..") {
            self = try Latency.even(text, text[..<cut.lowerBound], text[cut.upperBound...])
        } else if first == "normal" {
            self = try Latency.normal(text, Array(words.dropFirst()))
        } else if first.contains("=") {
            self = try Latency.percentiles(text, words)
        } else if text.trimmed == "forever" {
            self = .forever
        } else {
            self = try Latency.fixed(text)
        }
    }

    private static let allowed =
        "\"80ms\", \"50ms..150ms\", \"normal 120ms 20ms\", \"p50=80ms p95=300ms\" or \"forever\""

    private static func refusal(of text: String, hint: String? = nil) -> ValueError {
        ValueError("\"\(text)\" is no latency: write \(allowed)", hint: hint)
    }

    private static func fixed(_ text: String) throws(ValueError) -> Latency {
        guard Quantity(text) == nil, !text.hasPrefix("-") else { return .fixed(try Duration(mock: text)) }
        let near = Suggestion.closest(to: String(text.prefix { !$0.isWhitespace }), among: ["normal", "forever"])
        throw refusal(of: text, hint: near.map { "did you mean \"\($0)\"?" })
    }

    private static func even(
        _ text: String, _ low: Substring, _ high: Substring
    ) throws(ValueError) -> Latency {
        guard !low.trimmed.isEmpty, !high.trimmed.isEmpty else {
            throw refusal(of: text, hint: "both ends are needed: \"50ms..150ms\"")
        }
        let upper = try Duration(mock: String(high.trimmed))
        let lower = try lowerEnd(String(low.trimmed), above: String(high.trimmed))
        guard lower <= upper else {
            let turned = "\(high.trimmed)..\(low.trimmed)"
            throw ValueError("\"\(text)\" goes down: the shorter time comes first", hint: "did you mean \"\(turned)\"?")
        }
        return .even(lower, upper)
    }

    /// The lower end; one without a unit was surely meant in the unit of the upper one.
    private static func lowerEnd(_ low: String, above high: String) throws(ValueError) -> Duration {
        if let quantity = Quantity(low), quantity.unit.isEmpty, quantity.number != 0, let unit = Quantity(high)?.unit {
            throw ValueError(
                "\"\(low)\" is no duration: it has no unit (ms, s, m, h, d)",
                hint: "did you mean \"\(low)\(unit)..\(high)\"?")
        }
        return try Duration(mock: low)
    }

    private static func normal(_ text: String, _ words: [String]) throws(ValueError) -> Latency {
        guard words.count == 2 else {
            throw refusal(of: text, hint: "\"normal\" takes a mean and a deviation: \"normal 120ms 20ms\"")
        }
        return .normal(mean: try Duration(mock: words[0]), deviation: try Duration(mock: words[1]))
    }

    private static func percentiles(_ text: String, _ words: [String]) throws(ValueError) -> Latency {
        var percentiles: [Percentile] = []
        for word in words {
            let next = try percentile(word, in: text)
            if let last = percentiles.last, next.rank <= last.rank || next.value < last.value {
                throw ValueError("\"\(text)\" goes down at \"\(word)\": ranks and times rise from left to right")
            }
            percentiles.append(next)
        }
        return .percentiles(percentiles)
    }

    private static func percentile(_ word: String, in text: String) throws(ValueError) -> Percentile {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("p"), let rank = Quantity(parts[0].dropFirst()), rank.unit.isEmpty
        else { throw refusal(of: text, hint: "\"\(word)\" is no percentile such as \"p95=300ms\"") }
        guard rank.number <= 100 else {
            throw ValueError("\"\(word)\" is no percentile: the rank is at most 100", hint: "write \"p99.9=…\"")
        }
        return Percentile(rank: rank.number, value: try Duration(mock: String(parts[1])))
    }
}

extension Latency: CustomStringConvertible {
    /// The latency as users write it.
    public var description: String {
        switch self {
        case .fixed(let time): time.written
        case .even(let low, let high): "\(low.written)..\(high.written)"
        case .normal(let mean, let deviation): "normal \(mean.written) \(deviation.written)"
        case .percentiles(let percentiles):
            percentiles.map { "p\(Quantity.text($0.rank))=\($0.value.written)" }.joined(separator: " ")
        case .forever: "forever"
        }
    }
}
