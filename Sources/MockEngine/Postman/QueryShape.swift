import MockModel

/// The query of an example, scored against that of a request (Postman, 2023).
///
/// Names and values are compared decoded, with letter case; `+` and a space are the same. An entry without a value in the
/// file fits every value.
struct QueryShape: Sendable {
    private let items: [ExampleOrigin.QueryItem]
    private let names: Set<TextKey>

    /// Entries with a value stand before those that fit every value, so that they take the values that were sent first.
    init(_ items: [ExampleOrigin.QueryItem]) {
        let items = items.map {
            ExampleOrigin.QueryItem(name: $0.name, value: $0.value.map(QueryShape.spaced), capture: $0.capture)
        }
        self.items = items.filter { $0.value != nil } + items.filter { $0.value == nil }
        names = Set(items.map { TextKey($0.name) })
    }

    /// The query of a request: values by name.
    struct Sent {
        fileprivate let values: [TextKey: [String]]
        fileprivate let count: Int

        init(_ request: Request) {
            let items = request.query == nil ? [] : request.queryItems
            values = Dictionary(grouping: items) { TextKey($0.name) }.mapValues {
                $0.map { QueryShape.spaced($0.value) }
            }
            count = items.count
        }
    }

    /// How many entries that fit every value were sent; an exact text comes before one of them.
    func wildcards(against sent: Sent) -> Int {
        items.count { $0.value == nil && sent.values[TextKey($0.name)] != nil }
    }

    /// +10 when every entry of both sides agrees, a share of it when some do, else −1 for each name that only one side has.
    func score(against sent: Sent) -> Double {
        guard !items.isEmpty || sent.count > 0 else { return 0 }
        var rest = sent.values
        let agreeing = items.count { take($0, from: &rest) }
        let partial = items.count { item in sent.values[TextKey(item.name)] != nil } - agreeing
        let missing = items.count { item in sent.values[TextKey(item.name)] == nil }
        let surplus = rest.filter { !names.contains($0.key) }.reduce(0) { $0 + $1.value.count }
        let repeated = rest.filter { names.contains($0.key) }.reduce(0) { $0 + $1.value.count }
        let total = agreeing + max(partial, repeated) + missing + surplus
        if agreeing > 0 { return 10 * Double(agreeing) / Double(total) }
        return -Double(min(10, missing + surplus))
    }

    /// The values that the answer may use: `id` of `?user={{id}}`.
    func captures(from sent: Sent) -> [(name: String, value: String)] {
        items.compactMap { item in
            guard let capture = item.capture, let value = sent.values[TextKey(item.name)]?.first else { return nil }
            return (capture, value)
        }
    }

    /// Takes the value that agrees with an entry out of those that were sent.
    private func take(_ item: ExampleOrigin.QueryItem, from rest: inout [TextKey: [String]]) -> Bool {
        guard let values = rest[TextKey(item.name)] else { return false }
        guard let place = item.value.map({ text in values.firstIndex { $0.isSame(as: text) } }) ?? values.indices.first
        else { return false }
        rest[TextKey(item.name)]?.remove(at: place)
        return true
    }

    private static func spaced(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "+")) ? String(text.map { $0 == "+" ? " " : $0 }) : text
    }
}
