import MockModel

extension RequestFailure {
    /// The status that it is answered with.
    public var status: Int {
        switch self {
        case .requestLineTooLong: 414
        case .headerTooLarge, .tooManyFields: 431
        case .bodyTooLarge, .contentTooLarge: 413
        case .unsupportedVersion: 505
        case .unknownExpectation: 417
        case .connect: 501
        case .headerTimeout, .bodyTimeout: 408
        case .bodiesFull, .connectionsFull: 503
        default: 400
        }
    }

    /// What is wrong and what would be right, in one sentence.
    public var detail: String { lineDetail ?? fieldDetail ?? framingDetail }

    private var lineDetail: String? {
        switch self {
        case .badRequestLine: "The first line must be METHOD, one space, the target, one space, HTTP/1.1."
        case .badTarget: "The request target must be a path that begins with /, an http URL, or * for OPTIONS."
        case .fragmentInTarget: "The request target has a fragment (#); clients keep that part to themselves."
        case .unsupportedVersion: "This server speaks HTTP/1.1 and HTTP/1.0."
        case .requestLineTooLong(let limit): "The first line is longer than \(limit) bytes."
        case .tlsHandshake: "The client speaks TLS (https://), and this port speaks plain HTTP: use http://."
        case .badLineEnd: "Every line of the header must end in CR LF."
        case .connect: "CONNECT asks for a tunnel, and this server is not a proxy."
        case .headerTimeout: "The header was not complete in time."
        default: nil
        }
    }

    private var fieldDetail: String? {
        switch self {
        case .badFieldName: "A header line must be a name without spaces, a colon, and a value."
        case .spaceBeforeColon: "A header name must be followed by its colon at once."
        case .foldedField: "A header line begins with white space; folded lines are not accepted."
        case .controlInField: "A header value holds a control character."
        case .headerTooLarge(let limit): "The header is larger than \(limit) bytes."
        case .tooManyFields(let limit): "The message has more than \(limit) header lines."
        case .missingHost: "An HTTP/1.1 request must have a Host header."
        case .repeatedHost: "The request has more than one Host header."
        case .badHost: "The Host header is not a host with an optional port."
        case .unknownExpectation: "Expect can only be 100-continue."
        default: nil
        }
    }

    private var framingDetail: String {
        switch self {
        case .repeatedLength: "The request has more than one Content-Length."
        case .badLength: "Content-Length must be one decimal number."
        case .badTransferCoding: "Transfer-Encoding can only be chunked, once."
        case .transferCodingInOldVersion: "HTTP/1.0 has no Transfer-Encoding."
        case .lengthAndTransferCoding: "The request has both Content-Length and Transfer-Encoding."
        case .badChunk: "The chunked body is malformed."
        case .chunkLineTooLong(let limit): "The line of a chunk is longer than \(limit) bytes."
        case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes (limits.body)."
        case .contentTooLarge(let limit):
            "The decoded body is larger than \(limit) bytes (limits.body), or grows more than 1,100 times."
        case .bodyTimeout: "The body came more slowly than 1 KiB a second."
        case .bodiesFull: "Bodies that other clients are sending use all the memory for them. Send it again later."
        case .connectionsFull: "All connections are in use. Close some, or try again later; /_mock still answers."
        default: "The request is malformed."
        }
    }
}
