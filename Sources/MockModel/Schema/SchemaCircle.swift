/// Schemas that lead back to themselves without having looked further into the value: applying one would never end.
///
/// A circle through `then`, `else`, `dependentSchemas` or a dynamic reference may end; those are met while they run.
struct SchemaCircle {
    private let nodes: [SchemaNode]
    private let places: [SchemaPlace]

    init(_ nodes: [SchemaNode], _ places: [SchemaPlace]) {
        self.nodes = nodes
        self.places = places
    }

    /// Circles that are told; each is as long as the way round.
    private static let most = 20

    /// - Throws: `SchemaError` that names the way round.
    func refuse() throws(SchemaError) {
        if let error = errors(atMost: 1).first { throw error }
    }

    /// The circles, each with the way round.
    func errors(atMost most: Int = SchemaCircle.most) -> [SchemaError] {
        var errors: [SchemaError] = []
        var state = [UInt8](repeating: 0, count: nodes.count)
        for start in nodes.indices where state[start] == 0 {
            var way = [(node: start, next: nodes[start].sameValue)]
            state[start] = 1
            while let last = way.last {
                guard let next = last.next.last else {
                    state[last.node] = 2
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next.removeLast()
                if state[next] == 1 {
                    errors.append(error(way.map(\.node), back: next))
                    if errors.count == most { return errors }
                }
                guard state[next] == 0 else { continue }
                state[next] = 1
                way.append((next, nodes[next].sameValue))
            }
        }
        return errors
    }

    private func error(_ way: [Int], back: Int) -> SchemaError {
        let start = way.firstIndex(of: back) ?? 0
        let circle = (way[start...] + [back]).map { "#" + places[$0].pointer }
        return SchemaError(
            document: places[back].document, pointer: places[back].pointer,
            message: "the schema leads back to itself without an end: \(circle.joined(separator: " → "))",
            hint: "refer to it from properties or items, which look further into the value")
    }
}

extension SchemaNode {
    /// The schemas that it always applies to the same value.
    fileprivate var sameValue: [Int] {
        keywords.flatMap { keyword -> [Int] in
            switch keyword {
            case .reference(let node), .not(let node), .conditional(let node, _, _): [node]
            case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
            default: []
            }
        }
    }
}
