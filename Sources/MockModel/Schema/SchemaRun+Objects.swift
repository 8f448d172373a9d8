extension SchemaRun {
    /// Whether an object fits one keyword.
    mutating func applyObject(
        _ keyword: SchemaKeyword, _ object: JSONObject, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        switch keyword {
        case .memberCount(let count):
            guard let message = SchemaText.miscounted(object.members.count, count, "property") else { return true }
            report(isReporting) { message }
            return false
        case .required(let names): return has(names, object, because: nil, isReporting)
        case .properties(let properties): return try applyProperties(properties, object, isReporting, &marks)
        case .propertyNames(let schema): return try applyNames(schema, object, isReporting)
        case .dependentRequired(let dependencies):
            return dependencies.reduce(true) { isValid, dependency in
                guard !WorkLimit.isReached, object[dependency.name] != nil else { return isValid }
                return has(dependency.required, object, because: dependency.name, isReporting) && isValid
            }
        case .dependentSchemas(let schemas):
            var isValid = true
            for (name, schema) in schemas where !WorkLimit.isReached && object[name] != nil {
                if try !fits(schema, .object(object), isReporting, &marks) { isValid = false }
            }
            return isValid
        case .unevaluatedProperties(let schema): return try applyUnevaluated(schema, object, isReporting, &marks)
        default: return true
        }
    }

    private mutating func has(
        _ names: [String], _ object: JSONObject, because cause: String?, _ isReporting: Bool
    ) -> Bool {
        let present = names.count > 8 ? Set(object.members.map(\.name)) : nil
        let missing = names.filter { name in
            !WorkLimit.isReached && (present.map { !$0.contains(name) } ?? (object[name] == nil))
        }
        for name in missing {
            report(isReporting) {
                "needs the property \"\(name)\"" + (cause.map { ", because it has \"\($0)\"" } ?? "")
            }
        }
        return missing.isEmpty
    }

    private mutating func applyProperties(
        _ properties: SchemaProperties, _ object: JSONObject, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var isValid = true
        for (place, member) in object.members.enumerated() {
            var isKnown = false
            if let schema = properties.named[TextKey(member.name)] {
                isKnown = true
                if try !child(schema, .name(member.name), member.value, isReporting) { isValid = false }
            }
            for (expression, schema) in properties.patterns where try isFound(expression, in: member.name) {
                isKnown = true
                if try !child(schema, .name(member.name), member.value, isReporting) { isValid = false }
            }
            if !isKnown, let others = properties.others {
                isKnown = true
                if try !applyOther(others, properties, member, isReporting) { isValid = false }
            }
            if !isValid, !isReporting { return false }
            if isKnown { marks?.mark(place) }
        }
        return isValid
    }

    private mutating func applyOther(
        _ schema: Int, _ properties: SchemaProperties, _ member: JSONObject.Member, _ isReporting: Bool
    ) throws(SchemaLimit) -> Bool {
        guard properties.forbidsOthers else {
            return try child(schema, .name(member.name), member.value, isReporting)
        }
        if isReporting, !isFull {
            refuse(member.name, known: properties.named.keys.map(\.text).sorted(), isReporting)
        }
        return false
    }

    private mutating func refuse(_ name: String, known: [String], _ isReporting: Bool) {
        path.append(.name(name))
        report(isReporting) { SchemaText.unknownMember(name, known: known) }
        path.removeLast()
    }

    private mutating func applyNames(
        _ schema: Int, _ object: JSONObject, _ isReporting: Bool
    ) throws(SchemaLimit) -> Bool {
        var isValid = true
        for member in object.members {
            if try child(schema, .name(member.name), .string(member.name), false) { continue }
            isValid = false
            guard isReporting else { return false }
            var found = try notes { run throws(SchemaLimit) in
                _ = try run.child(schema, .name(member.name), .string(member.name), true)
            }
            for place in found.indices {
                let finding = found[place].finding
                let message = "has a name that is not allowed: it \(finding.message)"
                found[place].finding = SchemaFinding(path: finding.path, message: message)
            }
            add(found)
        }
        return isValid
    }

    private mutating func applyUnevaluated(
        _ schema: Int, _ object: JSONObject, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var isValid = true
        for (place, member) in object.members.enumerated() where marks?.seen[place] == false {
            if isNothing(schema) {
                refuse(member.name, known: [], isReporting)
                isValid = false
            } else if try !child(schema, .name(member.name), member.value, isReporting) {
                isValid = false
            }
        }
        marks?.markAll()
        return isValid
    }
}
