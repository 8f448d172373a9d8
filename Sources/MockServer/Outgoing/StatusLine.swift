import NIOCore

/// The first line of an answer: `HTTP/1.1 200 OK CR LF` (RFC 9112 §4).
struct StatusLine {
    let status: Int
    /// As written; "" when there is none.
    let reason: String
    let minorVersion: Int
    /// Where the header begins, counted from the start of the bytes.
    let next: Int

    /// Reads the line at the beginning of some bytes; `nil` when it is not complete.
    ///
    /// What cannot become a status line is refused at its first byte: a server that speaks something else may never send a line end.
    static func read(_ buffer: ByteBuffer, limit: Int) throws(ResponseError) -> StatusLine? {
        let bytes = buffer.readableBytesUInt8Span
        guard begins(bytes) else { throw .malformed("no status line: it is not HTTP/1.1") }
        let end = min(bytes.count, limit)
        var index = 0
        while index < end, bytes[index] != ByteClass.lineFeed { index += 1 }
        guard index < end else {
            if end == limit { throw .tooLarge("a status line of more than \(limit) bytes") }
            return nil
        }
        guard index > 12, bytes[index - 1] == ByteClass.carriageReturn, let status = status(bytes),
            index == 13 || bytes[12] == ByteClass.space, isText(bytes, from: 12, to: index - 1)
        else { throw .malformed("a broken status line") }
        let reason = index > 14 ? buffer.text(13..<index - 1, isASCII: false) : ""
        return StatusLine(status: status, reason: reason, minorVersion: Int(bytes[7] - 0x30), next: index + 1)
    }

    /// Whether the bytes are `HTTP/1.0 ` or `HTTP/1.1 `, as far as they are there.
    private static func begins(_ bytes: Span<UInt8>) -> Bool {
        for (index, byte) in "HTTP/1.1 ".utf8.enumerated() where index < bytes.count {
            guard bytes[index] == byte || index == 7 && bytes[index] == 0x30 else { return false }
        }
        return true
    }

    private static func status(_ bytes: Span<UInt8>) -> Int? {
        guard let status = bytes.decimal(9..<12), status >= 100 else { return nil }
        return status
    }

    private static func isText(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, bytes[index] >= ByteClass.space && bytes[index] != 0x7F || bytes[index] == ByteClass.tab {
            index += 1
        }
        return index >= end
    }
}
