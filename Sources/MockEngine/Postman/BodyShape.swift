import MockModel

/// The body of an example's request, prepared for comparing.
enum BodyShape: Sendable {
    /// JSON, compared as data: neither white space nor the order of names counts.
    case json(JSONValue)
    /// JSON with variables, each of which stands for anything.
    case jsonPattern(JSONValue)
    /// Any other text, compared byte for byte.
    case text([UInt8])
    /// Text with variables.
    case textPattern([VariableTemplate.Piece])
    /// Fields of a form, in any order.
    case form([OriginBody.Field])
    /// Text fields of a multipart form, in any order.
    case multipart([OriginBody.Field])

    init(_ body: OriginBody) {
        switch body {
        case .text(let text): self = BodyShape.text(text)
        case .form(let fields): self = .form(BodyShape.sorted(fields))
        case .multipart(let fields): self = .multipart(BodyShape.sorted(fields))
        case .graphQL(let query, let variables):
            let text = variables.map(BodyPattern.quoted) ?? "{}"
            let sent = (try? JSONValue(parsing: text)) ?? .object(JSONObject())
            self = BodyShape.json(BodyShape.graphQL(query: .string(query), variables: sent), of: text)
        }
    }

    private static func text(_ text: String) -> BodyShape {
        let pieces = VariableTemplate.pieces(of: String(text.trimmed))
        if pieces.count == 1, case .token? = pieces.first { return .textPattern(pieces) }
        if let value = try? JSONValue(parsing: BodyPattern.quoted(text)) { return json(value.canonical, of: text) }
        return VariableTemplate.mayHaveTokens(text)
            ? .textPattern(VariableTemplate.pieces(of: text)) : .text(Array(text.utf8))
    }

    private static func json(_ value: JSONValue, of text: String) -> BodyShape {
        VariableTemplate.mayHaveTokens(text) ? .jsonPattern(value) : .json(value)
    }

    /// Whether variables in it stand for anything.
    var hasVariables: Bool {
        switch self {
        case .json, .text: false
        case .jsonPattern, .textPattern: true
        case .form(let fields), .multipart(let fields): fields.contains { VariableTemplate.mayHaveTokens($0.value) }
        }
    }

    /// Whether a request carries the same.
    func equals(_ sent: inout SentBody) -> Bool {
        switch self {
        case .json(let value): sent.json == value || sent.graphQL == value
        case .jsonPattern(let value):
            [sent.json, sent.graphQL].contains { $0.map { BodyPattern.fits($0, value) } ?? false }
        case .text(let bytes): sent.bytes == bytes
        case .textPattern(let pieces): BodyPattern.fits(sent.bytes, pieces)
        case .form(let fields): BodyShape.fits(sent.form, fields)
        case .multipart(let fields): BodyShape.fits(sent.multipart, fields)
        }
    }

    /// Whether the fields sent are the saved ones in any order; a saved value with variables takes what the others leave.
    private static func fits(_ sent: [OriginBody.Field]?, _ saved: [OriginBody.Field]) -> Bool {
        guard var left = sent, left.count == saved.count else { return false }
        let isPattern = { (field: OriginBody.Field) in VariableTemplate.mayHaveTokens(field.value) }
        for field in saved.filter({ !isPattern($0) }) + saved.filter(isPattern) {
            let pieces = isPattern(field) ? VariableTemplate.pieces(of: field.value) : nil
            let place = left.firstIndex { other in
                guard other.name.isSame(as: field.name) else { return false }
                return pieces.map { BodyPattern.fits(Array(other.value.utf8), $0) }
                    ?? other.value.isSame(as: field.value)
            }
            guard let place else { return false }
            left.remove(at: place)
        }
        return true
    }

    /// The two members of a GraphQL request that tell operations apart.
    fileprivate static func graphQL(query: JSONValue, variables: JSONValue) -> JSONValue {
        JSONValue.object(JSONObject([.init("query", query), .init("variables", variables)])).canonical
    }

    fileprivate static func sorted(_ fields: [OriginBody.Field]) -> [OriginBody.Field] {
        fields.sorted { (TextKey($0.name), TextKey($0.value)) < (TextKey($1.name), TextKey($1.value)) }
    }
}

/// The body of a request in the forms that examples ask for; each is read when it is first needed.
struct SentBody {
    let bytes: [UInt8]
    private let type: String

    init(_ request: Request) {
        bytes = (try? request.content()) ?? request.body
        type = request.headers["content-type"] ?? ""
    }

    private(set) lazy var json: JSONValue? = (try? JSONValue(parsing: bytes))?.canonical

    /// A GraphQL request without its operation name, and with variables even when there are none.
    private(set) lazy var graphQL: JSONValue? = {
        guard let query = json?["query"] else { return nil }
        let variables = json?["variables"].flatMap { $0 == .null ? nil : $0 }
        return BodyShape.graphQL(query: query, variables: variables ?? .object(JSONObject()))
    }()

    private(set) lazy var form: [OriginBody.Field]? = {
        guard type.isMedia("application/x-www-form-urlencoded") else { return nil }
        let fields = FormEncoding.decode(String(decoding: bytes, as: UTF8.self))
        return BodyShape.sorted(fields.map { OriginBody.Field($0.name, $0.value) })
    }()

    private(set) lazy var multipart: [OriginBody.Field]? = {
        guard type.isMedia("multipart/form-data"), let boundary = MultipartText.boundary(of: type) else { return nil }
        return BodyShape.sorted(MultipartText.fields(of: bytes, boundary: boundary))
    }()
}

extension String {
    /// Whether a `Content-Type` names a media type, whatever its parameters.
    fileprivate func isMedia(_ type: String) -> Bool {
        String(prefix { $0 != ";" }.trimmed).equalsIgnoringCase(type)
    }
}

extension JSONValue {
    /// The same data with the names of objects sorted and whole numbers written as such.
    var canonical: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { .init($0.name, $0.value.canonical) }.sorted { $0.name.precedes($1.name) }))
        case .number(let number): Int64(exactly: number).map(JSONValue.integer) ?? self
        default: self
        }
    }
}
