public import MockModel

/// What a request must hold; what is not named may be anything.
public struct RequestShape: Sendable {
    /// Header fields by their names, in any letter case.
    public var headers: [(name: String, value: String)] = []
    /// Items of the query.
    public var query: [(name: String, value: String)] = []
    /// Parameters of the path.
    public var parameters: [(name: String, value: String)] = []
    /// The JSON of the body: objects may have more members, lists may not.
    public var json: JSONValue?
    /// The whole body as text.
    public var body: String?

    /// Makes a shape that every request has.
    public init() {}

    var isEmpty: Bool {
        headers.isEmpty && query.isEmpty && parameters.isEmpty && json == nil && body == nil
    }

    /// Where a call differs.
    func differences(to exchange: Exchange) -> [CallDifference] {
        let request = exchange.request
        var found = headers.compactMap { name, value in
            CallDifference.of("header.\(name.lowercased())", value, request.headers[name])
        }
        found += query.compactMap { name, value in
            CallDifference.of("query.\(name)", value, request.queryItems.first { $0.name.isSame(as: name) }?.value)
        }
        found += parameters.compactMap { name, value in
            CallDifference.of("path.\(name)", value, exchange.parameters.first { $0.name.isSame(as: name) }?.value)
        }
        if let body {
            found += [CallDifference.of("body", body, String(decoding: request.body, as: UTF8.self))].compactMap(\.self)
        }
        if let json { JSONComparison.compare(json, try? JSONValue(parsing: request.body), at: "json", &found) }
        return found
    }
}

/// Where a call differs from what is wanted.
public struct CallDifference: Sendable, Equatable {
    /// The place, as a code: `header.accept`, `query.page`, `path.id`, `json.card.last4`, `body`.
    public let place: String
    /// What is wanted.
    public let wanted: JSONValue
    /// What was there; `nil` for nothing.
    public let got: JSONValue?

    /// The difference of two texts; `nil` when they are the same.
    fileprivate static func of(_ place: String, _ wanted: String, _ got: String?) -> CallDifference? {
        if got?.isSame(as: wanted) == true { return nil }
        return CallDifference(place: place, wanted: .string(wanted), got: got.map(JSONValue.string))
    }
}

/// Compares JSON values: objects may have more members than wanted, lists have as many elements.
enum JSONComparison {
    /// Adds where a value differs, at most 20 places in all.
    static func compare(
        _ wanted: JSONValue, _ got: JSONValue?, at place: String, _ found: inout [CallDifference]
    ) {
        guard found.count < 20 else { return }
        switch (wanted, got) {
        case (.object(let object), .object(let other)?):
            for member in object.members {
                compare(member.value, other[member.name], at: "\(place).\(member.name)", &found)
            }
        case (.array(let elements), .array(let others)?) where elements.count == others.count:
            for (index, element) in elements.enumerated() {
                compare(element, others[index], at: "\(place)[\(index)]", &found)
            }
        default:
            if wanted != got { found.append(CallDifference(place: place, wanted: wanted, got: got)) }
        }
    }
}
