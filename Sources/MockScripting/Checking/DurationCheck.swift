internal import MockModel

/// Finds numbers, and texts of no length, where the functions of `mock` take a duration.
struct DurationCheck {
    private let check: CodeCheck

    init(_ check: CodeCheck) { self.check = check }

    private var text: LuaText { check.text }

    /// The functions whose first argument is a duration.
    private static let first: Set<String> = [
        "mock.sleep", "mock.after", "mock.every", "mock.now", "mock.now_ms", "mock.iso", "mock.http_date",
    ]

    /// The options that are durations, by the function.
    private static let options: [String: Set<String>] = [
        "mock.state.set": ["ttl"], "mock.fetch": ["timeout"], "mock.webhook": ["after"], "mock.limit": ["per"],
        "mock.jwt.verify": ["leeway"], "res:cookie": ["max_age"], "mock.date": ["offset"],
        "mock.oidc": ["access_ttl", "refresh_ttl", "code_ttl", "device_ttl", "interval"],
    ]

    var problems: [Problem] {
        guard !text.outline.locals.contains("mock") else { return [] }
        return text.outline.calls.flatMap { call in
            let name = text.tokens[call.start..<call.parentheses.lowerBound].map(\.text).joined()
            var values = DurationCheck.first.contains(name) ? call.arguments.prefix(1).map(\.self) : []
            for key in DurationCheck.options[name] ?? [] { values += members(key, of: call) }
            return values.compactMap(problem)
        }
    }

    /// What stands under a key in a table among the arguments.
    private func members(_ key: String, of call: LuaCall) -> [Range<Int>] {
        let tables = call.arguments.filter { text.isSign("{", at: $0.lowerBound) }
        return tables.flatMap { text.outline.split($0.lowerBound + 1..<$0.upperBound - 1) }.compactMap { member in
            guard member.count > 2, text.tokens[member.lowerBound].text == key,
                text.isSign("=", at: member.lowerBound + 1)
            else { return nil }
            return member.lowerBound + 2..<member.upperBound
        }
    }

    private func problem(_ value: Range<Int>) -> Problem? {
        guard value.count == 1, let token = text.tokens[value].first, token.kind == .number, Double(token.text) != 0
        else {
            return nil
        }
        return check.warning(
            "bad-duration", "\(token.text) has no unit", value, hint: "write \"\(token.text)s\" or \"\(token.text)ms\"")
    }
}
