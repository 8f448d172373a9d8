import MockModel

/// Objects: the members of properties, of patterns and of all other names.
extension ValueGenerator {
    mutating func object(_ constraints: Constraints, at place: Place) throws(Failure) -> JSONValue {
        let echoed = echoed(constraints, place)
        let place = try identified(constraints, echoed, place)
        var members: [JSONObject.Member] = []
        for name in names(of: constraints, at: place.place) {
            if let known = place.known.first(where: { $0.name.isSame(as: name) }) {
                members.append(known)
                continue
            }
            let isRequired = constraints.required.holds(name)
            guard let value = try member(name, constraints, place.place, isRequired: isRequired) else { continue }
            members.append(.init(name, value))
        }
        try addOthers(to: &members, constraints, at: place.place)
        return .object(JSONObject(members))
    }

    /// The names of the members to make, in the order of the schema.
    private func names(of constraints: Constraints, at place: Place) -> [String] {
        let isSparse = isSparse(at: place)
        var names: [String] = []
        for property in constraints.properties {
            let isRequired = constraints.required.holds(property.name)
            guard isRequired || (!isSparse && constraints.allows(name: property.name)) else { continue }
            names.append(property.name)
        }
        for name in constraints.required where constraints.pieces(of: name) == nil { names.append(name) }
        for (name, others) in constraints.dependent where names.holds(name) {
            names += others.filter { !names.holds($0) }
        }
        guard let most = constraints.mostProperties, names.count > most else { return names }
        let spare = names.count - most
        let optional = names.filter { !constraints.required.holds($0) }.suffix(spare)
        return names.filter { !optional.holds($0) }
    }

    /// The value of a member; `nil` for one that is left out.
    private mutating func member(
        _ name: String, _ constraints: Constraints, _ place: Place, isRequired: Bool
    ) throws(Failure) -> JSONValue? {
        let schemas = schemas(of: name, constraints)
        if !isRequired, schemas.contains(where: { isOpen($0, times: place.depth < 3 ? 2 : 1) || isOpenItems($0) }) {
            return nil
        }
        var own = Constraints()
        for schema in schemas { own.absorb(schema, pieces) }
        if own.isWriteOnly { return nil }
        var inner = Place(key: "\(place.key)/\(name)", name: name, depth: place.depth + 1)
        inner.isAnswer = place.isAnswer && place.depth == 0 && ["data", "result", "item"].contains(name)
        guard isRequired else {
            inner.isOptional = true
            do throws(Failure) { return try value(of: schemas, at: inner) } catch { return nil }
        }
        return try value(of: schemas, at: inner)
    }

    private func isOpenItems(_ piece: SchemaPiece) -> Bool {
        piece.value["items"].map { isOpen(piece.below($0), times: 2) } ?? false
    }

    /// All that is said of a member.
    private func schemas(of name: String, _ constraints: Constraints) -> [SchemaPiece] {
        let patterned = constraints.patternProperties.filter { $0.pattern.isFound(in: name) }.map(\.piece)
        guard let named = constraints.pieces(of: name) else {
            return patterned.isEmpty ? constraints.additional : patterned
        }
        return named + patterned
    }

    /// Adds members of any name: one for a map without properties, and as many as are demanded.
    private mutating func addOthers(
        to members: inout [JSONObject.Member], _ constraints: Constraints, at place: Place
    ) throws(Failure) {
        let isMap =
            constraints.properties.isEmpty
            && (!constraints.additional.isEmpty || !constraints.patternProperties.isEmpty)
        let wanted = isMap && !isSparse(at: place) ? min(2, constraints.mostProperties ?? 2) : 0
        let isEndless = constraints.additional.contains { isOpen($0) }
        var number = 0
        while members.count < max(constraints.leastProperties, isEndless ? 0 : wanted), number < 64 {
            number += 1
            let name = try otherName(number, constraints, place)
            guard !members.contains(where: { $0.name.isSame(as: name) }), constraints.allows(name: name) else {
                continue
            }
            let schemas = schemas(of: name, constraints)
            let inner = Place(key: "\(place.key)/\(name)", name: name, depth: place.depth + 1)
            members.append(.init(name, try value(of: schemas, at: inner)))
        }
    }

    private mutating func otherName(_ number: Int, _ constraints: Constraints, _ place: Place) throws(Failure) -> String
    {
        let key = "\(place.key)+\(number)"
        if let pattern = constraints.patternProperties.first?.pattern, constraints.additional.isEmpty {
            var random = random(key)
            return PatternSampler.sample(pattern, using: &random, 0...64) ?? "name\(number)"
        }
        guard constraints.propertyNames.isEmpty else {
            let name = try value(
                of: constraints.propertyNames + [SchemaPiece(value: ["type": "string"], document: "")],
                at: Place(key: key))
            return name.text ?? "name\(number)"
        }
        var random = random(key)
        return FakeData.text("word", &random, request.now)
    }
}

