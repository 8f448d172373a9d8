import MockModel

/// A request as the parser found it, with what its version and its `Connection` header ask of the connection.
struct ReceivedMessage: Equatable {
    var head: RequestHead
    var body: [UInt8]
}

/// The first line and the header of a request.
struct RequestHead: Equatable {
    var method = ""
    var target = ""
    /// 0 or 1, of HTTP/1.x.
    var minorVersion = 1
    var headers = HeaderFields()
    var framing = Framing.none
    /// Whether the connection stays open after the answer (RFC 9112 §9.3).
    var keepsAlive = true
    var expectsContinue = false

    /// How the end of the body is found (RFC 9112 §6.3).
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
    }
}

/// How far a message came that is not complete.
enum UnfinishedMessage {
    /// Its head is not complete.
    case head
    /// Its head is, and so many bytes of its body came.
    case body(of: RequestHead, received: Int)
}
