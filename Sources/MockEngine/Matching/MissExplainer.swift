import MockModel

/// Says why nothing answers a request, what comes closest, and which file would answer it.
struct MissExplainer: Sendable {
    private let names: [(route: String, method: String, segments: [PathPattern.Segment])]
    private let basePath: String
    /// Comparing every route of a huge project on every miss would be a way to slow it down.
    private static let compared = 2_000

    init(_ routes: [Route], basePath: PathPattern?) {
        names = routes.prefix(MissExplainer.compared).map { ($0.name, $0.method, $0.pattern.segments) }
        self.basePath = basePath.map(\.description) ?? ""
    }

    /// No route fits; `segments` is the path below the base path, `nil` when the request lies outside of it.
    func noRoute(_ request: Request, _ segments: [String]?) -> Miss {
        guard let segments else {
            return Miss(
                title: MissExplainer.title(request), closest: [],
                hint: "All routes lie below \(basePath) (basePath in mockscript.yaml)")
        }
        return Miss(
            title: MissExplainer.title(request), closest: closest(to: request, segments),
            hint: MissExplainer.hint(method: request.method, segments))
    }

    /// The route fits, and none of its examples answers.
    func noExample(_ request: Request, route: CompiledRoute, considered: [Candidate]) -> Miss {
        let closest = considered.sorted { $0.failed.count < $1.failed.count }
        return Miss(
            title: MissExplainer.title(request), closest: Array(closest.prefix(5)),
            hint: "Save an answer for every other case: add routes\(route.route.pattern)/\(route.route.method).json")
    }

    /// A pinned example that the route does not have.
    func noPinned(_ pin: Pin, route: CompiledRoute) -> Miss {
        let existing = route.route.examples.map { "\($0.name) (\($0.response.status))" }
        let near = pin.name.flatMap { Suggestion.closest(to: $0, among: route.route.examples.map(\.name)) }
        let list = existing.isEmpty ? "no saved example" : existing.joined(separator: ", ")
        return Miss(
            title: "\(route.name) has no \(pin.wish), asked for by \(pin.source)",
            closest: route.route.examples.map {
                Candidate(route: route.name, example: $0.name, failed: ["not asked for"])
            },
            hint: near.map { "Did you mean \"\($0)\"? It has: \(list)" } ?? "It has: \(list)")
    }

    static func title(_ request: Request) -> String {
        "Nothing answers \(request.method) \(request.target)"
    }

    private static func hint(method: String, _ segments: [String]) -> String {
        let folder = segments.map { "/" + ($0.contains("/") ? PercentEncoding.encode($0) : $0) }.joined()
        return "Save an answer: add routes\(folder)/\(method).json"
    }

    private func closest(to request: Request, _ segments: [String]) -> [Candidate] {
        let scored = names.map { (distance: $0.segments.halvesAway(from: segments), route: $0) }
        let near = scored.filter { $0.distance <= max(2, segments.count) }.sorted { $0.distance < $1.distance }
        return near.prefix(3).map { Candidate(route: $0.route.route, failed: reasons($0.route.segments, segments)) }
    }

    private func reasons(_ pattern: [PathPattern.Segment], _ segments: [String]) -> [String] {
        guard pattern.count == segments.count || pattern.last?.isRest == true else {
            return ["the path has \(segments.count) segments, this route \(pattern.count)"]
        }
        return zip(pattern, segments).enumerated().compactMap { place, pair in
            pair.0.accepts(pair.1) ? nil : "segment \(place + 1) is \"\(pair.1)\", not \"\(pair.0)\""
        }
    }
}

extension PathPattern.Segment {
    fileprivate var isRest: Bool {
        if case .rest = self { return true }
        return false
    }

    /// Whether it fits a segment.
    fileprivate func accepts(_ segment: String) -> Bool {
        switch self {
        case .literal(let text): text == segment
        case .affixed(let prefix, _, let suffix): segment.hasPrefix(prefix) && segment.hasSuffix(suffix)
        case .parameter, .rest: true
        }
    }
}

extension [PathPattern.Segment] {
    /// How far a path is away, in half segments: one that differs or is missing counts two, one that is close in spelling one.
    fileprivate func halvesAway(from segments: [String]) -> Int {
        var halves = abs(count - segments.count) * 2
        for (pattern, segment) in zip(self, segments) where !pattern.accepts(segment) {
            let near = Suggestion.closest(to: segment, among: [pattern.description]) != nil
            halves += near ? 1 : 2
        }
        return halves
    }
}
