import MockModel

/// The response that a request prefers of an operation: a status, an example, values made anew or by another seed.
///
/// Read from `Prefer` (RFC 7240), our headers and Postman's, or the query: `__code`, `__example`, `__dynamic`, `__seed`.
struct ResponsePreference {
    private(set) var status: Int?
    private(set) var example: String?
    /// Whether a value is made although there are examples, another one each time.
    private(set) var isDynamic = false
    private(set) var seed: String?
    /// What asked for it, as the log shows it: the header or parameter; `nil` without one.
    private(set) var source: String?
    /// The preferences that were understood, for `Preference-Applied`.
    private(set) var applied: [String] = []

    private static let preferring = HeaderNameFilter(["prefer"])

    /// Reads the preferences of a request; what a test or a header pins is one.
    init(_ request: Request, _ pin: Pin?) {
        (status, example, source) = (pin?.status, pin?.name, pin?.source)
        if request.headers.mayContain(ResponsePreference.preferring) {
            for value in request.headers.values(of: "prefer") { read(preferences: value) }
        }
        guard request.target.contains("__") else { return }
        for (name, value) in request.queryItems where name.hasPrefix("__") { read(query: name, value) }
    }

    private mutating func read(preferences text: String) {
        for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let pair = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard let name = pair.first?.lowercased(), pair.count == 2 else { continue }
            let value = pair[1].hasPrefix("\"") ? pair[1].dropFirst().prefix { $0 != "\"" } : pair[1]
            guard set(name, String(value)) else { continue }
            applied.append("\(name)=\(pair[1])")
            source = source ?? "Prefer"
        }
    }

    private mutating func read(query name: String, _ value: String) {
        guard set(String(name.dropFirst(2)), value) else { return }
        source = source ?? name
    }

    private mutating func set(_ name: String, _ value: String) -> Bool {
        switch name {
        case "code":
            guard let status = Int(value) else { return false }
            self.status = status
        case "example": example = value
        case "dynamic": isDynamic = value == "true"
        case "seed": seed = value
        default: return false
        }
        return true
    }
}
