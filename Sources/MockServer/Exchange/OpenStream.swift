import MockModel

/// An answer whose body comes from code: what its connection has to remember of it.
final class OpenStream {
    /// How parts are written.
    let framing: Framing
    /// The speed of the body; `nil` writes as fast as the client reads.
    let rate: Rate?
    /// Both ways of a WebSocket.
    let socket: WebSocketExchange?
    /// What the run waits for besides time.
    var hope = Hope.none

    /// How parts are written.
    enum Framing {
        /// In chunks (RFC 9112 §7.1).
        case chunked
        /// As they are, up to the end of the connection: HTTP/1.0.
        case plain
        /// As WebSocket frames (RFC 6455 §5).
        case frames
    }

    /// What ends a wait beside its time.
    enum Hope {
        case none
        /// Room for output.
        case room
        /// The client's next message.
        case message
    }

    init(framing: Framing, rate: Rate?, socket: WebSocketExchange? = nil) {
        self.framing = framing
        self.rate = rate
        self.socket = socket
    }
}
