import MockModel

/// Which session a request names.
///
/// Looked at in this order: the path prefix `/_s/ID`, the header of the settings, `baggage: mock-session=ID` (W3C Baggage), the cookie
/// `mock_session`. Before the first session is made, baggage and cookie are not looked at.
struct SessionChoice {
    let id: String
    /// The request as the session sees it: without the path prefix.
    let request: Request

    private static let names = HeaderNameFilter(["baggage", "cookie"])

    /// Reads what a request names; `nil` when it names none.
    init?(_ request: Request, _ settings: Settings) {
        if let (id, rest) = SessionChoice.prefix(of: request.target) {
            let inner = Request(
                method: request.method, target: rest, headers: request.headers, body: request.body,
                remoteAddress: request.remoteAddress, contentLimit: settings.limits.body)
            self.init(id, inner)
            return
        }
        guard let id = SessionChoice.name(in: request, settings.sessions.header) else { return nil }
        self.init(id, request)
    }

    private static func name(in request: Request, _ header: String) -> String? {
        if let id = request.headers[header] { return id }
        guard request.headers.mayContain(names) else { return nil }
        return baggage(of: request.headers) ?? request.cookies.first { $0.name == "mock_session" }?.value
    }

    private init(_ id: String, _ request: Request) {
        self.id = id
        self.request = request
    }

    /// A glance at the letters behind the slash, so that other requests cost nothing.
    static func mayNameByPath(_ target: String) -> Bool {
        var bytes = target.utf8.makeIterator()
        return bytes.next() == UInt8(ascii: "/") && bytes.next() == UInt8(ascii: "_")
            && bytes.next() == UInt8(ascii: "s")
    }

    /// The session of a target `/_s/ID/rest?query`, and the target below it.
    static func prefix(of target: String) -> (id: String, rest: String)? {
        guard target.utf8.starts(with: "/_s/".utf8) else { return nil }
        let rest = target.dropFirst(4)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard end > rest.startIndex else { return nil }
        let inner = rest[end...]
        return (PercentEncoding.decode(rest[..<end]), inner.hasPrefix("/") ? String(inner) : "/\(inner)")
    }

    /// The member `mock-session` of a baggage header: `a=1, mock-session=k3f;property`.
    static func baggage(of headers: HeaderFields) -> String? {
        for member in headers.values(of: "baggage").flatMap({ $0.split(separator: ",") }) {
            let pair = member.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0].trimmed == "mock-session" {
                return PercentEncoding.decode(pair[1].trimmed[...])
            }
        }
        return nil
    }
}
