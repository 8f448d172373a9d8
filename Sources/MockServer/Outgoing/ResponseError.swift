/// Why what another server sent is no answer.
enum ResponseError: Error, Equatable {
    /// It is not HTTP/1.1 (RFC 9112): what is wrong, to go on with behind "an answer with".
    case malformed(String)
    /// A part is larger than is taken: which, and by what measure.
    case tooLarge(String)
    /// The connection ended before the answer did.
    case cutShort
    /// The connection ended before a single byte of it.
    case silent

    /// What the rules for header lines and chunks found.
    init(_ failure: RequestFailure, limits: ResponseLimits) {
        self =
            switch failure {
            case .headerTooLarge, .tooManyFields:
                .tooLarge("a header of more than \(limits.header.header) bytes or \(limits.header.fields) lines")
            case .chunkLineTooLong(let limit): .tooLarge("a chunk's line of more than \(limit) bytes")
            case .badChunk: .malformed("a broken chunk")
            case .badLineEnd: .malformed("a header line that does not end in CR LF")
            case .foldedField: .malformed("a folded header line")
            case .controlInField: .malformed("a control character in its header")
            default: .malformed("a broken header line")
            }
    }
}

/// How large an answer may be.
struct ResponseLimits: Sendable, Equatable {
    /// Status line, header lines, lines of chunks.
    var header = RequestLimits()
    /// Bytes of the body.
    var body = 16 << 20
    /// Answers of the class 1xx before the real one.
    var interim = 16
}
