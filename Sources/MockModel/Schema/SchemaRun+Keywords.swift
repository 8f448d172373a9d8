extension SchemaRun {
    /// Whether a value fits one keyword.
    mutating func apply(
        _ keyword: SchemaKeyword, _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        switch keyword {
        case .nothing:
            report(isReporting) { "must not be there" }
            return false
        case .values(let values):
            if values.contain(value) { return true }
            report(isReporting, .value) { SchemaText.values(values, value) }
            return false
        case .multipleOf, .minimum, .maximum: return applyNumber(keyword, value, isReporting)
        case .length, .pattern, .format: return try applyText(keyword, value, isReporting)
        case .itemCount, .uniqueItems, .items, .contains, .unevaluatedItems:
            guard case .array(let elements) = value else { return true }
            return try applyList(keyword, elements, isReporting, &marks)
        case .memberCount, .required, .properties, .propertyNames, .dependentRequired, .dependentSchemas,
            .unevaluatedProperties:
            guard case .object(let object) = value else { return true }
            return try applyObject(keyword, object, isReporting, &marks)
        case .reference, .dynamicReference, .allOf, .anyOf, .oneOf, .not, .conditional:
            return try applyBranches(keyword, value, isReporting, &marks)
        }
    }

    // MARK: - Numbers

    private mutating func applyNumber(_ keyword: SchemaKeyword, _ value: JSONValue, _ isReporting: Bool) -> Bool {
        switch keyword {
        case .multipleOf(let step, let written):
            guard ExactDecimal(value) != nil, !SchemaNumber.isMultiple(value, of: step) else { return true }
            report(isReporting) {
                "must be a multiple of \(SchemaText.shown(written)), but it is \(SchemaText.shown(value))"
            }
        case .minimum(let least, let isExclusive):
            guard let order = SchemaNumber.order(value, least), order < 0 || (isExclusive && order == 0) else {
                return true
            }
            report(isReporting) {
                "must be \(isExclusive ? "more than" : "at least") \(SchemaText.shown(least)), but it is \(SchemaText.shown(value))"
            }
        case .maximum(let most, let isExclusive):
            guard let order = SchemaNumber.order(value, most), order > 0 || (isExclusive && order == 0) else {
                return true
            }
            report(isReporting) {
                "must be \(isExclusive ? "less than" : "at most") \(SchemaText.shown(most)), but it is \(SchemaText.shown(value))"
            }
        default: return true
        }
        return false
    }

    // MARK: - Texts

    private mutating func applyText(
        _ keyword: SchemaKeyword, _ value: JSONValue, _ isReporting: Bool
    ) throws(SchemaLimit) -> Bool {
        switch keyword {
        case .length(let count):
            guard let text = value.text,
                let message = SchemaText.miscounted(text.unicodeScalars.count, count, "character")
            else { return true }
            report(isReporting) { message }
        case .pattern(let expression, let written):
            guard let text = value.text, try !isFound(expression, in: text) else { return true }
            report(isReporting) { "must match the pattern \(written), but it is \(SchemaText.shown(value))" }
        case .format(let format, let isAsserted):
            guard isAsserted || options.assertsFormats, !format.fits(value) else { return true }
            report(isReporting) { "must be \(format.words), but it is \(SchemaText.shown(value))" }
        default: return true
        }
        return false
    }
}
