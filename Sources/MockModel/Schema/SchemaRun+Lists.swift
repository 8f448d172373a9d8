extension SchemaRun {
    /// Whether a list fits one keyword.
    mutating func applyList(
        _ keyword: SchemaKeyword, _ elements: [JSONValue], _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        switch keyword {
        case .itemCount(let count):
            guard let message = SchemaText.miscounted(elements.count, count, "element") else { return true }
            report(isReporting) { message }
            return false
        case .uniqueItems: return areUnique(elements, isReporting)
        case .items(let prefix, let rest): return try applyItems(prefix, rest, elements, isReporting, &marks)
        case .contains(let schema, let count, let isMarking):
            return try applyContains(schema, count, isMarking, elements, isReporting, &marks)
        case .unevaluatedItems(let schema): return try applyUnevaluated(schema, elements, isReporting, &marks)
        default: return true
        }
    }

    private mutating func areUnique(_ elements: [JSONValue], _ isReporting: Bool) -> Bool {
        var places: [SchemaKey: Int] = [:]
        for (place, element) in elements.enumerated() where !WorkLimit.isReached {
            if let first = places.updateValue(place, forKey: SchemaKey(element)) {
                report(isReporting) {
                    "must not have the same element twice, but \(first) and \(place) are \(element.isContainer ? "alike" : "both \(SchemaText.shown(element))")"
                }
                return false
            }
        }
        return true
    }

    private mutating func applyItems(
        _ prefix: [Int], _ rest: Int?, _ elements: [JSONValue], _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var isValid = true
        for (place, element) in elements.enumerated() {
            guard let schema = place < prefix.count ? prefix[place] : rest else { break }
            if try !child(schema, .index(place), element, isReporting) { isValid = false }
            if !isValid, !isReporting { return false }
            marks?.mark(place)
        }
        return isValid
    }

    private mutating func applyContains(
        _ schema: Int, _ count: SchemaCount, _ isMarking: Bool, _ elements: [JSONValue], _ isReporting: Bool,
        _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var found = 0
        for (place, element) in elements.enumerated() where try child(schema, .index(place), element, false) {
            found += 1
            if isMarking { marks?.mark(place) }
        }
        guard found < count.least || found > count.most ?? Int.max else { return true }
        let words = found < count.least ? "at least \(count.least)" : "at most \(count.most ?? 0)"
        let what = name(of: schema).isEmpty ? "that fits \"contains\"" : "that is \(name(of: schema))"
        report(isReporting) { "must have \(words) element \(what), but it has \(found)" }
        return false
    }

    private mutating func applyUnevaluated(
        _ schema: Int, _ elements: [JSONValue], _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var isValid = true
        for (place, element) in elements.enumerated() where marks?.seen[place] == false {
            if try !child(schema, .index(place), element, isReporting) { isValid = false }
        }
        marks?.markAll()
        return isValid
    }

    /// Whether a part of the value fits a schema.
    mutating func child(
        _ schema: Int, _ step: Step, _ value: JSONValue, _ isReporting: Bool
    ) throws(SchemaLimit) -> Bool {
        path.append(step)
        defer { path.removeLast() }
        var marks: SchemaMarks?
        return try fits(schema, value, isReporting, &marks)
    }
}
