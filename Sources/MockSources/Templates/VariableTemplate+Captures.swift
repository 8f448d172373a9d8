import MockModel

extension VariableTemplate {
    /// The tokens of a response that can have a value for a call; `nil` when there are none.
    ///
    /// Others stay as they are written: they are joined to the text around them.
    /// - Parameters:
    ///   - response: the response as it was saved.
    ///   - captures: the names that the request gives to the answer.
    init?(filling response: Response, captures: Set<TextKey>) {
        var fields: [Int: [Piece]] = [:]
        for (index, field) in response.headers.fields.enumerated() {
            fields[index] = VariableTemplate.pieces(of: field.value, captures)
        }
        var body: [Piece]?
        if case .bytes(let bytes) = response.body, let text = String(validating: bytes, as: UTF8.self) {
            body = VariableTemplate.pieces(of: text, captures)
        }
        guard body != nil || !fields.isEmpty else { return nil }
        self.init(body: body, headers: fields)
    }

    private static func pieces(of text: String, _ captures: Set<TextKey>) -> [Piece]? {
        guard mayHaveTokens(text) else { return nil }
        var pieces: [Piece] = []
        var literal = ""
        for piece in VariableTemplate.pieces(of: text) {
            switch piece {
            case .literal(let text): literal += text
            case .token(let name) where !canHaveValue(name, captures): literal += "{{\(name)}}"
            case .token:
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                pieces.append(piece)
                literal = ""
            }
        }
        guard !pieces.isEmpty else { return nil }
        return literal.isEmpty ? pieces : pieces + [.literal(literal)]
    }

    private static func canHaveValue(_ token: String, _ captures: Set<TextKey>) -> Bool {
        let name = String(token.trimmed)
        return name.hasPrefix("$") || captures.contains(TextKey(name))
    }
}
