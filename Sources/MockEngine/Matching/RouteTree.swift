import MockModel

/// The routes of one host as a tree of segments: the cost of a match grows with the path, not with the number of routes.
///
/// The most literal route wins, segment by segment: text, text around a parameter, parameter, rest.
struct RouteTree: Sendable {
    /// One segment's place in the tree.
    private struct Node {
        var literals = LiteralTable()
        var affixed: [Affixed] = []
        var parameter: Int?
        var rest: Int?
        /// Routes that end here: method and place in the list of routes.
        var ends: [(method: String, route: Int)] = []
    }

    /// Text around a parameter, and where it leads.
    private struct Affixed {
        let prefix: String
        let suffix: String
        let node: Int

        /// What stands for the parameter, when the segment fits.
        func value(in segment: String) -> String? {
            let known = prefix.utf8.count + suffix.utf8.count
            guard segment.utf8.count > known, segment.hasPrefix(prefix), segment.hasSuffix(suffix) else { return nil }
            return String(segment.dropFirst(prefix.count).dropLast(suffix.count))
        }
    }

    /// A route that fits a path, and what stands for its parameters, in order.
    struct Hit {
        let route: Int
        let values: [String]
    }

    private var nodes = [Node()]

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
        case .literal(let text): nodes[place].literals[text] = new
        case .affixed(let prefix, _, let suffix): addAffixed(prefix, suffix, leadingTo: new, at: place)
        case .parameter: nodes[place].parameter = new
        case .rest: nodes[place].rest = new
        }
        return new
    }

    private func existingChild(of place: Int, for segment: PathPattern.Segment) -> Int? {
        switch segment {
        case .literal(let text): nodes[place].literals[text]
        case .affixed(let prefix, _, let suffix):
            nodes[place].affixed.first { $0.prefix == prefix && $0.suffix == suffix }?.node
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

extension RouteTree {
    /// The most literal route for a path that has the method, or `ANY`; the path begins at a place of its segments.
    func route(for method: String, _ path: PathSegments, from start: Int = 0) -> Hit? {
        var values: [String] = []
        return search(0, start, path.text.utf8.span, path, &values) { place in
            route(of: method, endingAt: place) ?? route(of: "ANY", endingAt: place)
        }
    }

    /// The methods of every route that fits a path; empty when none does.
    func methods(for path: PathSegments, from start: Int = 0) -> [String] {
        var found: [String] = []
        var values: [String] = []
        _ = search(0, start, path.text.utf8.span, path, &values) { place in
            for end in nodes[place].ends where !found.contains(end.method) { found.append(end.method) }
            return nil
        }
        return found
    }

    private func route(of method: String, endingAt place: Int) -> Int? {
        for end in nodes[place].ends where end.method == method { return end.route }
        return nil
    }

    /// Walks down, most literal first, and steps back where a branch has nothing that is accepted.
    private func search(
        _ place: Int, _ step: Int, _ bytes: Span<UInt8>, _ path: PathSegments, _ values: inout [String],
        _ pick: (Int) -> Int?
    ) -> Hit? {
        guard step < path.count else {
            return pick(place).map { Hit(route: $0, values: values) } ?? searchRest(place, step, path, values, pick)
        }
        if let next = nodes[place].literals[bytes, path.range(of: step)],
            let hit = search(next, step + 1, bytes, path, &values, pick)
        {
            return hit
        }
        for affixed in nodes[place].affixed {
            guard let value = affixed.value(in: path[step]) else { continue }
            if let hit = descend(affixed.node, value, step, bytes, path, &values, pick) { return hit }
        }
        if let next = nodes[place].parameter, !path.range(of: step).isEmpty,
            let hit = descend(next, path[step], step, bytes, path, &values, pick)
        {
            return hit
        }
        return searchRest(place, step, path, values, pick)
    }

    private func descend(
        _ place: Int, _ value: String, _ step: Int, _ bytes: Span<UInt8>, _ path: PathSegments,
        _ values: inout [String], _ pick: (Int) -> Int?
    ) -> Hit? {
        values.append(value)
        if let hit = search(place, step + 1, bytes, path, &values, pick) { return hit }
        values.removeLast()
        return nil
    }

    private func searchRest(
        _ place: Int, _ step: Int, _ path: PathSegments, _ values: [String], _ pick: (Int) -> Int?
    ) -> Hit? {
        guard let rest = nodes[place].rest, let route = pick(rest) else { return nil }
        return Hit(route: route, values: values + [path.joined(from: step)])
    }
}
