import MockModel
import NIOCore

/// Writes the heads of HTTP/1 messages (RFC 9112 §2 to §5): the only code that knows how their lines look.
///
///     HTTP/1.1 200 OK\r\n
///     Content-Type: application/json\r\n
///     Content-Length: 12\r\n
///     X-Mock-Call: 7\r\n
///     \r\n
enum HTTP1Head {
    /// Writes the first line of a response.
    static func writeStatusLine(_ status: Int, _ reason: String, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeDecimal(status)
        buffer.writeStaticString(" ")
        buffer.writeString(reason)
        endLine(&buffer)
    }

    /// Writes the first line of a request.
    static func writeRequestLine(_ method: String, _ target: String, to buffer: inout ByteBuffer) {
        buffer.writeString(method)
        buffer.writeStaticString(" ")
        buffer.writeString(target)
        buffer.writeStaticString(" HTTP/1.1\r\n")
    }

    /// Writes a header field as it was written; the caller has checked its name and value.
    static func write(_ field: HeaderFields.Field, to buffer: inout ByteBuffer) {
        buffer.writeString(field.name)
        buffer.writeStaticString(": ")
        if let raw = field.rawValue { buffer.writeBytes(raw) } else { buffer.writeString(field.value) }
        endLine(&buffer)
    }

    /// Writes the field that tells the length of the body (RFC 9112 §6.2).
    static func writeLength(_ length: Int, to buffer: inout ByteBuffer) {
        openLength(&buffer)
        buffer.writeDecimal(length)
        endLine(&buffer)
    }

    /// Writes the field that tells the number of the call.
    static func writeCall(_ call: Int, to buffer: inout ByteBuffer) {
        openCall(&buffer)
        buffer.writeDecimal(call)
        endLine(&buffer)
    }

    /// Writes the field of a body in chunks.
    static func writeChunked(to buffer: inout ByteBuffer) {
        buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    }

    /// Writes what becomes of the connection: `close`, `Upgrade`, or `keep-alive`.
    static func writeConnection(_ option: StaticString, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("Connection: ")
        buffer.writeStaticString(option)
        endLine(&buffer)
    }

    /// Writes the empty line that ends a head.
    @inline(__always)
    static func end(_ buffer: inout ByteBuffer) { endLine(&buffer) }

    /// Writes the interim response 100 (RFC 9110 §15.2.1).
    static func writeContinue(to buffer: inout ByteBuffer) {
        writeStatusLine(100, "Continue", to: &buffer)
        end(&buffer)
    }

    /// Writes the interim response 103 with some fields (RFC 8297); nothing when one of them would break out of its line.
    static func writeEarlyHints(_ fields: HeaderFields, to buffer: inout ByteBuffer) {
        guard (try? write(Response(status: 103, headers: fields), to: &buffer)) != nil else { return }
        end(&buffer)
    }

    /// Writes the status line and the header of a response, without its framing fields and without the empty line.
    ///
    /// - Throws: `ResponseHeadError` when a part would break out of its line; nothing is written then.
    static func write(_ response: Response, to buffer: inout ByteBuffer) throws(ResponseHeadError) {
        try response.checkHead()
        writeStatusLine(response.status, response.reason ?? Response.reason(of: response.status), to: &buffer)
        for field in response.headers.fields where !field.isFraming { write(field, to: &buffer) }
    }

    private static func openLength(_ buffer: inout ByteBuffer) { buffer.writeStaticString("Content-Length: ") }

    private static func openCall(_ buffer: inout ByteBuffer) { buffer.writeStaticString("X-Mock-Call: ") }

    @inline(__always)
    private static func endLine(_ buffer: inout ByteBuffer) { buffer.writeStaticString("\r\n") }
}

/// Heads whose first part is kept from one call to the next.
extension HTTP1Head {
    /// Writes the head of a response with a body of `count` bytes, as far as every call has the same: up to the number of the call.
    static func writeOpening(_ response: Response, count: Int, to buffer: inout ByteBuffer) throws(ResponseHeadError) {
        try write(response, to: &buffer)
        writeLength(count, to: &buffer)
        openCall(&buffer)
    }

    /// Writes what stands between the header of a response and the number of its call.
    static func writeToCall(count: Int, to buffer: inout ByteBuffer) {
        openLength(&buffer)
        buffer.writeDecimal(count)
        buffer.writeStaticString("\r\nX-Mock-Call: ")
    }

    /// Writes the number of the call and the end of the head, on a connection that stays open.
    static func endAfterCall(_ call: Int, minorVersion: Int, to buffer: inout ByteBuffer) {
        if minorVersion == 1 { return buffer.writeLastNumber(call) }
        buffer.writeDecimal(call)
        buffer.writeStaticString("\r\nConnection: keep-alive\r\n\r\n")
    }
}
