import MockModel
import NIOCore

extension RequestParser {
    /// Reads what is there of a body.
    mutating func readBody() throws(RequestFailure) -> Event? {
        switch stage {
        case .length(let remaining):
            guard let left = take(remaining) else { return message() }
            stage = .length(remaining: left)
            return incomplete()
        case .chunk(let remaining):
            let left = take(remaining)
            stage = left.map { .chunk(remaining: $0) } ?? .chunkEnd
            return left == nil ? nil : incomplete()
        case .chunkEnd: return try readChunkEnd()
        case .trailers: return try readTrailers()
        default: return try readChunkSize()
        }
    }

    /// Moves up to that many bytes into the body; what is then missing, or `nil` when nothing is.
    private mutating func take(_ remaining: Int) -> Int? {
        let count = min(remaining, buffer.readableBytes)
        if body.isEmpty, count == remaining {
            body = buffer.readBytes(length: count) ?? []
        } else {
            body.append(contentsOf: buffer.readableBytesView.prefix(count))
            buffer.moveReaderIndex(forwardBy: count)
        }
        return count == remaining ? nil : remaining - count
    }

    private mutating func readChunkSize() throws(RequestFailure) -> Event? {
        guard let line = try ChunkLine.read(buffer.readableBytesUInt8Span, limit: limits.chunkLine) else {
            return incomplete()
        }
        buffer.moveReaderIndex(forwardBy: line.next)
        guard line.size <= bodyLimit - body.count else { throw .bodyTooLarge(limit: bodyLimit) }
        stage = line.size == 0 ? .trailers : .chunk(remaining: line.size)
        return nil
    }

    private mutating func readChunkEnd() throws(RequestFailure) -> Event? {
        let ending = buffer.getBytes(at: buffer.readerIndex, length: min(2, buffer.readableBytes)) ?? []
        guard [ByteClass.carriageReturn, ByteClass.lineFeed].starts(with: ending) else { throw .badChunk }
        guard ending.count == 2 else { return incomplete() }
        buffer.moveReaderIndex(forwardBy: 2)
        stage = .chunkSize
        return nil
    }

    /// Reads the lines behind the last chunk; they are checked like header lines and dropped (RFC 9112 §7.1.2).
    private mutating func readTrailers() throws(RequestFailure) -> Event? {
        let bytes = buffer
        let span = bytes.readableBytesUInt8Span
        let line = try fieldScanner(count: span.count).field(span, from: 0)
        guard line.isWhole else { return incomplete() }
        buffer.moveReaderIndex(forwardBy: line.next)
        if line.isEmpty { return message() }
        fieldCount += 1
        fieldBytes += line.next
        if fieldCount > limits.fields { throw .tooManyFields(limit: limits.fields) }
        return nil
    }
}
