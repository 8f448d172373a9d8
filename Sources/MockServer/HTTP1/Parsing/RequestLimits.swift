/// How large the parts of a message may be.
public struct RequestLimits: Sendable, Equatable {
    /// Bytes of the request line, with its line end.
    public var requestLine: Int
    /// Bytes of all header lines, with their line ends; the trailers of a chunked body have as many again.
    public var header: Int
    /// Header lines of a message, trailers counted.
    public var fields: Int
    /// Bytes of a line that begins a chunk.
    public var chunkLine: Int

    /// Makes limits; the defaults are what common clients and servers stay within.
    public init(requestLine: Int = 16 << 10, header: Int = 64 << 10, fields: Int = 200, chunkLine: Int = 4 << 10) {
        self.requestLine = requestLine
        self.header = header
        self.fields = fields
        self.chunkLine = chunkLine
    }
}
