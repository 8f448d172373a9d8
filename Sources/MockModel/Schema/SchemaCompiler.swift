/// Turns schemas into nodes: each place becomes one, whichever way leads to it, and references become numbers.
struct SchemaCompiler {
    private let mostNodes: Int

    private var index: SchemaIndex
    private var nodes: [SchemaNode] = []
    private var places: [SchemaPlace] = []
    private var known: [SchemaPlace: Int] = [:]
    private var pending: [(node: Int, target: SchemaTarget)] = []
    /// The names that dynamic references look for.
    private var dynamicNames: Set<String> = []

    private init(_ library: SchemaLibrary, mostNodes: Int = 100_000) {
        index = SchemaIndex(library)
        self.mostNodes = mostNodes
    }

    /// Compiles what a reference leads to that stands in a document.
    static func compile(
        _ reference: String, in document: SchemaLibrary.Document, _ library: SchemaLibrary
    ) throws(SchemaError) -> JSONSchema {
        var compiler = SchemaCompiler(library)
        let root = try compiler.index.read(document)
        let target = try compiler.index.resolve(reference, from: root.place, in: root.resource)
        return try compiler.run(target)
    }

    /// Compiles whole documents together: what several refer to is compiled once, so that the work does not grow with the number of
    /// ways that lead there.
    ///
    /// - Returns: the schemas by the URIs of their documents, or what is wrong, each error once.
    static func compile(
        _ documents: [SchemaLibrary.Document], _ library: SchemaLibrary
    ) -> (schemas: [String: JSONSchema], errors: [SchemaError]) {
        var compiler = SchemaCompiler(library, mostNodes: 1_000_000)
        var roots: [String: Int] = [:]
        var errors: [SchemaError] = []
        for document in documents {
            do throws(SchemaError) {
                let root = try compiler.index.read(document)
                roots[document.uri] = try compiler.node(
                    try compiler.index.resolve("#", from: root.place, in: root.resource))
            } catch { errors.append(error) }
        }
        errors += compiler.compilePending()
        errors += errors.isEmpty ? SchemaCircle(compiler.nodes, compiler.places).errors() : []
        guard errors.isEmpty, let anchors = try? compiler.dynamicAnchors() else { return ([:], errors) }
        let nodes = compiler.nodes
        return (roots.mapValues { JSONSchema(nodes: nodes, root: $0, dynamicAnchors: anchors) }, [])
    }

    /// Compiles what is still to be compiled; what is wrong is left out.
    private mutating func compilePending() -> [SchemaError] {
        var errors: [SchemaError] = []
        while let next = pending.popLast() {
            do throws(SchemaError) {
                try compile(next.target, as: next.node)
                if pending.isEmpty { try addDynamicTargets() }
            } catch { errors.append(error) }
        }
        return errors
    }

    private mutating func run(_ root: SchemaTarget) throws(SchemaError) -> JSONSchema {
        let first = try node(root)
        while let next = pending.popLast() {
            try compile(next.target, as: next.node)
            if pending.isEmpty { try addDynamicTargets() }
        }
        try SchemaCircle(nodes, places).refuse()
        return JSONSchema(nodes: nodes, root: first, dynamicAnchors: try dynamicAnchors())
    }

    /// The node of a schema; it is compiled later, so that schemas may refer to each other.
    mutating func node(_ target: SchemaTarget) throws(SchemaError) -> Int {
        if let node = known[target.place] { return node }
        guard nodes.count < mostNodes, !WorkLimit.isReached else {
            throw SchemaError(
                document: target.place.document, pointer: target.place.pointer,
                message: "more than \(mostNodes) schemas hang together")
        }
        known[target.place] = nodes.count
        nodes.append(SchemaNode(resource: target.resource, name: SchemaCompiler.name(of: target)))
        places.append(target.place)
        pending.append((nodes.count - 1, target))
        return nodes.count - 1
    }

    /// The node of a schema below another one.
    mutating func node(below target: SchemaTarget, _ steps: String..., value: JSONValue) throws(SchemaError) -> Int {
        let pointer = steps.reduce(target.place.pointer) { JSONPointer.appending($1, to: $0) }
        let place = SchemaPlace(document: target.place.document, pointer: pointer)
        switch value {
        case .object, .bool: return try node(index.indexed(place, value: value, in: target.resource))
        default:
            throw SchemaError(
                document: place.document, pointer: pointer,
                message: "a schema is an object, true or false, not \(SchemaText.shown(value))")
        }
    }

    /// The node that a reference leads to, with its resource.
    mutating func node(following reference: String, from target: SchemaTarget) throws(SchemaError) -> Int {
        let found = try index.resolve(reference, from: target.place, in: target.resource)
        return try node(below: found, value: found.value)
    }

    private static func name(of target: SchemaTarget) -> String {
        if let title = target.value["title"]?.text { return title }
        guard let steps = JSONPointer.steps(target.place.pointer), let last = steps.last else { return "" }
        let holder = steps.dropLast().last
        return ["$defs", "definitions", "schemas"].contains(holder) ? last : ""
    }

    // MARK: - Dynamic references

    /// The node where a dynamic reference begins, and the name it looks for; `nil` when it is like any other reference.
    mutating func dynamicReference(
        _ reference: String, from target: SchemaTarget
    ) throws(SchemaError) -> (node: Int, anchor: String?) {
        let found = try index.resolve(reference, from: target.place, in: target.resource)
        let start = try node(below: found, value: found.value)
        guard let name = SchemaURI(reference).fragment,
            index.resources[found.resource].dynamicAnchors[name]?.place == found.place
        else { return (start, nil) }
        dynamicNames.insert(name)
        return (start, name)
    }

    private mutating func addDynamicTargets() throws(SchemaError) {
        for resource in index.resources {
            for (name, target) in resource.dynamicAnchors where dynamicNames.contains(name) { _ = try node(target) }
        }
    }

    private func dynamicAnchors() throws(SchemaError) -> [[String: Int]] {
        index.resources.map { resource in
            var anchors: [String: Int] = [:]
            for (name, target) in resource.dynamicAnchors { anchors[name] = known[target.place] }
            return anchors
        }
    }

    // MARK: - One schema

    private mutating func compile(_ target: SchemaTarget, as node: Int) throws(SchemaError) {
        if target.value == .bool(true) { return }
        guard case .object(let object) = target.value else {
            nodes[node].keywords = [.nothing]
            return
        }
        let resource = index.resources[target.resource]
        let reader = SchemaReader(
            object: object, place: target.place, dialect: resource.dialect, isLoose: resource.isLoose)
        if resource.dialect.referenceStandsAlone, let reference = try reader.text("$ref") {
            nodes[node].isNullable = reader.isNullable
            nodes[node].keywords = [.reference(try self.node(following: reference, from: target))]
            return
        }
        var made = nodes[node]
        if resource.dialect.validates { made.types = try reader.types() }
        made.isNullable = reader.isNullable
        made.keywords = try SchemaKeywords.assertions(reader)
        made.keywords += try SchemaKeywords.applicators(reader, target, &self)
        made.looksAtUnevaluated = made.keywords.contains(where: \.looksAtUnevaluated)
        nodes[node] = made
    }
}

extension SchemaKeyword {
    fileprivate var looksAtUnevaluated: Bool {
        switch self {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }
}
