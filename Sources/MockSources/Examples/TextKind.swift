import MockModel

/// What a content type means for expressions in a body.
enum TextKind: Equatable {
    /// JSON: strings that are one expression become its value.
    case json
    /// Any other text, with the way in which values are written into it.
    case text(TemplateChunk.Kind)

    /// The kind of a content type; of none and of unknown ones plain text.
    init(contentType: String?) {
        let type = contentType.map(MediaType.essence) ?? ""
        guard !MediaType.isJSON(type), type != "application/x-ndjson" else {
            self = .json
            return
        }
        switch TextEscaping(contentType: contentType) {
        case .plain: self = .text(.text)
        case .json: self = .text(.jsonstring)
        case .xml: self = .text(type == "text/html" ? .html : .xml)
        case .form: self = .text(.url)
        case .csv: self = .text(.csv)
        }
    }

    private static let textual: Set<String> = [
        "application/x-ndjson", "application/json5", "application/graphql", "application/javascript",
        "application/yaml",
        "application/toml", "application/sql", "application/x-www-form-urlencoded", "application/jwt",
        "application/vnd.apple.mpegurl", "application/pem-certificate-chain",
    ]

    /// Whether a body of a content type is text.
    static func isText(_ contentType: String) -> Bool {
        let type = MediaType.essence(of: contentType)
        return type.hasPrefix("text/") || MediaType.isJSON(type) || MediaType.isXML(type) || textual.contains(type)
    }
}
