/// The host of a URL: a name, or an address in its strict spelling.
public enum WebHost: Sendable, Hashable {
    /// A name in lower case.
    case name(String)
    /// An address.
    case address(IPAddress)

    /// Whether it means this machine by what it says, with no look-up: `localhost`, a name below it (RFC 6761 §6.3), `127.0.0.0/8`, `::1`.
    public var isLoopback: Bool {
        switch self {
        case .name(let name): name == "localhost" || name.hasSuffix(".localhost")
        case .address(let address): address.isLoopback
        }
    }

    /// Reads the host of a URL, an IPv6 address in its brackets.
    init(parsing host: Substring, of text: String) throws(WebURLError) {
        if host.isEmpty { throw WebURLError(text, "no host") }
        if host.utf8.first == UInt8(ascii: "[") {
            self = .address(try WebHost.bracketed(host, of: text))
        } else if let address = IPAddress(strictly: host), !address.isVersion6 {
            self = .address(address)
        } else {
            self = .name(try WebHost.name(host, of: text))
        }
    }

    private static func bracketed(_ host: Substring, of text: String) throws(WebURLError) -> IPAddress {
        guard host.utf8.last == UInt8(ascii: "]"), let address = IPAddress(strictly: host.dropFirst().dropLast()),
            address.isVersion6
        else { throw WebURLError(text, "no IPv6 address in its brackets") }
        return address
    }

    /// Checks a name (RFC 1123 §2.1, with the underscore that service names have).
    ///
    /// A name whose last label is a number is read as an address by some, and as a name by others.
    private static func name(_ host: Substring, of text: String) throws(WebURLError) -> String {
        guard host.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw WebURLError(text, "letters outside ASCII in its host; write it as xn--…")
        }
        if host.utf8.contains(UInt8(ascii: "%")) { throw WebURLError(text, "an encoded character in its host") }
        let name = host.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel) else {
            throw WebURLError(text, "\"\(host.prefix(80))\" where a host name belongs")
        }
        if let last = labels.last, isNumber(last) {
            throw WebURLError(text, "an address that is not written as four numbers, such as 127.0.0.1")
        }
        return name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.utf8.allSatisfy { $0.isUnreserved && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "~") }
    }

    /// Decimal, octal, or hexadecimal behind `0x`.
    private static func isNumber(_ label: Substring) -> Bool {
        if label.hasPrefix("0x") { return label.dropFirst(2).utf8.allSatisfy { $0.hexDigit != nil } }
        return label.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }
}

extension WebHost: CustomStringConvertible {
    /// As it stands in a URL: an IPv6 address in brackets.
    public var description: String {
        switch self {
        case .name(let name): name
        case .address(let address): address.isVersion6 ? "[\(address)]" : address.description
        }
    }
}
