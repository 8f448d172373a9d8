/// The keywords of one schema that hold other schemas.
struct SchemaApplicators {
    let reader: SchemaReader
    let target: SchemaTarget
    private(set) var keywords: [SchemaKeyword] = []

    init(reader: SchemaReader, target: SchemaTarget) {
        self.reader = reader
        self.target = target
    }

    private func node(_ name: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Int? {
        guard let value = reader[name] else { return nil }
        return try compiler.node(below: target, name, value: value)
    }

    private func nodes(_ name: String, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int]? {
        guard let values = try reader.list(name) else { return nil }
        var nodes: [Int] = []
        for (place, value) in values.enumerated() {
            nodes.append(try compiler.node(below: target, name, "\(place)", value: value))
        }
        return nodes
    }

    private func named(
        _ name: String, _ compiler: inout SchemaCompiler
    ) throws(SchemaError) -> [(name: String, schema: Int)]? {
        guard let members = try reader.members(name) else { return nil }
        var named: [(name: String, schema: Int)] = []
        for member in members {
            named.append((member.name, try compiler.node(below: target, name, member.name, value: member.value)))
        }
        return named
    }

    // MARK: - Lists

    mutating func addItems(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        let (prefix, rest) = try items(&compiler)
        if !prefix.isEmpty || rest != nil { keywords.append(.items(prefix: prefix, rest: rest)) }
        guard reader.dialect.draft > .draft4, let schema = try node("contains", &compiler) else { return }
        let hasCounts = reader.dialect.draft >= .draft2019 && reader.dialect.validates
        let least = hasCounts ? try reader.count("minContains") : nil
        let most = hasCounts ? try reader.count("maxContains") : nil
        let count = SchemaCount(least: least ?? 1, most: most)
        keywords.append(.contains(schema, count, marks: reader.dialect.draft == .draft2020))
    }

    private func items(_ compiler: inout SchemaCompiler) throws(SchemaError) -> (prefix: [Int], rest: Int?) {
        guard reader.dialect.hasItemLists else {
            return (try nodes("prefixItems", &compiler) ?? [], try node("items", &compiler))
        }
        guard reader["items"]?.elements != nil else { return ([], try node("items", &compiler)) }
        return (try nodes("items", &compiler) ?? [], try node("additionalItems", &compiler))
    }

    // MARK: - Objects

    mutating func addMembers(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        try addProperties(&compiler)
        if reader.dialect.draft > .draft4, let names = try node("propertyNames", &compiler) {
            keywords.append(.propertyNames(names))
        }
        try addDependencies(&compiler)
    }

    private mutating func addProperties(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        guard ["properties", "patternProperties", "additionalProperties"].contains(where: { reader[$0] != nil })
        else { return }
        var properties = SchemaProperties()
        for (name, schema) in try named("properties", &compiler) ?? [] { properties.named[TextKey(name)] = schema }
        for (written, schema) in try named("patternProperties", &compiler) ?? [] {
            properties.patterns.append((try reader.pattern("patternProperties", written), schema))
        }
        properties.others = try node("additionalProperties", &compiler)
        properties.forbidsOthers = reader["additionalProperties"] == .bool(false)
        keywords.append(.properties(properties))
    }

    private mutating func addDependencies(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        var required: [SchemaDependency] = []
        var schemas: [(name: String, schema: Int)] = []
        for member in try reader.members("dependencies") ?? [] {
            if let names = member.value.elements {
                required.append(SchemaDependency(name: member.name, required: names.compactMap(\.text)))
            } else {
                let node = try compiler.node(below: target, "dependencies", member.name, value: member.value)
                schemas.append((member.name, node))
            }
        }
        if reader.dialect.draft >= .draft2019 {
            for member in try reader.members("dependentRequired") ?? [] where reader.dialect.validates {
                let names = member.value.elements?.compactMap(\.text) ?? []
                required.append(SchemaDependency(name: member.name, required: names))
            }
            schemas += try named("dependentSchemas", &compiler) ?? []
        }
        if !required.isEmpty { keywords.append(.dependentRequired(required)) }
        if !schemas.isEmpty { keywords.append(.dependentSchemas(schemas)) }
    }

    // MARK: - The same value again

    mutating func addReferences(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        if let reference = try reader.text("$ref") {
            keywords.append(.reference(try compiler.node(following: reference, from: target)))
        }
        if reader.dialect.draft == .draft2019, let reference = try reader.text("$recursiveRef") {
            keywords.append(.reference(try compiler.node(following: reference, from: target)))
        }
        guard reader.dialect.draft == .draft2020, let reference = try reader.text("$dynamicRef") else { return }
        let (start, anchor) = try compiler.dynamicReference(reference, from: target)
        keywords.append(anchor.map { .dynamicReference(start, anchor: $0) } ?? .reference(start))
    }

    mutating func addBranches(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        if let nodes = try nodes("allOf", &compiler), !nodes.isEmpty { keywords.append(.allOf(nodes)) }
        if let nodes = try nodes("anyOf", &compiler), !nodes.isEmpty { keywords.append(.anyOf(nodes)) }
        if let nodes = try nodes("oneOf", &compiler), !nodes.isEmpty { keywords.append(.oneOf(nodes)) }
        if let schema = try node("not", &compiler) { keywords.append(.not(schema)) }
        guard reader.dialect.draft >= .draft7, let condition = try node("if", &compiler) else { return }
        let (then, otherwise) = (try node("then", &compiler), try node("else", &compiler))
        keywords.append(.conditional(condition, then: then, otherwise: otherwise))
    }

    mutating func addUnevaluated(_ compiler: inout SchemaCompiler) throws(SchemaError) {
        guard reader.dialect.draft >= .draft2019, reader.dialect.looksAtUnevaluated else { return }
        if let schema = try node("unevaluatedItems", &compiler) { keywords.append(.unevaluatedItems(schema)) }
        if let schema = try node("unevaluatedProperties", &compiler) { keywords.append(.unevaluatedProperties(schema)) }
    }
}
