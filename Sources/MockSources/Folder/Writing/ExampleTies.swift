import MockModel

/// Finds the routes whose examples need an id in writing, because nothing but the order in their source tells them from others.
enum ExampleTies {
    /// The routes that may be equally near to a request, or have an example of the same name and method.
    static func routes(in routes: [Route]) -> Set<Int> {
        var found = namesakes(in: routes)
        let paths = routes.enumerated().flatMap { index, route in Path.all(of: route, index) }
        for group in Dictionary(grouping: paths, by: \.shape).values where group.count > 1 {
            for (place, left) in group.enumerated() {
                for right in group[(place + 1)...] where left.route != right.route && left.overlaps(right) {
                    found.formUnion([left.route, right.route])
                }
            }
        }
        return found
    }

    private static func namesakes(in routes: [Route]) -> Set<Int> {
        var first: [String: Int] = [:]
        var found: Set<Int> = []
        for (index, route) in routes.enumerated() {
            for example in route.examples {
                guard let other = first["\(route.method) \(example.name)"] else {
                    first["\(route.method) \(example.name)"] = index
                    continue
                }
                if other != index { found.formUnion([other, index]) }
            }
        }
        return found
    }

    /// What two paths have in common that a request may be equally near to.
    private struct Shape: Hashable {
        let method: String
        let count: Int
        let wildcards: Int
        let isShortened: Bool
    }

    /// One way to write the path of a route: whole, or without the part that callers may leave out.
    private struct Path {
        let route: Int
        let shape: Shape
        let segments: ArraySlice<PathPattern.Segment>

        static func all(of route: Route, _ index: Int) -> [Path] {
            let whole = route.pattern.segments[...]
            let paths = route.optionalPrefix > 0 ? [whole, whole.dropFirst(route.optionalPrefix)] : [whole]
            return paths.map { segments in
                let wildcards = segments.count { $0.name != nil }
                return Path(
                    route: index,
                    shape: Shape(
                        method: route.method, count: segments.count, wildcards: wildcards,
                        isShortened: segments.count < whole.count), segments: segments)
            }
        }

        func overlaps(_ other: Path) -> Bool {
            zip(segments, other.segments).allSatisfy { left, right in
                guard case .literal(let text) = left, case .literal(let other) = right else { return true }
                return text.isSame(as: other)
            }
        }
    }
}
