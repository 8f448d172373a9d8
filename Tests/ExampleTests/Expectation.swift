import Foundation

/// What a transcript or the README says that an answer is; `"…"` stands for any value, `"{{name}}"` keeps one for later.
struct Expectation {
    /// The values kept so far.
    private(set) var values: [String: String] = [:]

    /// A text with the values kept so far in the place of `{{name}}`.
    func filled(_ text: String) -> String {
        values.reduce(text) { $0.replacingOccurrences(of: "{{\($1.key)}}", with: $1.value) }
    }

    /// What differs between a wanted text and the one that came; `nil` when nothing does.
    ///
    /// JSON is compared as values: an object may have more keys than wanted, an array not more elements.
    mutating func difference(_ wanted: String, _ got: String) -> String? {
        guard let wantedJSON = Expectation.json(wanted) else {
            return filled(wanted) == got ? nil : "wanted \(filled(wanted)), got \(got)"
        }
        guard let gotJSON = Expectation.json(got) else { return "wanted \(wanted), got \(got)" }
        return difference(wantedJSON, gotJSON, at: "$").map { "\($0) in \(got)" }
    }

    private mutating func difference(_ wanted: Any, _ got: Any, at place: String) -> String? {
        switch (wanted, got) {
        case (let wanted as [String: Any], let got as [String: Any]):
            for key in wanted.keys.sorted() {
                guard let value = got[key] else { return "\(place).\(key) is missing" }
                if let found = difference(wanted[key] ?? value, value, at: "\(place).\(key)") { return found }
            }
            return nil
        case (let wanted as [Any], let got as [Any]):
            guard wanted.count == got.count else { return "\(place) has \(got.count) elements, not \(wanted.count)" }
            for index in wanted.indices {
                if let found = difference(wanted[index], got[index], at: "\(place)[\(index)]") { return found }
            }
            return nil
        case (let wanted as String, _): return scalar(wanted, got, at: place)
        default: return (wanted as? NSObject) == (got as? NSObject) ? nil : "\(place) is \(got), not \(wanted)"
        }
    }

    private mutating func scalar(_ wanted: String, _ got: Any, at place: String) -> String? {
        if wanted == "…" { return nil }
        if wanted.hasPrefix("{{"), wanted.hasSuffix("}}"), values[String(wanted.dropFirst(2).dropLast(2))] == nil {
            values[String(wanted.dropFirst(2).dropLast(2))] = "\(got)"
            return nil
        }
        return got as? String == filled(wanted) ? nil : "\(place) is \(got), not \(filled(wanted))"
    }

    /// The JSON value of a text that is meant as JSON.
    private static func json(_ text: String) -> Any? {
        guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return nil }
        return try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }
}
