/// The status line and the header lines of a response as bytes (RFC 9112 §4, §5).
///
///     HTTP/1.1 200 OK\r\n
///     Content-Type: application/json\r\n
///
/// The empty line is not there: the edge adds the framing of each call and then that. What a response itself says about
/// framing – `Content-Length`, `Transfer-Encoding`, `Connection` – is not copied, because it was true of another message; the edge looks
/// at a length where no body follows, and at `Connection: close`.
public enum ResponseHead {
    /// Encodes a response's status line and header.
    ///
    /// - Throws: ``ResponseHeadError`` when a part would break out of its line.
    public static func encode(_ response: Response) throws(ResponseHeadError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 + 48 * response.headers.fields.count)
        try appendStatusLine(response, to: &bytes)
        for field in response.headers.fields where !isFraming(field.name) { try append(field, to: &bytes) }
        return bytes
    }

    /// The head of a response with a body in memory, framed up to the number of the call that is still to come.
    ///
    ///     HTTP/1.1 200 OK\r\n
    ///     Content-Type: application/json\r\n
    ///     Content-Length: 12\r\n
    ///     X-Mock-Call:
    ///
    /// `nil` for a response that has no body, an empty one, or one that lies in a file.
    public static func opening(of response: Response, head: [UInt8]) -> [UInt8]? {
        guard case .bytes(let body) = response.body, !body.isEmpty, response.mayHaveBody else { return nil }
        return head + lengthName.utf8 + String(body.count).utf8 + "\r\n".utf8 + callName.utf8
    }

    /// The beginning of the line that tells the length of the body (RFC 9112 §6.2).
    public static let lengthName = "Content-Length: "
    /// The beginning of the line that tells the number of the call.
    public static let callName = "X-Mock-Call: "

    /// Whether a field speaks of the framing of a message or of its connection, which is the edge's to say.
    public static func isFraming(_ name: String) -> Bool {
        switch name.utf8.count {
        case 10: name.equalsIgnoringCase("connection")
        case 14: name.equalsIgnoringCase("content-length")
        case 17: name.equalsIgnoringCase("transfer-encoding")
        default: false
        }
    }

    /// The interim answer 103 with some fields, whole (RFC 8297).
    ///
    /// - Throws: ``ResponseHeadError`` when a part would break out of its line.
    public static func earlyHints(_ fields: HeaderFields) throws(ResponseHeadError) -> [UInt8] {
        try encode(Response(status: 103, headers: fields)) + "\r\n".utf8
    }

    private static func appendStatusLine(
        _ response: Response, to bytes: inout [UInt8]
    ) throws(ResponseHeadError) {
        guard (100...999).contains(response.status) else { throw .status(response.status) }
        let reason = response.reason ?? Response.reason(of: response.status)
        guard !reason.utf8.contains(where: breaksLine) else { throw .reason(reason) }
        bytes += "HTTP/1.1 ".utf8
        bytes += String(response.status).utf8
        bytes.append(UInt8(ascii: " "))
        bytes += reason.utf8
        bytes += "\r\n".utf8
    }

    private static func append(_ field: HeaderFields.Field, to bytes: inout [UInt8]) throws(ResponseHeadError) {
        guard !field.name.isEmpty, !field.name.utf8.contains(where: breaksName) else { throw .name(field.name) }
        guard !field.value.utf8.contains(where: breaksLine) else { throw .value(of: field.name) }
        bytes += field.name.utf8
        bytes += ": ".utf8
        if let raw = field.rawValue { bytes += raw } else { bytes += field.value.utf8 }
        bytes += "\r\n".utf8
    }

    private static func breaksLine(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0 }

    /// Control characters, white space and the colon end a name.
    private static func breaksName(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: ":") }
}

/// Why a response cannot be written as it is: it would split into two (CWE-113).
public enum ResponseHeadError: Error, Sendable, Equatable {
    /// The status is not one of an answer.
    case status(Int)
    /// The reason phrase has a line break or NUL.
    case reason(String)
    /// A header name is empty, or has white space, a colon or a control character.
    case name(String)
    /// The value of that header has a line break or NUL.
    case value(of: String)
}
