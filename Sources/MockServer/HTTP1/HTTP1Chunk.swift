import NIOCore

/// Writes bodies in chunks (RFC 9112 §7.1).
enum HTTP1Chunk {
    /// Writes the line before a chunk.
    static func open(_ size: Int, in buffer: inout ByteBuffer) {
        buffer.writeString(String(size, radix: 16))
        buffer.writeStaticString("\r\n")
    }

    /// Writes the end of a chunk.
    static func close(in buffer: inout ByteBuffer) { buffer.writeStaticString("\r\n") }

    /// Writes a chunk; nothing for no bytes, which would end the body.
    static func write(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        guard !bytes.isEmpty else { return }
        open(bytes.count, in: &buffer)
        buffer.writeBytes(bytes)
        close(in: &buffer)
    }

    /// Writes the last chunk.
    static func end(_ buffer: inout ByteBuffer) { buffer.writeStaticString("0\r\n\r\n") }

    /// Writes a line that is no chunk: the fault `malformed`.
    static func breakOff(_ buffer: inout ByteBuffer) { buffer.writeStaticString("not-a-size\r\n") }
}
