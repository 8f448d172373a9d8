/// Which pages of other origins may read answers: the setting `cors` (Fetch standard, CORS protocol).
public struct CORSRules: Sendable, Equatable {
    /// The origins that are allowed.
    public enum Origins: Sendable, Equatable {
        /// Every origin.
        case all
        /// Pages of this machine: `localhost`, 127.0.0.0/8 and `[::1]`, on any port.
        case loopback
        /// These, in lower case.
        case listed([String])
        /// None; no field is added.
        case none
    }

    /// The origins that are allowed.
    public var origins: Origins
    /// The request headers that a preflight allows; `nil` allows what it asks for.
    public var headers: [String]?
    /// Whether cookies and `Authorization` may be sent along.
    public var credentials: Bool
    /// How long a browser may keep the answer of a preflight; `nil` leaves it to the browser.
    public var maxAge: Duration?

    /// Makes rules.
    public init(
        origins: Origins = .all, headers: [String]? = nil, credentials: Bool = false, maxAge: Duration? = nil
    ) {
        self.origins = origins
        self.headers = headers
        self.credentials = credentials
        self.maxAge = maxAge
    }

    /// Without the setting: pages of this machine, with their cookies.
    public static let standard = CORSRules(origins: .loopback, credentials: true)

    /// Whether answers to requests of no page tell caches too that others may get another one: when the settings name origins, or echo
    /// every one because of `credentials`.
    public var concernsEveryRequest: Bool {
        switch origins {
        case .listed: true
        case .all: credentials
        case .loopback, .none: false
        }
    }

    /// Whether pages of an origin are allowed.
    public func allow(_ origin: String) -> Bool {
        switch origins {
        case .all: true
        case .loopback: CORSRules.isLoopback(origin)
        case .listed(let origins): origins.contains(origin.lowercased())
        case .none: false
        }
    }

    /// The names in an `Access-Control-Request-Headers` that ``headers`` does not list.
    ///
    /// `*` lists every one unless credentials may be sent (Fetch standard).
    public func refused(of asked: String) -> [String] {
        guard let headers, credentials || !headers.contains("*") else { return [] }
        let names = asked.split(separator: ",").map { $0.filter { $0 != " " } }
        return names.filter { name in !headers.contains { $0.lowercased() == name.lowercased() } }
    }

    /// Whether a text is an origin as browsers send it (RFC 6454 §6.2): `null`, or a scheme, a host and perhaps a port.
    ///
    /// Pages in a web view of an application send `file://`.
    public static func isOrigin(_ text: String) -> Bool {
        if text == "null" || text == "file://" { return true }
        guard let scheme = text.firstRange(of: "://"), scheme.lowerBound > text.startIndex else { return false }
        let host = text[scheme.upperBound...]
        return !host.isEmpty && host.utf8.allSatisfy { $0.isDigit || $0.isASCIILetter || ".-:[]_".utf8.contains($0) }
    }

    private static func isLoopback(_ origin: String) -> Bool {
        guard let scheme = origin.firstRange(of: "://") else { return false }
        let authority = origin[scheme.upperBound...].lowercased()
        if authority.hasPrefix("[::1]") { return authority.dropFirst(5).isPort }
        let host = authority.prefix { $0 != ":" }
        guard authority.dropFirst(host.count).isPort else { return false }
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension Substring {
    /// Whether it is empty, or a colon and a port.
    fileprivate var isPort: Bool { isEmpty || first == ":" && UInt16(dropFirst()) != nil }
}
