import MockModel

/// The behaviors of a project, compiled: for a request, the layer of each kind with the most specific pattern.
struct BehaviorLayers: Sendable {
    /// What lies over one request.
    final class Layers {
        var delay: (pattern: String, latency: Latency)?
        var rate: (pattern: String, rate: Rate)?
        var fail: (pattern: String, fail: Behavior.Fail)?
        var limit: (pattern: String, limit: Behavior.Limit)?
    }

    private let rules: [(pattern: BehaviorPattern, rule: BehaviorRule)]

    /// Compiles rules; later ones win among equally specific patterns.
    init(_ rules: [BehaviorRule]) {
        self.rules = rules.map { (BehaviorPattern($0.pattern), $0) }
            .enumerated()
            .sorted { ($0.element.0.weight, $0.offset) < ($1.element.0.weight, $1.offset) }
            .map(\.element)
    }

    /// Whether there is no rule at all.
    var isEmpty: Bool { rules.isEmpty }

    /// The layers over a request.
    func layers(method: String, segments: [String]) -> Layers {
        let layers = Layers()
        for (pattern, rule) in rules where pattern.covers(method: method, segments[...]) {
            let behavior = rule.behavior
            if let delay = behavior.delay { layers.delay = (rule.pattern, delay) }
            if let rate = behavior.rate { layers.rate = (rule.pattern, rate) }
            if let fail = behavior.fail { layers.fail = (rule.pattern, fail) }
            if let limit = behavior.limit { layers.limit = (rule.pattern, limit) }
        }
        return layers
    }
}

/// The pattern of a behavior: `/**`, `/payments/*`, `GET /users/{id}`.
struct BehaviorPattern: Sendable {
    enum Part: Sendable {
        case literal(String)
        case one
        case rest
    }

    /// The method; `nil` is any.
    let method: String?
    let parts: [Part]
    /// How much it says: text counts more than a wildcard, a wildcard more than a rest, a method a little.
    let weight: Int

    init(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1)
        method = words.count == 2 ? String(words[0]) : nil
        parts = (words.last ?? "").split(separator: "/").map(BehaviorPattern.part)
        weight = parts.reduce(method == nil ? 0 : 1) { $0 + $1.weight }
    }

    private static func part(_ text: Substring) -> Part {
        if text == "**" || text.hasPrefix("{...") { return .rest }
        if text == "*" || (text.hasPrefix("{") && text.hasSuffix("}")) { return .one }
        return .literal(PercentEncoding.decode(text))
    }

    func covers(method: String, _ segments: ArraySlice<String>) -> Bool {
        guard self.method == nil || self.method == method || self.method == "ANY" else { return false }
        return BehaviorPattern.covers(parts[...], segments)
    }

    private static func covers(_ parts: ArraySlice<Part>, _ segments: ArraySlice<String>) -> Bool {
        guard let part = parts.first else { return segments.isEmpty }
        switch part {
        case .literal(let text):
            return segments.first?.isSame(as: text) == true && covers(parts.dropFirst(), segments.dropFirst())
        case .one:
            return !segments.isEmpty && covers(parts.dropFirst(), segments.dropFirst())
        case .rest:
            return (0...segments.count).contains { covers(parts.dropFirst(), segments.dropFirst($0)) }
        }
    }
}

extension BehaviorPattern.Part {
    fileprivate var weight: Int {
        switch self {
        case .literal: 100
        case .one: 10
        case .rest: 2
        }
    }
}
