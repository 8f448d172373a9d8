extension Condition {
    /// Why the condition does not hold, or `nil` when it does.
    ///
    /// `query.page = 2, but it was "two"` · `header.x-tenant present, but it is absent` · `body.id = 7, but the body is not JSON`
    ///
    /// All conditions of a request share its work; once that is used up, none holds.
    public func failure(in context: ConditionContext) -> String? {
        context.work -= Condition.leastWork
        guard context.work > 0 else {
            return "\(text), but the work that the conditions of one request may do is used up"
        }
        do throws(RegularExpressionLimit) {
            return try holds(in: context) ? nil : "\(text), but \(part.words(in: context))"
        } catch {
            return "\(text), but the search was given up: the expression backtracks too much on this text"
        }
    }

    /// What looking at a condition costs at least.
    private static let leastWork: Int64 = 32

    /// Whether one of the part's values fits; `!=` and `absent` hold for a part that is absent.
    private func holds(in context: ConditionContext) throws(RegularExpressionLimit) -> Bool {
        try isFitted(in: context) ?? test.isNegative
    }

    /// Whether a value fits; `nil` when there is none.
    private func isFitted(in context: ConditionContext) throws(RegularExpressionLimit) -> Bool? {
        switch part {
        case .query(let name): try isFitted(byOneOf: context.query, name, context)
        case .cookie(let name): try isFitted(byOneOf: context.cookies, name, context)
        case .parameter(let name): try isFitted(byOneOf: context.parameters, name, context)
        case .form(let name): try isFitted(byOneOf: context.form.fields, name, context)
        case .header(let name): try isFitted(byHeader: name, context)
        case .body: try isFitted(byBodyOf: context)
        case .json(let path): try isFitted(by: context.json(at: path), in: context)
        }
    }

    private func isFitted(
        by value: JSONValue?, in context: ConditionContext
    ) throws(RegularExpressionLimit) -> Bool? {
        guard let value else { return nil }
        return try test.fits(value, sharing: &context.work)
    }

    private func isFitted(
        byOneOf pairs: [(name: String, value: String)], _ name: String, _ context: ConditionContext
    ) throws(RegularExpressionLimit) -> Bool? {
        var fitted: Bool?
        for pair in pairs where pair.name.isSame(as: name) {
            if try test.fits(pair.value, sharing: &context.work) { return true }
            fitted = false
        }
        return fitted
    }

    /// Each field is a value, each element of a list in it, and all fields as one list (RFC 9110 §5.3).
    private func isFitted(
        byHeader name: String, _ context: ConditionContext
    ) throws(RegularExpressionLimit) -> Bool? {
        let fields = context.request.headers.values(of: name)
        guard !fields.isEmpty else { return nil }
        for field in fields {
            if try test.fits(field, sharing: &context.work) { return true }
            guard field.utf8.contains(UInt8(ascii: ",")) else { continue }
            for element in HeaderList.elements(of: field) {
                if try test.fits(element, sharing: &context.work) { return true }
            }
        }
        guard fields.count > 1 else { return false }
        return try test.fits(fields.joined(separator: ", "), sharing: &context.work)
    }

    /// A body of JSON is compared as JSON with a literal; every body is compared as text, unless it says that it is JSON.
    private func isFitted(byBodyOf context: ConditionContext) throws(RegularExpressionLimit) -> Bool? {
        guard !context.request.body.isEmpty else { return nil }
        guard let literal = test.equated, let json = context.json else {
            return try test.fits(context.bodyText, sharing: &context.work)
        }
        context.work -= Int64(context.bodyText.utf8.count)
        let isEqual =
            json.value.isSame(as: literal.value)
            || (!context.isDeclaredJSON && context.bodyText.isSame(as: literal.text))
        return isEqual != test.isNegative
    }
}

extension Condition.Part {
    /// What the request has instead: `it was "two"`, `it was ["1","2"]`, `it is absent`.
    fileprivate func words(in context: ConditionContext) -> String {
        guard let observed = observed(in: context) else { return absence(in: context) }
        return "it was \(Condition.Part.shortened(JSONWriter.beginning(of: observed, bytes: 400)))"
    }

    /// The part of the request: one value, or the list of them; `nil` when it is absent.
    private func observed(in context: ConditionContext) -> JSONValue? {
        switch self {
        case .query(let name): Condition.Part.observed(context.query, name)
        case .header(let name): Condition.Part.observed(context.request.headers.values(of: name))
        case .cookie(let name): Condition.Part.observed(context.cookies, name)
        case .parameter(let name): Condition.Part.observed(context.parameters, name)
        case .form(let name): Condition.Part.observed(context.form.fields, name)
        case .body: context.request.body.isEmpty ? nil : .string(context.bodyText)
        case .json(let path): context.json(at: path)
        }
    }

    private static func observed(_ pairs: [(name: String, value: String)], _ name: String) -> JSONValue? {
        observed(pairs.filter { $0.name.isSame(as: name) }.map(\.value))
    }

    private static func observed(_ values: [String]) -> JSONValue? {
        guard let first = values.first else { return nil }
        return values.count == 1 ? .string(first) : .array(values.map(JSONValue.string))
    }

    private func absence(in context: ConditionContext) -> String {
        if case .failure(let error) = context.content {
            switch self {
            case .json, .form: return error.message
            default: break
            }
        }
        return switch self {
        case .json where context.request.body.isEmpty: "the body is empty"
        case .json where context.json == nil: "the body is not JSON"
        case .form: context.form.absence(in: context.request)
        default: "it is absent"
        }
    }

    private static func shortened(_ text: String) -> String {
        text.utf8.count <= 80 ? text : "\(text.prefix(60))…"
    }
}

extension FormBody {
    fileprivate func absence(in request: Request) -> String {
        if let problem { return "the form is broken: \(problem)" }
        if isForm { return "it is absent" }
        if request.body.isEmpty { return "the body is empty" }
        return "the body is no form (Content-Type: \(request.headers["content-type"] ?? "none"))"
    }
}
