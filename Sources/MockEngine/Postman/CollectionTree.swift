import MockModel

/// Paths of a collection as a tree of segments, so that the cost of a match does not grow with the number of examples.
///
/// Unlike `RouteTree` it gives every pattern that a path fits, not the most literal: Postman scores all of them.
struct CollectionTree: Sendable {
    private struct Node {
        var literals: [TextKey: Int] = [:]
        var affixed: [(prefix: String, suffix: String, node: Int)] = []
        var parameter: Int?
        /// Numbers of what ends here, by method.
        var ends: [String: [Int]] = [:]
    }

    private var nodes = [Node()]

    /// Puts a number at the end of a path.
    mutating func insert(_ number: Int, method: String, segments: some Sequence<PathPattern.Segment>) {
        var place = 0
        for segment in segments { place = child(of: place, for: segment) }
        nodes[place].ends[method, default: []].append(number)
    }

    /// The numbers at the end of every pattern that the segments fit.
    func numbers(method: String, segments: [String]) -> [Int] {
        leaves(for: segments).flatMap { nodes[$0].ends[method] ?? [] }
    }

    /// The methods that the path has.
    func methods(for segments: [String]) -> Set<String> {
        Set(leaves(for: segments).flatMap { nodes[$0].ends.keys })
    }

    /// The nodes where a path ends, level by level; no more than the tree has.
    private func leaves(for segments: [String]) -> [Int] {
        var level = [0]
        for segment in segments {
            level = level.flatMap { children(of: nodes[$0], for: segment) }
            if level.isEmpty { return [] }
        }
        return level
    }

    private func children(of node: Node, for segment: String) -> [Int] {
        var found: [Int] = []
        if let literal = node.literals[TextKey(segment)] { found.append(literal) }
        for affixed in node.affixed where segment.hasText(affixed.prefix, affixed.suffix) { found.append(affixed.node) }
        if let parameter = node.parameter { found.append(parameter) }
        return found
    }

    private mutating func child(of place: Int, for segment: PathPattern.Segment) -> Int {
        if let known = existingChild(of: place, for: segment) { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        switch segment {
        case .literal(let text): nodes[place].literals[TextKey(text)] = new
        case .affixed(let prefix, _, let suffix): nodes[place].affixed.append((prefix, suffix, new))
        case .parameter, .rest: nodes[place].parameter = new
        }
        return new
    }

    private func existingChild(of place: Int, for segment: PathPattern.Segment) -> Int? {
        switch segment {
        case .literal(let text): nodes[place].literals[TextKey(text)]
        case .affixed(let prefix, _, let suffix):
            nodes[place].affixed.first { $0.prefix.isSame(as: prefix) && $0.suffix.isSame(as: suffix) }?.node
        case .parameter, .rest: nodes[place].parameter
        }
    }
}

extension String {
    /// Whether it has a text at its start, one at its end, and something between them.
    func hasText(_ prefix: String, _ suffix: String) -> Bool {
        utf8.count > prefix.utf8.count + suffix.utf8.count && begins(with: prefix) && ends(with: suffix)
    }

    /// What stands between a text at its start and one at its end.
    func without(_ prefix: String, _ suffix: String) -> String {
        String(decoding: utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count), as: UTF8.self)
    }
}
