/// An entry of `network` in the settings: servers that code may call.
///
///     https://fx.example.test          that scheme, at the scheme's port
///     http://orders:8080               that port
///     hooks.example.test:*             any scheme, any port
///     *.example.test                   every name below it
///     10.1.2.3, 10.0.0.0/8, fd00::/8   addresses, at any port, also where a listed name leads there
public struct NetworkRule: Sendable, Hashable {
    /// Whom it means.
    public enum Target: Sendable, Hashable {
        /// One host.
        case host(WebHost)
        /// Every name that ends in this, which begins with a dot.
        case names(below: String)
        /// Every name and every public address.
        case any
        /// Addresses.
        case network(IPNetwork)
    }

    /// Which ports.
    public enum Port: Sendable, Hashable {
        /// That of the scheme.
        case standard
        /// One.
        case number(Int)
        /// All.
        case any
    }

    /// `true` for https, `false` for http; `nil` for both.
    public let isSecure: Bool?
    /// Whom it means.
    public let target: Target
    /// Which ports.
    public let port: Port

    /// Makes a rule.
    public init(isSecure: Bool? = nil, target: Target, port: Port = .standard) {
        self.isSecure = isSecure
        self.target = target
        self.port = port
    }

    /// Whether it allows a server, by what its URL says.
    func allows(_ origin: WebOrigin) -> Bool {
        guard isSecure == nil || isSecure == origin.isSecure, allowsHost(origin.host) else { return false }
        switch port {
        case .standard: return origin.port == WebOrigin.defaultPort(isSecure: origin.isSecure)
        case .number(let number): return origin.port == number
        case .any: return true
        }
    }

    private func allowsHost(_ host: WebHost) -> Bool {
        switch (target, host) {
        case (.host(let own), _): own == host
        case (.names(let suffix), .name(let name)): name.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count
        case (.any, .name): true
        case (.any, .address(let address)): address.restriction == nil
        case (.network(let network), .address(let address)): network.contains(address)
        default: false
        }
    }

    /// Whether it names an address, so that a name may lead there.
    func names(_ address: IPAddress) -> Bool {
        switch target {
        case .host(.address(let own)): own == address
        case .network(let network): network.contains(address)
        default: false
        }
    }
}
