import MockModel

/// The query of an example, scored against that of a request (Postman, 2023).
///
/// Names and values are compared decoded, with letter case; `+` and a space are the same. An entry without a value in the
/// file fits every value.
struct QueryShape: Sendable {
    private let items: [ExampleOrigin.QueryItem]
    private let names: Set<String>

    init(_ items: [ExampleOrigin.QueryItem]) {
        self.items = items.map { .init(name: $0.name, value: $0.value.map(QueryShape.spaced), capture: $0.capture) }
        names = Set(items.map(\.name))
    }

    /// The query of a request: values by name.
    struct Sent {
        fileprivate let values: [String: [String]]
        fileprivate let count: Int

        init(_ request: Request) {
            let items = request.query == nil ? [] : request.queryItems
            values = Dictionary(grouping: items, by: \.name).mapValues { $0.map { QueryShape.spaced($0.value) } }
            count = items.count
        }
    }

    /// +10 when every entry of both sides agrees, a share of it when some do, else −1 for each name that only one side has.
    func score(against sent: Sent) -> Double {
        guard !items.isEmpty || sent.count > 0 else { return 0 }
        var rest = sent.values
        let agreeing = items.count { take($0, from: &rest) }
        let partial = items.count { item in sent.values[item.name] != nil } - agreeing
        let missing = items.count { item in sent.values[item.name] == nil }
        let surplus = rest.filter { !names.contains($0.key) }.reduce(0) { $0 + $1.value.count }
        let repeated = rest.filter { names.contains($0.key) }.reduce(0) { $0 + $1.value.count }
        let total = agreeing + max(partial, repeated) + missing + surplus
        if agreeing > 0 { return 10 * Double(agreeing) / Double(total) }
        return -Double(min(10, missing + surplus))
    }

    /// The values that the answer may use: `id` of `?user={{id}}`.
    func captures(from sent: Sent) -> [(name: String, value: String)] {
        items.compactMap { item in
            guard let capture = item.capture, let value = sent.values[item.name]?.first else { return nil }
            return (capture, value)
        }
    }

    /// Takes the value that agrees with an entry out of those that were sent.
    private func take(_ item: ExampleOrigin.QueryItem, from rest: inout [String: [String]]) -> Bool {
        guard let values = rest[item.name] else { return false }
        guard let place = item.value.map({ values.firstIndex(of: $0) }) ?? values.indices.first else { return false }
        rest[item.name]?.remove(at: place)
        return true
    }

    private static func spaced(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "+")) ? String(text.map { $0 == "+" ? " " : $0 }) : text
    }
}
