import MockModel

/// The line that begins a chunk, `1F;name=value CR LF` (RFC 9112 §7.1); what an extension says is of no meaning to us.
struct ChunkLine {
    let size: Int
    /// Where the chunk begins, counted from the start of the bytes.
    let next: Int

    /// Reads the line at the beginning of some bytes; `nil` when it is not complete.
    ///
    /// - Throws: `badChunk` without digits, with too many, or with anything else in the line; `chunkLineTooLong`.
    static func read(_ bytes: Span<UInt8>, limit: Int) throws(RequestFailure) -> ChunkLine? {
        let end = min(bytes.count, limit)
        var size = 0
        var index = 0
        while index < end, let digit = bytes[index].hexDigit {
            guard size < Int.max >> 5 else { throw .badChunk }
            size = size << 4 | Int(digit)
            index += 1
        }
        let digits = index
        if index < end, bytes[index] == 0x3B {
            while index < end, bytes[index] >= ByteClass.space || bytes[index] == ByteClass.tab { index += 1 }
        }
        guard index + 1 < end else {
            if index < end, bytes[index] != ByteClass.carriageReturn || digits == 0 { throw .badChunk }
            if end == limit { throw .chunkLineTooLong(limit: end) }
            return nil
        }
        guard bytes[index] == ByteClass.carriageReturn, bytes[index + 1] == ByteClass.lineFeed, digits > 0 else {
            throw .badChunk
        }
        return ChunkLine(size: size, next: index + 2)
    }
}
