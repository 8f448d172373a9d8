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
        return covers(segments)
    }

    /// Where it fails, the last `**` takes one segment more: an earlier one never has to, so that the work is a product of both lengths.
    private func covers(_ segments: ArraySlice<String>) -> Bool {
        var part = 0
        var index = segments.startIndex
        var retry: (part: Int, index: Int)?
        while index < segments.endIndex {
            if part < parts.count, parts[part].isRest {
                part += 1
                retry = (part, index)
            } else if part < parts.count, parts[part].accepts(segments[index]) {
                part += 1
                index += 1
            } else {
                guard let last = retry else { return false }
                retry = (last.part, last.index + 1)
                (part, index) = (last.part, last.index + 1)
            }
        }
        return parts[part...].allSatisfy(\.isRest)
    }
}

extension BehaviorPattern.Part {
    fileprivate var isRest: Bool {
        if case .rest = self { true } else { false }
    }

    /// Whether it stands for a segment.
    fileprivate func accepts(_ segment: String) -> Bool {
        if case .literal(let text) = self { text.isSame(as: segment) } else { true }
    }

    fileprivate var weight: Int {
        switch self {
        case .literal: 100
        case .one: 10
        case .rest: 2
        }
    }
}
