import MockModel
import NIOCore

/// What goes over the wire for a response, and what happens after: a delivery with its fault, decided before anything is sent.
struct WirePlan {
    /// The head, or what is sent in its place.
    var head = ByteBuffer()
    /// Where the body lies.
    var source = Source.bytes([])
    /// The range of the source that is sent.
    var range = 0..<0
    /// Bytes of the range that are sent at once, before the speed applies.
    var burst = 0
    /// The speed of the body; `nil` sends as fast as the client reads.
    var rate: Rate?
    /// What is sent behind the body.
    var tail = ByteBuffer()
    /// What becomes of the connection.
    var ending: Ending

    /// Where a body lies.
    enum Source {
        case bytes([UInt8])
        case file(OpenFile)
    }

    /// What becomes of a connection after a response.
    enum Ending: Equatable {
        /// The next request is read.
        case keepAlive
        /// It is closed as HTTP wants it: the client closes first, or its time is up.
        case close
        /// It is closed at once.
        case drop
        /// It is reset (RST).
        case reset
        /// Nothing more happens until the client leaves.
        case hang
    }
}
