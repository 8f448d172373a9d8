internal import MockModel

/// Finds handlers that return `{ status = …, body = … }`, which is sent as JSON, where `return status, body` is meant.
struct ResponseShape {
    private let check: CodeCheck

    init(_ check: CodeCheck) { self.check = check }

    private var text: LuaText { check.text }

    var problems: [Problem] {
        guard check.script.kind.hasHandlers else { return [] }
        let returns = HandlerHeads(text).functions.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }
        return returns.compactMap(problem)
    }

    private func problem(_ statement: Range<Int>) -> Problem? {
        let open = statement.lowerBound + 1
        guard text.isSign("{", at: open), text.outline.partners[open] == statement.upperBound - 1 else { return nil }
        var values: [String: Range<Int>] = [:]
        for member in text.outline.split(open + 1..<statement.upperBound - 1) {
            guard member.count > 2, text.tokens[member.lowerBound].kind == .name,
                text.isSign("=", at: member.lowerBound + 1)
            else { return nil }
            values[text.tokens[member.lowerBound].text] = member.lowerBound + 2..<member.upperBound
        }
        guard let status = values["status"] ?? values["statusCode"] ?? values["status_code"] else { return nil }
        let body = values["body"] ?? values["json"]
        let isWhole = body != nil || values["headers"] != nil || values["status"] == nil && isStatus(status)
        guard isWhole, Set(values.keys).isSubset(of: ResponseShape.names) else { return nil }
        let headers = written(values["headers"])
        let parts = [written(status), written(body) ?? (headers == nil ? nil : "nil"), headers].compactMap(\.self)
        return check.warning(
            "response-shaped-body", "the table is the body here: it is sent as JSON, with status 200",
            open..<statement.upperBound,
            hint: text.isOnOneLine(statement)
                ? "write: return \(parts.joined(separator: ", "))" : "write: return status, body, headers",
            replacement: parts.joined(separator: ", "))
    }

    /// What the parts of an answer are called here and elsewhere.
    private static let names: Set<String> = [
        "status", "statusCode", "status_code", "body", "json", "headers", "isBase64Encoded",
    ]

    private func isStatus(_ range: Range<Int>) -> Bool {
        range.count == 1 && text.tokens[range.lowerBound].kind == .number
    }

    private func written(_ range: Range<Int>?) -> String? {
        guard let range, let first = text.tokens[range].first, let last = text.tokens[range].last else { return nil }
        return String(decoding: text.bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
    }
}
