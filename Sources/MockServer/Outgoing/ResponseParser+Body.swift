import MockModel
import NIOCore

extension ResponseParser {
    /// A line of the header or of the trailers.
    enum Line {
        case field(HeaderFields.Field)
        case end
        case incomplete
    }

    /// Reads one line, by the rules and limits of requests.
    mutating func readField() throws(ResponseError) -> Line {
        let bytes = buffer
        let span = bytes.readableBytesUInt8Span
        let left = limits.header.header - fieldBytes
        let scanner =
            span.count < left
            ? LineScanner(end: span.count)
            : LineScanner(end: left, tooLong: .headerTooLarge(limit: limits.header.header))
        let line: FieldLine
        do throws(RequestFailure) { line = try scanner.field(span, from: 0) } catch {
            throw ResponseError(error, limits: limits)
        }
        guard line.isWhole else { return .incomplete }
        buffer.moveReaderIndex(forwardBy: line.next)
        if line.isEmpty { return .end }
        fieldCount += 1
        fieldBytes += line.next
        if fieldCount > limits.header.fields {
            throw ResponseError(.tooManyFields(limit: limits.header.fields), limits: limits)
        }
        let value = bytes.getBytes(at: bytes.readerIndex + line.value.lowerBound, length: line.value.count) ?? []
        return .field(.init(bytes.text(line.name, isASCII: true), bytes: value))
    }

    /// Reads what is there of a body.
    mutating func readBody() throws(ResponseError) -> Event? {
        switch stage {
        case .length(let remaining):
            let left = take(remaining)
            stage = .length(remaining: left)
            return left == 0 ? finish() : .incomplete
        case .chunk(let remaining):
            let left = take(remaining)
            stage = left == 0 ? .chunkEnd : .chunk(remaining: left)
            return left == 0 ? nil : .incomplete
        case .chunkEnd: return try readChunkEnd()
        case .trailers: return try readTrailers()
        case .untilEnd: return try takeAll()
        default: return try readChunkSize()
        }
    }

    /// Moves up to that many bytes into the body; how many are then missing.
    private mutating func take(_ remaining: Int) -> Int {
        let count = min(remaining, buffer.readableBytes)
        body.append(contentsOf: buffer.readableBytesView.prefix(count))
        buffer.moveReaderIndex(forwardBy: count)
        return remaining - count
    }

    private mutating func takeAll() throws(ResponseError) -> Event? {
        guard buffer.readableBytes <= limits.body - body.count else { throw bodyTooLarge }
        _ = take(buffer.readableBytes)
        return .incomplete
    }

    private mutating func readChunkSize() throws(ResponseError) -> Event? {
        let line: ChunkLine?
        do throws(RequestFailure) {
            line = try ChunkLine.read(buffer.readableBytesUInt8Span, limit: limits.header.chunkLine)
        } catch { throw ResponseError(error, limits: limits) }
        guard let line else { return .incomplete }
        buffer.moveReaderIndex(forwardBy: line.next)
        guard line.size <= limits.body - body.count else { throw bodyTooLarge }
        stage = line.size == 0 ? .trailers : .chunk(remaining: line.size)
        return nil
    }

    private mutating func readChunkEnd() throws(ResponseError) -> Event? {
        let ending = buffer.getBytes(at: buffer.readerIndex, length: min(2, buffer.readableBytes)) ?? []
        guard [ByteClass.carriageReturn, ByteClass.lineFeed].starts(with: ending) else {
            throw .malformed("a broken chunk")
        }
        guard ending.count == 2 else { return .incomplete }
        buffer.moveReaderIndex(forwardBy: 2)
        stage = .chunkSize
        return nil
    }

    /// Reads the lines behind the last chunk and drops them.
    private mutating func readTrailers() throws(ResponseError) -> Event? {
        switch try readField() {
        case .field: nil
        case .end: finish()
        case .incomplete: .incomplete
        }
    }
}
