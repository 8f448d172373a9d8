/// Why a message is not served: the edge answers it and closes the connection.
public enum RequestFailure: Error, Sendable, Equatable {
    /// The request line is not `METHOD SP target SP HTTP/1.1`.
    case badRequestLine
    /// The target is no path, absolute URL or `*` (RFC 9112 §3.2).
    case badTarget
    /// The target has a `#`.
    case fragmentInTarget
    /// The version is well-formed, and neither 1.0 nor 1.1.
    case unsupportedVersion
    /// The request line is longer than the limit.
    case requestLineTooLong(limit: Int)
    /// A line ends in LF alone, or a CR stands by itself (RFC 9112 §2.2).
    case badLineEnd
    /// A field has no name, or one that is not a token.
    case badFieldName
    /// White space stands between a name and its colon (RFC 9112 §5.1).
    case spaceBeforeColon
    /// A line begins with white space: an obsolete folded field (RFC 9112 §5.2).
    case foldedField
    /// A value holds NUL or another control character.
    case controlInField
    /// The header, or the trailers, are larger than the limit.
    case headerTooLarge(limit: Int)
    /// The message has more fields than the limit.
    case tooManyFields(limit: Int)
    /// An HTTP/1.1 message has no `Host`.
    case missingHost
    /// It has more than one.
    case repeatedHost
    /// Its value is no host and port.
    case badHost
    /// Two lines say how long the body is.
    case repeatedLength
    /// `Content-Length` is no decimal number.
    case badLength
    /// `Transfer-Encoding` is anything but one `chunked`.
    case badTransferCoding
    /// `Transfer-Encoding` in HTTP/1.0 (RFC 9112 §6.1).
    case transferCodingInOldVersion
    /// Both `Content-Length` and `Transfer-Encoding` are there: the classic of request smuggling.
    case lengthAndTransferCoding
    /// A chunk's size or end is malformed.
    case badChunk
    /// A chunk's line is longer than the limit.
    case chunkLineTooLong(limit: Int)
    /// The body is larger than the limit.
    case bodyTooLarge(limit: Int)
    /// The body is larger than the limit once its content coding is undone, or grows out of all proportion.
    case contentTooLarge(limit: Int)
    /// A TLS handshake, on a port that speaks plain HTTP.
    case tlsHandshake
    /// `Expect` asks for something other than `100-continue`.
    case unknownExpectation
    /// The method is `CONNECT`: this server is no tunnel.
    case connect
    /// The header was not complete in time.
    case headerTimeout
    /// The body came too slowly.
    case bodyTimeout
    /// Half-sent bodies of other clients use the memory that there is for them.
    case bodiesFull
    /// All connections are in use; this one is kept for the admin API.
    case connectionsFull
}
