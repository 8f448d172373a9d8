import MockModel

/// What a caller or a test wants to see, whatever conditions and code would say.
///
/// A pinned example is sent as it is: no handler runs.
struct Pin: Equatable {
    /// The wanted example's name.
    var name: String?
    /// The wanted status.
    var status: Int?
    /// Who asks: the header, as shown in the log.
    var source: String

    /// Makes a pin.
    init(name: String? = nil, status: Int? = nil, source: String) {
        self.name = name
        self.status = status
        self.source = source
    }

    /// Reads `X-Mock-Example`, `X-Mock-Status`, Postman's `x-mock-response-name` and `-code`, and Prism's
    /// `Prefer: example=…` and `code=…` (RFC 7240).
    init?(_ headers: HeaderFields) {
        guard headers.mayContain(Pin.headers) else { return nil }
        var name: String?
        var status: Int?
        var source: String?
        for field in headers.fields where Pin.mayMatter(field.name) {
            switch field.name.lowercased() {
            case "x-mock-example", "x-mock-response-name": name = field.value
            case "x-mock-status", "x-mock-response-code": status = Int(field.value.trimmed)
            case "prefer": (name, status) = Pin.preference(field.value, name, status)
            default: continue
            }
            if name != nil || status != nil { source = field.name }
        }
        guard let source else { return nil }
        self.name = name
        self.status = status
        self.source = source
    }

    /// The pin of a request; the header of most is not read for it.
    static func of(_ request: Request) -> Pin? {
        request.headers.mayContain(headers) ? Pin(request.headers) : nil
    }

    private static let headers = HeaderNameFilter([
        "x-mock-example", "x-mock-response-name", "x-mock-status", "x-mock-response-code", "prefer",
    ])

    /// A glance at length and first letter, so that ordinary headers cost nothing.
    private static func mayMatter(_ name: String) -> Bool {
        guard let first = name.utf8.first?.lowercased else { return false }
        return (first == UInt8(ascii: "x") && name.utf8.count >= 13)
            || (first == UInt8(ascii: "p") && name.utf8.count == 6)
    }

    private static func preference(_ value: String, _ name: String?, _ status: Int?) -> (String?, Int?) {
        var name = name
        var status = status
        for part in value.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let pair = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard pair.count == 2 else { continue }
            let wanted = pair[1].hasPrefix("\"") && pair[1].hasSuffix("\"") ? pair[1].dropFirst().dropLast() : pair[1]
            if pair[0] == "example" { name = String(wanted) }
            if pair[0] == "code" { status = Int(wanted) }
        }
        return (name, status)
    }

    /// The place of the example it asks for.
    func choose(from examples: [Example]) -> Int? {
        let fitting = examples.indices.filter {
            (name?.isSame(as: examples[$0].name) ?? true) && (status == nil || examples[$0].response.status == status)
        }
        return fitting.first { examples[$0].name == "default" } ?? fitting.first
    }

    /// What was asked for, in words: `example "gone"`, `status 404`.
    var wish: String {
        [name.map { "example \"\($0)\"" }, status.map { "status \($0)" }].compactMap(\.self).joined(separator: " with ")
    }
}
