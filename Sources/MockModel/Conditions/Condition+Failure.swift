extension Condition {
    /// Why the condition does not hold, or `nil` when it does.
    ///
    /// `query.page = 2, but it was "two"` · `header.x-tenant present, but it is absent` · `body.id = 7, but the body is not JSON`
    public func failure(in context: ConditionContext) -> String? {
        let observed = part.observed(in: context)
        do throws(RegularExpressionLimit) {
            return try holds(for: observed) ? nil : "\(text), but \(part.words(for: observed, in: context))"
        } catch {
            return "\(text), but the search was given up: the expression backtracks too much on this text"
        }
    }
}

extension Condition.Part {
    /// The part of the request; `nil` when it is absent.
    func observed(in context: ConditionContext) -> JSONValue? {
        switch self {
        case .query(let name): context.query(name).map(JSONValue.string)
        case .header(let name): context.header(name).map(JSONValue.string)
        case .cookie(let name): context.cookie(name).map(JSONValue.string)
        case .parameter(let name): context.parameter(name).map(JSONValue.string)
        case .body: context.request.body.isEmpty ? nil : .string(context.bodyText)
        case .json(let path): context.json?[path]
        }
    }

    /// What was there instead: `it was "two"`.
    func words(for observed: JSONValue?, in context: ConditionContext) -> String {
        if let observed { return "it was \(Condition.Part.shortened(JSONWriter.text(observed)))" }
        guard case .json = self else { return "it is absent" }
        if context.request.body.isEmpty { return "the body is empty" }
        return context.json == nil ? "the body is not JSON" : "it is absent"
    }

    private static func shortened(_ text: String) -> String {
        text.utf8.count <= 80 ? text : "\(text.prefix(60))…"
    }
}

extension Condition.Test {
    fileprivate var holdsForNothing: Bool {
        switch self {
        case .absent, .differs: true
        default: false
        }
    }
}

extension Condition {
    func holds(for observed: JSONValue?) throws(RegularExpressionLimit) -> Bool {
        guard let observed else { return test.holdsForNothing }
        switch test {
        case .equals(let written): return isEqual(observed, written)
        case .differs(let written): return !isEqual(observed, written)
        case .less(let bound): return Condition.precedes(observed, .string(bound))
        case .greater(let bound): return Condition.precedes(.string(bound), observed)
        case .matches(let expression): return try expression.isFound(in: observed.plainText)
        case .contains(let needle): return contains(observed, needle)
        case .absent: return false
        case .present: return true
        }
    }

    /// Whether a value is what was written: text as it stands, everything else as JSON.
    private func isEqual(_ value: JSONValue, _ written: String) -> Bool {
        if let text = value.text { return text == written }
        return wanted.map { value.isSame(as: $0) } ?? false
    }

    /// Whether one value stands before another: as numbers when both are, else as text by code points.
    private static func precedes(_ first: JSONValue, _ second: JSONValue) -> Bool {
        guard let low = number(first), let high = number(second) else {
            return first.plainText.unicodeScalars.lexicographicallyPrecedes(second.plainText.unicodeScalars)
        }
        if case .integer(let low) = low, case .integer(let high) = high { return low < high }
        return (low.number ?? .nan) < (high.number ?? .nan)
    }

    /// The number that a value is or that its text spells.
    private static func number(_ value: JSONValue) -> JSONValue? {
        let number = value.text.map { try? JSONValue(parsing: $0) } ?? value
        return number?.number == nil ? nil : number
    }

    private func contains(_ value: JSONValue, _ needle: String) -> Bool {
        if let elements = value.elements { return elements.contains { isEqual($0, needle) } }
        return value.plainText.utf8.contains(needle.utf8)
    }
}
