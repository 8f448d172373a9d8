/// A server: scheme, host and port (RFC 6454 §4).
public struct WebOrigin: Sendable, Hashable {
    /// `https` rather than `http`.
    public let isSecure: Bool
    /// Whom to ask.
    public let host: WebHost
    /// The port; that of the scheme when none is written.
    public let port: Int

    /// Makes an origin.
    public init(isSecure: Bool, host: WebHost, port: Int? = nil) {
        self.isSecure = isSecure
        self.host = host
        self.port = port ?? WebOrigin.defaultPort(isSecure: isSecure)
    }

    /// The port that a scheme stands for.
    public static func defaultPort(isSecure: Bool) -> Int { isSecure ? 443 : 80 }

    /// The scheme's name.
    public var scheme: String { isSecure ? "https" : "http" }

    /// Host and port as the `Host` field carries them (RFC 9110 §7.2); the scheme's own port is left out.
    public var authority: String {
        port == WebOrigin.defaultPort(isSecure: isSecure) ? host.description : "\(host):\(port)"
    }

    /// Reads `host` or `host:port` of a URL.
    init(isSecure: Bool, authority: Substring, of text: String) throws(WebURLError) {
        if authority.utf8.contains(UInt8(ascii: "@")) {
            throw WebURLError(text, "a user before its host; send an Authorization header instead")
        }
        if authority.utf8.contains(UInt8(ascii: "\\")) { throw WebURLError(text, "a backslash before its path") }
        let (host, port) = try WebOrigin.cut(authority, of: text)
        self.init(isSecure: isSecure, host: try WebHost(parsing: host, of: text), port: port)
    }

    /// Cuts at the colon of the port, which is the one behind the bracket of an IPv6 address.
    private static func cut(_ authority: Substring, of text: String) throws(WebURLError) -> (Substring, Int?) {
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], try port(authority[authority.index(after: colon)...], of: text))
    }

    private static func port(_ digits: Substring, of text: String) throws(WebURLError) -> Int {
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            digits.utf8.first != UInt8(ascii: "0"), let port = Int(digits), port <= 65_535
        else { throw WebURLError(text, "\"\(digits.prefix(20))\" where a port from 1 to 65535 belongs") }
        return port
    }
}

extension WebOrigin: CustomStringConvertible {
    /// `https://host`, with the port when it is not the scheme's own.
    public var description: String { "\(scheme)://\(authority)" }
}
