/// The keywords of one schema, in the order in which they are looked at.
enum SchemaKeywords {
    // MARK: - Assertions

    /// What is said of the value itself (JSON Schema 2020-12 Validation §6 and §7).
    static func assertions(_ reader: SchemaReader) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if reader.dialect.validates {
            keywords += try values(reader)
            keywords += try bounds(reader)
            if let step = try multiple(reader) { keywords.append(step) }
            if let count = try reader.counts("minLength", "maxLength") { keywords.append(.length(count)) }
            if let pattern = try reader.text("pattern") {
                keywords.append(.pattern(try reader.pattern("pattern", pattern), written: pattern))
            }
            if let count = try reader.counts("minItems", "maxItems") { keywords.append(.itemCount(count)) }
            if try reader.truth("uniqueItems") { keywords.append(.uniqueItems) }
            if let count = try reader.counts("minProperties", "maxProperties") { keywords.append(.memberCount(count)) }
            if let names = try required(reader), !names.isEmpty { keywords.append(.required(names)) }
        }
        if let format = try reader.text("format").flatMap({ SchemaFormat(rawValue: $0) }) {
            keywords.append(.format(format, isAsserted: reader.dialect.assertsFormats))
        }
        return keywords
    }

    private static func values(_ reader: SchemaReader) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let list = try reader.list("enum") { keywords.append(.values(SchemaValues(list))) }
        if reader.dialect.draft > .draft4, let value = reader["const"] {
            keywords.append(.values(SchemaValues([value])))
        }
        return keywords
    }

    private static func bounds(_ reader: SchemaReader) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        let isOld = reader.dialect.draft == .draft4
        if let least = try reader.number("minimum") {
            keywords.append(.minimum(least, isExclusive: isOld ? try reader.truth("exclusiveMinimum") : false))
        }
        if let most = try reader.number("maximum") {
            keywords.append(.maximum(most, isExclusive: isOld ? try reader.truth("exclusiveMaximum") : false))
        }
        guard !isOld else { return keywords }
        if let least = try reader.number("exclusiveMinimum") { keywords.append(.minimum(least, isExclusive: true)) }
        if let most = try reader.number("exclusiveMaximum") { keywords.append(.maximum(most, isExclusive: true)) }
        return keywords
    }

    private static func multiple(_ reader: SchemaReader) throws(SchemaError) -> SchemaKeyword? {
        guard let written = try reader.number("multipleOf"), let step = ExactDecimal(written) else { return nil }
        guard !step.isNegative, let digits = step.significand, digits > 0 else {
            throw reader.refuse("multipleOf", "must be more than 0, with at most 18 digits")
        }
        return .multipleOf(step, written: written)
    }

    /// In OpenAPI a property that only answers have is not required of requests.
    private static func required(_ reader: SchemaReader) throws(SchemaError) -> [String]? {
        // Draft 3 had a truth value beside each property; many documents of OpenAPI still do, to no effect.
        if reader.dialect.openAPI != .none, case .bool = reader["required"] { return nil }
        guard let names = try reader.texts("required") else { return nil }
        guard reader.dialect.openAPI != .none, let properties = reader["properties"] else { return names }
        return names.filter { properties[$0]?["readOnly"] != .bool(true) }
    }

    // MARK: - Applicators

    /// What is said with other schemas (JSON Schema 2020-12 Core §8.2, §10 and §11).
    static func applicators(
        _ reader: SchemaReader, _ target: SchemaTarget, _ compiler: inout SchemaCompiler
    ) throws(SchemaError) -> [SchemaKeyword] {
        var build = SchemaApplicators(reader: reader, target: target)
        try build.addItems(&compiler)
        try build.addMembers(&compiler)
        try build.addReferences(&compiler)
        try build.addBranches(&compiler)
        try build.addUnevaluated(&compiler)
        return build.keywords
    }
}
