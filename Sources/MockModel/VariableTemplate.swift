/// Postman's templates, cut at load: header values and body as literal text and tokens.
public struct VariableTemplate: Sendable, Equatable {
    /// A piece of a text.
    public enum Piece: Sendable, Equatable {
        /// Sent as it is.
        case literal(String)
        /// The inside of `{{…}}`, resolved for each request.
        case token(String)
    }

    /// The body's pieces; `nil` sends the body of the response as it is.
    public var body: [Piece]?
    /// The pieces of the header values that have tokens, by their place in the header.
    public var headers: [Int: [Piece]]

    /// Makes a template of pieces.
    public init(body: [Piece]?, headers: [Int: [Piece]] = [:]) {
        self.body = body
        self.headers = headers
    }
}

extension VariableTemplate {
    /// Cuts a text at its `{{…}}`: two braces, any characters but braces, two braces.
    ///
    /// - Returns: the pieces in order; one literal when there is no token, none for an empty text.
    public static func pieces(of text: String) -> [Piece] {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var literal = 0
        var index = 0
        while let token = nextToken(in: bytes, from: index) {
            append(bytes[literal..<token.lowerBound], to: &pieces)
            let inside = bytes[token.lowerBound + 2..<token.upperBound - 2]
            pieces.append(.token(String(decoding: inside, as: UTF8.self)))
            index = token.upperBound
            literal = index
        }
        append(bytes[literal...], to: &pieces)
        return pieces
    }

    /// Whether a text has two opening braces side by side: a quick look before it is cut.
    public static func mayHaveTokens(_ text: String) -> Bool {
        var isAfterBrace = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{") {
                if isAfterBrace { return true }
                isAfterBrace = true
            } else {
                isAfterBrace = false
            }
        }
        return false
    }

    private static func append(_ literal: ArraySlice<UInt8>, to pieces: inout [Piece]) {
        guard !literal.isEmpty else { return }
        pieces.append(.literal(String(decoding: literal, as: UTF8.self)))
    }

    /// The next `{{…}}` with its braces; of `{{{x}}}` the inner one.
    private static func nextToken(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        var begin: Int?
        var index = start
        while index + 1 < bytes.count {
            let isPair = bytes[index] == bytes[index + 1]
            switch bytes[index] {
            case UInt8(ascii: "{"):
                if isPair { begin = index } else if begin != index - 1 { begin = nil }
            case UInt8(ascii: "}"):
                if isPair, let begin { return begin..<index + 2 }
                begin = nil
            default: break
            }
            index += 1
        }
        return nil
    }
}
