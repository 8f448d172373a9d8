import MockModel
import NIOCore

/// The lines that the edge adds to a head: how long the body is, the number of the call, and whether the connection ends.
///
/// Nothing else is added, no `Date` and no `Server`, so that two servers with one seed send the same bytes.
struct Framing {
    /// Bytes of the body; `nil` says nothing of it (1xx, 204 and chunked bodies).
    var length: Int?
    var isChunked = false
    /// The number of the call; `nil` or 0 when no mock answers.
    var call: Int?
    var keepsAlive: Bool
    /// Whether the response names a protocol to switch to (RFC 9110 §7.8).
    var isUpgrade = false
    /// 0 or 1, of HTTP/1.x: a client that speaks 1.0 must be told that the connection stays.
    var minorVersion = 1

    /// Writes the lines and the empty line that ends the head.
    func append(to buffer: inout ByteBuffer) {
        if let length { HTTP1Head.writeLength(length, to: &buffer) }
        if isChunked { HTTP1Head.writeChunked(to: &buffer) }
        if let call, call > 0 { HTTP1Head.writeCall(call, to: &buffer) }
        if !keepsAlive {
            HTTP1Head.writeConnection("close", to: &buffer)
        } else if isUpgrade {
            HTTP1Head.writeConnection("Upgrade", to: &buffer)
        } else if minorVersion == 0 {
            HTTP1Head.writeConnection("keep-alive", to: &buffer)
        }
        HTTP1Head.end(&buffer)
    }
}