// MARK: - What the path names

extension ValueGenerator {
    /// Members whose values stand in the path.
    private func echoed(_ constraints: Constraints, _ place: Place) -> [JSONObject.Member] {
        guard place.isAnswer || (place.number != nil && place.depth <= 2) else { return [] }
        var members: [JSONObject.Member] = []
        for (number, parameter) in request.echo.enumerated() {
            let isLast = number == request.echo.count - 1 && request.namesOne && place.number == nil
            guard let name = constraints.property(named: parameter.name, orID: isLast),
                !members.contains(where: { $0.name.isSame(as: name) }), place.number == nil || !FieldName.isID(name),
                let value = typed(parameter.value, constraints.pieces(of: name) ?? [])
            else { continue }
            members.append(.init(name, value))
        }
        return members
    }

    /// A value of the path as the schema of a member has it; `nil` when it does not fit.
    private func typed(_ text: String, _ schemas: [SchemaPiece]) -> JSONValue? {
        var constraints = Constraints()
        for schema in schemas { constraints.absorb(schema, pieces) }
        let value: JSONValue?
        switch constraints.usualType {
        case "string", nil: value = .string(text)
        case "integer": value = Int64(text).map(JSONValue.integer)
        case "number": value = Int64(text).map(JSONValue.integer) ?? Double(text).map(JSONValue.number)
        default: value = nil
        }
        guard let value, constraints.allowed?.contains(value) ?? true else { return nil }
        return value
    }

    /// The place by which the members of a thing are drawn: by what identifies it, wherever it is answered.
    private mutating func identified(
        _ constraints: Constraints, _ echoed: [JSONObject.Member], _ place: Place
    ) throws(Failure) -> (place: Place, known: [JSONObject.Member]) {
        guard let home = constraints.name, let property = constraints.identity(home) else { return (place, echoed) }
        var known = echoed
        if !known.contains(where: { $0.name.isSame(as: property) }) {
            guard let value = try identity(property, constraints, place, home) else { return (place, echoed) }
            known.append(.init(property, value))
        }
        let identity =
            known.first { $0.name.isSame(as: property) }.map { $0.value.text ?? JSONWriter.text($0.value) } ?? ""
        var place = place
        place.key = "\(home)=\(identity)"
        return (place, known)
    }

    private mutating func identity(
        _ property: String, _ constraints: Constraints, _ place: Place, _ home: String
    ) throws(Failure) -> JSONValue? {
        let number = place.number ?? (place.isAnswer ? 1 : nil)
        let schemas = constraints.pieces(of: property) ?? []
        if let number, let value = typed("\(number)", schemas), case .integer = value { return value }
        let key = number.map { "\(home)#\($0)" } ?? "\(place.key)/\(property)"
        return try value(of: schemas, at: Place(key: key, name: property, depth: place.depth + 1))
    }
}

extension Constraints {
    /// Whether every schema that allows no other names allows this one.
    func allows(name: String) -> Bool {
        closed.allSatisfy { rule in
            rule.names.contains(TextKey(name)) || rule.patterns.contains { $0.isFound(in: name) }
        }
    }

    /// The property that a parameter of the path stands in: of the same name, or, for what identifies the answer, `id`.
    func property(named parameter: String, orID: Bool) -> String? {
        let wanted = FieldName.plain(parameter)
        if let exact = properties.first(where: { FieldName.plain($0.name).isSame(as: wanted) }) { return exact.name }
        guard orID, wanted.hasSuffix("id") || wanted.hasSuffix("uuid") || wanted == "id" else { return nil }
        return properties.first { $0.name == "id" }?.name
            ?? properties.first { $0.name == "_id" || $0.name == "uuid" }?.name
    }

    /// The property that tells one thing of a schema from the next.
    fileprivate func identity(_ home: String) -> String? {
        if let own = properties.first(where: { ["id", "_id", "uuid", "ID", "Id"].contains($0.name) }) {
            return own.name
        }
        let schema = FieldName.plain(home.split(separator: "/").last.map(String.init) ?? "")
        return properties.first { FieldName.plain($0.name).isSame(as: schema + "id") }?.name
    }
}

extension String {
    /// Whether a pattern of a schema is found in a name.
    fileprivate func isFound(in name: String) -> Bool {
        guard let expression = try? RegularExpression(self) else { return false }
        return (try? expression.isFound(in: name)) ?? false
    }
}
