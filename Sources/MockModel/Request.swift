import Synchronization

/// A request as it was read: once, whole, never changed.
///
/// A class, so that the engine, the journal and a waiting handler share one copy.
public final class Request: Sendable {
    /// The method token, in the letter case sent.
    public let method: String
    /// The request target as sent, such as `/users/7?x=1`.
    public let target: String
    /// The header as sent.
    public let headers: HeaderFields
    /// The body, decoded from its transfer coding, as it was sent: `Content-Encoding` still applies.
    public let body: [UInt8]
    /// Bytes that the content of a coded body may have.
    private let contentLimit: Int
    /// The content of a coded body, once it was asked for.
    private let decoded = Mutex<DecodedContent?>(nil)
    /// The address of the client, without the port.
    public let remoteAddress: String

    /// Makes a request from its parts; the path and the query are taken from the target when they are asked for.
    public init(
        method: String, target: String, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        remoteAddress: String = "127.0.0.1", contentLimit: Int = Settings.Limits().body
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        self.contentLimit = contentLimit
    }

    /// Whether the body has a content coding.
    public var isCoded: Bool { !body.isEmpty && headers.contains("content-encoding") }

    /// The body without its content codings (RFC 9110 §8.4); decoded once, when it is first asked for.
    ///
    /// - Throws: ``ContentError`` when it cannot be decoded.
    public func content() throws(ContentError) -> [UInt8] {
        guard isCoded else { return body }
        let content = decoded.withLock { known in
            let content = known ?? DecodedContent(decode())
            known = content
            return content
        }
        return try content.result.get()
    }

    /// What came of decoding; a class, so that a request whose content is not asked for costs no more than an empty reference.
    private final class DecodedContent: Sendable {
        let result: Result<[UInt8], ContentError>

        init(_ result: Result<[UInt8], ContentError>) {
            self.result = result
        }
    }

    private func decode() -> Result<[UInt8], ContentError> {
        do throws(ContentError) {
            var content = body
            for coding in try ContentCoding.all(in: headers).reversed() {
                content = try coding.decode(content, limit: contentLimit)
            }
            return .success(content)
        } catch { return .failure(error) }
    }

    /// The path, percent-decoded, without the query.
    public var path: String { TargetParts(target).path }

    /// The decoded segments of the path; a trailing slash adds none.
    public var segments: [String] { TargetParts(target).segments }

    /// The segments of the path as they were sent, not decoded; a trailing slash adds none.
    public var writtenSegments: [String] { TargetParts(target).writtenSegments }

    /// The path as it was sent, not decoded, without the query.
    public var writtenPath: String { TargetParts(target).writtenPath }

    /// The decoded segments of the path, as they stand in one text.
    public var pathSegments: PathSegments { TargetParts.pathSegments(of: target) }

    /// The text after `?` as sent, without it; `nil` when there is no `?`.
    public var query: String? { TargetParts(target).query }

    /// The value of `Host`, as sent, or of an absolute target's authority.
    public var host: String? { TargetParts.authority(of: target).map { String($0) } ?? headers["host"] }

    /// The host without its port, in lower case; an IPv6 address keeps its brackets.
    public var hostName: String? {
        guard let host else { return nil }
        let end = host.hasPrefix("[") ? host.firstIndex(of: "]").map(host.index(after:)) : host.firstIndex(of: ":")
        return host[..<(end ?? host.endIndex)].lowercased()
    }

    /// The query's names and values, decoded, in order; `+` is a space (application/x-www-form-urlencoded).
    public var queryItems: [(name: String, value: String)] {
        query.map(FormEncoding.decode) ?? []
    }

    /// The cookies sent, in order (RFC 6265 §4.2.1).
    public var cookies: [(name: String, value: String)] {
        headers.values(of: "cookie").flatMap(CookieHeader.parse)
    }
}
