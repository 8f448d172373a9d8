import MockModel

/// Writes the requests of one folder.
enum SavedRequestWriter {
    /// The text of a file `requests.http`.
    static func text(_ requests: [SavedRequest]) -> String {
        requests.map(block).joined(separator: "\n")
    }

    private static func block(_ request: SavedRequest) -> String {
        var lines = [request.file.isEmpty ? "###" : "### \(request.file)"]
        if let id = request.id { lines.append("# @id \(id)") }
        if let name = request.name { lines.append("# @name \(name)") }
        if let optional = request.optional { lines.append("# @optional \(optional)") }
        let (kind, text) = body(request.body)
        lines += kind
        lines.append("\(request.method) \(request.target)")
        lines += request.headers.fields.filter(isSent).map { "\($0.name): \($0.value)" }
        if let text { lines += ["", text] }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A field that a client can send; any other agrees with no request.
    private static func isSent(_ field: HeaderFields.Field) -> Bool {
        PostmanHeader.isName(field.name) && PostmanHeader.isValue(field.value)
            && field.value.trimmed == field.value[...]
    }

    /// The lines that say what a body is, and the body itself.
    private static func body(_ body: OriginBody?) -> (kind: [String], text: String?) {
        switch body {
        case nil: ([], nil)
        case .text(let text):
            SavedRequestReader.isKept(text) ? ([], text) : (["# @body \(JSONWriter.quoted(text))"], nil)
        case .form(let fields): (["# @body form"], form(fields))
        case .multipart(let fields): (["# @body multipart"], form(fields))
        case .graphQL(let query, let variables):
            (
                ["# @body graphql \(JSONWriter.quoted(query))"]
                    + (variables.map { ["# @variables \(JSONWriter.quoted($0))"] } ?? []), nil
            )
        }
    }

    private static func form(_ fields: [OriginBody.Field]) -> String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
