extension IPAddress {
    /// What keeps an address from being one of the public Internet, in a word: `private`, `link-local`, …; `nil` for a public one.
    ///
    /// The ranges are those of the IANA special-purpose address registries (RFC 6890). Forms of IPv6 that carry an IPv4 address
    /// (mapped, compatible, translated, 6to4, NAT64, Teredo, ISATAP) are never public: what they reach depends on the machine.
    public var restriction: String? {
        if let range = IPAddress.special.first(where: { $0.network.contains(self) }) { return range.name }
        guard case .v6(let value) = self else { return nil }
        if value >> 32 & 0xFFFF == 0x5EFE { return "tunnelled" }
        return value >> 125 == 1 ? nil : "reserved"
    }

    /// Whether it is this machine's own: `127.0.0.0/8` or `::1`.
    public var isLoopback: Bool {
        switch self {
        case .v4(let value): value >> 24 == 127
        case .v6(let value): value == 1
        }
    }

    /// The first range that holds an address names it.
    private static let special: [(network: IPNetwork, name: String)] = [
        ("127.0.0.0/8", "loopback"), ("::1", "loopback"),
        ("10.0.0.0/8", "private"), ("172.16.0.0/12", "private"), ("192.168.0.0/16", "private"), ("fc00::/7", "private"),
        ("169.254.0.0/16", "link-local"), ("fe80::/10", "link-local"), ("fec0::/10", "site-local"),
        ("100.64.0.0/10", "shared"), ("0.0.0.0/8", "unspecified"), ("::", "unspecified"),
        ("192.0.0.0/24", "reserved"), ("192.88.99.0/24", "reserved"), ("198.18.0.0/15", "reserved"),
        ("192.0.2.0/24", "documentation"), ("198.51.100.0/24", "documentation"), ("203.0.113.0/24", "documentation"),
        ("2001:db8::/32", "documentation"), ("3fff::/20", "documentation"),
        ("224.0.0.0/4", "multicast"), ("ff00::/8", "multicast"), ("240.0.0.0/4", "reserved"),
        ("::ffff:0:0/96", "IPv4-mapped"), ("::/96", "IPv4-compatible"), ("::ffff:0:0:0/96", "IPv4-translated"),
        ("64:ff9b::/96", "NAT64"), ("64:ff9b:1::/48", "NAT64"), ("2002::/16", "6to4"), ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"), ("100::/64", "reserved"),
    ].compactMap { text, name in IPNetwork(parsing: text).map { ($0, name) } }
}
