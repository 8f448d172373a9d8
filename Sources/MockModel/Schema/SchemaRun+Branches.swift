extension SchemaRun {
    /// Whether a value fits a keyword that applies other schemas to the same value.
    mutating func applyBranches(
        _ keyword: SchemaKeyword, _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        switch keyword {
        case .reference(let schema): return try fits(schema, value, isReporting, &marks)
        case .dynamicReference(let start, let anchor):
            return try fits(dynamicTarget(anchor, from: start), value, isReporting, &marks)
        case .allOf(let schemas):
            var isValid = true
            for schema in schemas where try !fits(schema, value, isReporting, &marks) {
                isValid = false
                if !isReporting { return false }
            }
            return isValid
        case .anyOf(let schemas): return try applyAny(schemas, value, isReporting, &marks)
        case .oneOf(let schemas): return try applyOne(schemas, value, isReporting, &marks)
        case .not(let schema): return try applyNot(schema, value, isReporting)
        case .conditional(let condition, let then, let otherwise):
            let holds = try fits(condition, value, false, &marks)
            guard let branch = holds ? then : otherwise else { return true }
            return try fits(branch, value, isReporting, &marks)
        default: return true
        }
    }

    private mutating func applyNot(
        _ schema: Int, _ value: JSONValue, _ isReporting: Bool
    ) throws(SchemaLimit) -> Bool {
        var none: SchemaMarks?
        guard try fits(schema, value, false, &none) else { return true }
        let name = name(of: schema)
        report(isReporting) { name.isEmpty ? "must not fit what \"not\" describes" : "must not be \(name)" }
        return false
    }

    private mutating func applyAny(
        _ schemas: [Int], _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var isValid = false
        for schema in schemas where try fits(schema, value, false, &marks) {
            isValid = true
            // Every branch that fits tells what it looked at.
            if marks == nil { return true }
        }
        if !isValid, isReporting { try explain(schemas, value) }
        return isValid
    }

    private mutating func applyOne(
        _ schemas: [Int], _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var fitting: [Int] = []
        for (place, schema) in schemas.enumerated() where try fits(schema, value, false, &marks) {
            fitting.append(place)
            if fitting.count > 1, !isReporting { return false }
        }
        if fitting.count == 1 { return true }
        guard isReporting else { return false }
        if fitting.isEmpty {
            try explain(schemas, value)
        } else {
            let names = fitting.map { title(of: schemas[$0], $0) }
            report(true) { "must fit one form only, but it fits \(names.joined(separator: " and "))" }
        }
        return false
    }

    // MARK: - Explaining

    private func title(of schema: Int, _ place: Int) -> String {
        let name = name(of: schema)
        return name.isEmpty ? "form \(place + 1)" : "\"\(name)\""
    }

    /// Says which of several forms came closest, and what is wrong with it.
    private mutating func explain(_ schemas: [Int], _ value: JSONValue) throws(SchemaLimit) {
        guard !isFull else { return }
        if let message = combined(schemas, value) { return report(true) { message } }
        var best: (place: Int, notes: [Note], cost: Int)?
        for (place, schema) in schemas.enumerated() {
            let found = try notes { run throws(SchemaLimit) in
                var none: SchemaMarks?
                _ = try run.fits(schema, value, true, &none)
            }
            let cost = found.reduce(0) { $0 + $1.cost(at: path.count) }
            if best.map({ cost < $0.cost }) ?? true { best = (place, found, cost) }
        }
        guard let best else { return report(true) { "must fit one form at least, but there are none" } }
        if schemas.count > 1 {
            let name = title(of: schemas[best.place], best.place)
            report(true) { "must fit one of \(schemas.count) forms, but fits none; the closest is \(name)" }
        }
        add(best.notes)
    }

    /// The message for forms that differ in their types or values alone.
    private func combined(_ schemas: [Int], _ value: JSONValue) -> String? {
        let nodes = schemas.map { node(behind: $0) }
        let types = nodes.compactMap(\.types)
        if types.count == nodes.count, !types.contains(where: { $0.contain(value) }) {
            let all = types.reduce(into: SchemaTypes()) { $0.formUnion($1) }
            return "must be \(all.words), but it is \(SchemaText.shown(value))"
        }
        let values = nodes.compactMap { node -> [JSONValue]? in
            guard case .values(let values) = node.keywords.first else { return nil }
            return values.list
        }
        guard values.count == nodes.count, nodes.count > 1 else { return nil }
        let all = SchemaValues(values.flatMap { $0 })
        return all.contain(value) ? nil : SchemaText.values(all, value)
    }
}
