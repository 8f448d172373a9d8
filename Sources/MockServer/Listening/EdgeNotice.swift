public import MockEngine
public import MockModel

/// Something that the edge met and that no exchange tells of.
public enum EdgeNotice: Sendable {
    /// A message was answered by the edge itself and its connection closed.
    case refused(RequestFailure, remoteAddress: String)
    /// A client left within the head of a request.
    case unfinishedHead(remoteAddress: String)
    /// An event loop was busy with one request for that long; other clients waited meanwhile.
    case blocked(Request, Duration)
    /// A response cannot be written: a part of its head would break out of its line.
    case unwritable(Exchange, ResponseHeadError)
    /// A request to a WebSocket route opens none and was answered with that status.
    case handshake(Exchange, status: Int, String)
    /// The file of a response is not what it was when the project was loaded.
    case file(Exchange, FileFailure)
    /// As many connections as allowed are open: others wait, or are answered with 503 when the admin API keeps places of its own.
    case full(connections: Int)
    /// A connection could not be accepted.
    case acceptFailed(errno: Int32)
}
