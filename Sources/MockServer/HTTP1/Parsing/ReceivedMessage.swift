import MockModel

/// A request as the parser found it, with what its version and its `Connection` header ask of the connection.
struct ReceivedMessage {
    let request: Request
    /// 0 or 1, of HTTP/1.x.
    let minorVersion: Int
    /// Whether the connection stays open after the answer (RFC 9112 §9.3).
    let keepsAlive: Bool
}

extension ReceivedMessage: Equatable {
    /// Whether both ask for the same.
    static func == (left: ReceivedMessage, right: ReceivedMessage) -> Bool {
        let (mine, other) = (left.request, right.request)
        return mine.method.isSame(as: other.method) && mine.target.isSame(as: other.target)
            && mine.headers == other.headers && mine.body == other.body
            && left.minorVersion == right.minorVersion && left.keepsAlive == right.keepsAlive
    }
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
