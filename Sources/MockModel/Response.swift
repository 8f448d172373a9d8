/// An answer before it is delivered: status, header, body.
public struct Response: Sendable, Equatable {
    /// The status code, 200 to 999; 101 opens a WebSocket.
    public var status: Int
    /// The reason phrase as written; `nil` takes the standard one.
    public var reason: String?
    /// The header, without the framing fields that the edge adds.
    public var headers: HeaderFields
    /// The body.
    public var body: Body

    /// Makes a response from its parts.
    @inlinable
    public init(status: Int = 200, reason: String? = nil, headers: HeaderFields = HeaderFields(), body: Body = .none) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// Whether a response of this status may have a body (RFC 9112 §6.3; RFC 9110 §15.3.6 for 205).
    public var mayHaveBody: Bool { status >= 200 && status != 204 && status != 304 && status != 205 }

    /// The number of its `Content-Length`, as it was written; `nil` when there is none, or when it is no single decimal number.
    public var writtenLength: Int? {
        let values = headers.values(of: "content-length")
        guard values.count == 1, let text = values.first, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text)
    }
}

/// What a message carries.
public enum Body: Sendable, Equatable {
    /// No body.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file that is read while it is sent; never whole in memory.
    case file(FileBody)

    /// Its length in bytes, as known at load.
    public var count: Int {
        switch self {
        case .none: 0
        case .bytes(let bytes): bytes.count
        case .file(let file): file.size
        }
    }
}

/// A body that lies in a file.
public struct FileBody: Sendable, Equatable {
    /// The absolute path of the project's folder, beneath which it is opened.
    public let root: String
    /// Its name from there.
    public let name: String
    /// Its size in bytes when the project was loaded; the edge asks again when it opens the file.
    public let size: Int
    /// Whether requests may ask for a part of it, or whether it has changed.
    public let hasVersions: Bool

    /// Makes a body of a file.
    public init(root: String, name: String, size: Int, hasVersions: Bool = true) {
        self.root = root
        self.name = name
        self.size = size
        self.hasVersions = hasVersions
    }

    /// The absolute path.
    public var path: String { "\(root)/\(name)" }
}

extension Response {
    /// The standard reason phrase of a status code (IANA HTTP Status Code Registry), or "" for an unassigned one.
    public static func reason(of status: Int) -> String {
        reasons[status] ?? ""
    }

    private static let reasons: [Int: String] = [
        100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints",
        200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
        205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 208: "Already Reported", 226: "IM Used",
        300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
        305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
        409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
        414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed",
        418: "I'm a teapot", 421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked",
        424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required",
        429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout", 505: "HTTP Version Not Supported", 506: "Variant Also Negotiates",
        507: "Insufficient Storage", 508: "Loop Detected", 510: "Not Extended", 511: "Network Authentication Required",
    ]
}
