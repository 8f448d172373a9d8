import MockModel

/// Walks the tree of one host's routes: the cost of a match grows with the path, not with the number of routes.
///
/// The most literal route wins, segment by segment: text, text around a parameter, parameter, rest. A class of constants, so that no step
/// of the way counts references.
final class RouteFinder: Sendable {
    /// A route that fits a path, and what stands for its parameters, in order.
    struct Hit {
        let route: Int
        let values: [String]
    }

    private let nodes: [RouteTree.Node]
    private let literals: LiteralTable
    /// The nodes of parameters that take the rest of a path.
    private let rests: Set<Int>

    init(_ tree: RouteTree) {
        nodes = tree.nodes
        literals = tree.literals
        rests = Set(tree.nodes.compactMap(\.rest))
    }

    /// The most literal route for a path that has the method, or `ANY`; the path begins at a place of its segments.
    func route(for method: String, _ path: PathSegments, from start: Int = 0) -> Hit? {
        var values: [String] = []
        return search(0, start, path.text.utf8.span, path, &values) { place in
            route(of: method, endingAt: place) ?? route(of: "ANY", endingAt: place)
        }
    }

    /// The methods of every route that fits a path; empty when none does.
    ///
    /// A route for the `OPTIONS` of all paths says nothing of whether a path exists.
    func methods(for path: PathSegments, from start: Int = 0) -> [String] {
        var found: [String] = []
        var values: [String] = []
        _ = search(0, start, path.text.utf8.span, path, &values) { place in
            let isRest = rests.contains(place)
            for end in nodes[place].ends where !found.contains(end.method) && !(isRest && end.method == "OPTIONS") {
                found.append(end.method)
            }
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
        if let next = literals[place, bytes, path.range(of: step)],
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
        // Most paths have one parameter, for which an array of one takes less than one that may grow.
        if values.isEmpty { values = [value] } else { values.append(value) }
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
