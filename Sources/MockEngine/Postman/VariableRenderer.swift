import MockModel

/// Fills in the templates of a collection's answers for one call.
///
/// Variables of the environment and the collection are filled in at load. What is left are values of the call: what its path
/// and query give, `$body`, `$queryParams`, `$pathSegments`, `$headers`, and made-up data. Every token is asked for on its own;
/// what has no value stays as it is written. Values are pasted as they are and not scanned again: a caller must not be able to
/// put templates into answers.
struct VariableRenderer {
    private let request: Request
    private let parameters: [(name: String, value: String)]
    private let now: Int64
    private var random: RandomGenerator
    private lazy var content = (try? request.content()) ?? request.body
    private lazy var json = try? JSONValue(parsing: content)

    /// Makes a renderer for a call; `now` is the session's time in milliseconds since 1970.
    init(
        _ request: Request, parameters: [(name: String, value: String)], random: RandomGenerator, now: Int64
    ) {
        self.request = request
        self.parameters = parameters
        self.random = random
        self.now = now
    }

    /// The response with its header values and its body filled in.
    mutating func fill(_ template: VariableTemplate, in response: Response) -> Response {
        var response = response
        var headers = HeaderFields()
        for (place, field) in response.headers.fields.enumerated() {
            let value = template.headers[place].map { text($0).withoutControls } ?? field.value
            headers.append(field.name, value)
        }
        response.headers = headers
        if let pieces = template.body {
            let isJSON = VariableRenderer.isJSON(pieces, response.headers["content-type"])
            response.body = .bytes(Array(text(pieces, inJSON: isJSON).utf8))
        }
        return response
    }

    /// Whether a body is JSON: by its content type, and by its first letter where it has none or is said to be plain text.
    private static func isJSON(_ pieces: [VariableTemplate.Piece], _ type: String?) -> Bool {
        if let type, MediaType.isJSON(type) { return true }
        guard type.map({ MediaType.essence(of: $0) == "text/plain" }) ?? true, case .literal(let text)? = pieces.first
        else { return false }
        return text.trimmed.first == "{" || text.trimmed.first == "["
    }

    /// A text of its pieces; in JSON the made-up texts are escaped, so that a line break in one does not break it.
    mutating func text(_ pieces: [VariableTemplate.Piece], inJSON: Bool = false) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .token(let token): text += value(of: VariableToken(token), inJSON) ?? "{{\(token)}}"
            }
        }
        return text
    }

    private mutating func value(of token: VariableToken, _ inJSON: Bool) -> String? {
        let given = token.arguments.first
        let fallback = token.arguments.dropFirst().first
        switch token.name {
        case "$body": return bodyValue(given) ?? fallback
        case "$queryParams": return request.queryItems.first { $0.name.isSame(as: given ?? "") }?.value ?? fallback
        case "$pathSegments": return given.flatMap(pathSegment) ?? fallback
        case "$headers": return given.flatMap { request.headers[$0] } ?? fallback
        case let name where name.hasPrefix("$"):
            let made = fake(String(name.dropFirst()))
            return inJSON ? made.map { String(JSONWriter.quoted($0).dropFirst().dropLast()) } : made
        default: return parameters.first { $0.name.isSame(as: token.name) }?.value
        }
    }

    /// The whole body, or a value in it: of JSON by its place, of a form by its name.
    private mutating func bodyValue(_ path: String?) -> String? {
        guard let path else { return String(decoding: content, as: UTF8.self) }
        if let json { return ObjectPath(path).value(in: json)?.plain }
        guard request.headers["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
        else { return nil }
        return FormEncoding.decode(String(decoding: content, as: UTF8.self)).first { $0.name.isSame(as: path) }?.value
    }

    private func pathSegment(_ index: String) -> String? {
        guard let index = Int(index), request.segments.indices.contains(index) else { return nil }
        return request.segments[index]
    }

    private mutating func fake(_ kind: String) -> String? {
        switch FakeData.value(kind, arguments: [], random: &random, now: now) {
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number): JSONWriter.text(of: number)
        case .bool(let flag): String(flag)
        case ScriptArgument.none?, nil: nil
        }
    }
}

extension JSONValue {
    /// The value as it is pasted: text without quotes, everything else as JSON.
    fileprivate var plain: String {
        text ?? JSONWriter.text(self)
    }
}

extension String {
    /// The text with a space for each control character, so that a value cannot end its header line.
    fileprivate var withoutControls: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
