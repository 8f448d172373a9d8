/// Why the head of a response cannot be written: the response would split into two (CWE-113).
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

extension Response {
    /// Checks that status, reason phrase and header fields can be written on any wire; framing fields are not written.
    ///
    /// - Throws: ``ResponseHeadError`` for the first part that would break out of its line.
    public func checkHead() throws(ResponseHeadError) {
        guard (100...999).contains(status) else { throw .status(status) }
        if let reason, reason.utf8.contains(where: breaksLine) { throw .reason(reason) }
        for field in headers.fields where !field.isFraming { try field.checkLine() }
    }
}

extension HeaderFields.Field {
    /// Checks that name and value stay within their line.
    ///
    /// - Throws: ``ResponseHeadError`` when one of them does not.
    public func checkLine() throws(ResponseHeadError) {
        guard !name.isEmpty, !name.utf8.contains(where: breaksName) else { throw .name(name) }
        guard !value.utf8.contains(where: breaksLine) else { throw .value(of: name) }
    }

    /// Whether the field describes the framing of a message or its connection, which the edge decides.
    ///
    /// `Content-Length`, `Transfer-Encoding` and `Connection` of a response were true of another message.
    public var isFraming: Bool {
        switch name.utf8.count {
        case 10: name.equalsIgnoringCase("connection")
        case 14: name.equalsIgnoringCase("content-length")
        case 17: name.equalsIgnoringCase("transfer-encoding")
        default: false
        }
    }
}

private func breaksLine(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0 }

/// Control characters, white space and the colon end a name.
private func breaksName(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: ":") }
