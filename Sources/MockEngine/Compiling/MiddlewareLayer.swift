import MockModel

/// A `middleware.lua` and the folder that it covers.
struct MiddlewareLayer: Sendable {
    let script: String
    private let shape: [PathPattern.Segment]
    private let host: String?

    /// The layers of a project, outermost first.
    static func all(of scripts: [ScriptFile]) -> [MiddlewareLayer] {
        scripts.compactMap(MiddlewareLayer.init).sorted { $0.shape.count < $1.shape.count }
    }

    private init?(_ file: ScriptFile) {
        guard case .middleware(let pattern, let host) = file.kind else { return nil }
        script = file.name
        shape = pattern.segments.map(\.nameless)
        self.host = host
    }

    /// Whether it lies around a route.
    func covers(_ route: Route) -> Bool {
        (host.map { $0.isSame(as: route.host ?? "") } ?? true)
            && route.pattern.segments.map(\.nameless).starts(with: shape)
    }

    /// Whether it lies around a path that perhaps no route has; the segments are those below the base path.
    func covers(_ segments: [String], host wanted: String?) -> Bool {
        guard host.map({ $0.isSame(as: wanted ?? "") }) ?? true else { return false }
        for (index, segment) in shape.enumerated() {
            if case .rest = segment { return true }
            guard index < segments.count, segment.accepts(segments[index]) else { return false }
        }
        return true
    }
}

extension PathPattern.Segment {
    /// The segment without the name of its parameter: what matching sees of it.
    var nameless: PathPattern.Segment {
        switch self {
        case .literal: self
        case .affixed(let prefix, _, let suffix): .affixed(prefix: prefix, name: "", suffix: suffix)
        case .parameter: .parameter("")
        case .rest: .rest("")
        }
    }
}
