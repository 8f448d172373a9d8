import MockModel

/// The routes of one host as a tree of segments; `RouteFinder` walks it.
struct RouteTree: Sendable {
    /// One segment's place in the tree.
    struct Node {
        var affixed: [Affixed] = []
        var parameter: Int?
        var rest: Int?
        /// Routes that end here: method and place in the list of routes.
        var ends: [(method: String, route: Int)] = []
    }

    /// Text around a parameter, and where it leads.
    struct Affixed {
        let prefix: String
        let suffix: String
        let node: Int

        /// What stands for the parameter, when the segment fits.
        func value(in segment: String) -> String? {
            guard segment.hasText(prefix, suffix) else { return nil }
            return segment.without(prefix, suffix)
        }
    }

    private(set) var nodes = [Node()]
    private(set) var literals = LiteralTable()

    /// Puts a route into the tree.
    mutating func insert(method: String, pattern: PathPattern, route: Int) {
        var place = 0
        for segment in pattern.segments { place = child(of: place, for: segment) }
        nodes[place].ends.append((method, route))
    }

    private mutating func child(of place: Int, for segment: PathPattern.Segment) -> Int {
        if let known = existingChild(of: place, for: segment) { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        switch segment {
        case .literal(let text): literals[place, text] = new
        case .affixed(let prefix, _, let suffix): addAffixed(prefix, suffix, leadingTo: new, at: place)
        case .parameter: nodes[place].parameter = new
        case .rest: nodes[place].rest = new
        }
        return new
    }

    private func existingChild(of place: Int, for segment: PathPattern.Segment) -> Int? {
        switch segment {
        case .literal(let text): literals[place, text]
        case .affixed(let prefix, _, let suffix):
            nodes[place].affixed.first { $0.prefix.isSame(as: prefix) && $0.suffix.isSame(as: suffix) }?.node
        case .parameter: nodes[place].parameter
        case .rest: nodes[place].rest
        }
    }

    /// Longer texts are more literal and are tried first.
    private mutating func addAffixed(_ prefix: String, _ suffix: String, leadingTo node: Int, at place: Int) {
        nodes[place].affixed.append(Affixed(prefix: prefix, suffix: suffix, node: node))
        nodes[place].affixed.sort {
            $0.prefix.utf8.count + $0.suffix.utf8.count > $1.prefix.utf8.count + $1.suffix.utf8.count
        }
    }
}
