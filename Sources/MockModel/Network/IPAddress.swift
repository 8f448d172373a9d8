/// An address of the Internet Protocol.
public enum IPAddress: Sendable, Hashable {
    /// Version 4, the first octet in the highest bits.
    case v4(UInt32)
    /// Version 6, the first group in the highest bits.
    case v6(UInt128)

    /// Reads an address in its one strict spelling.
    ///
    /// That is four decimal octets without leading zeros, or the text of RFC 4291 §2.2
    /// without brackets or zone. `127.1`, `0x7f000001` and `0177.0.0.1` are no addresses.
    public init?(strictly text: some StringProtocol) {
        if let octets = IPv4Text.value(text) {
            self = .v4(octets)
        } else if let groups = IPv6Text.value(text) {
            self = .v6(groups)
        } else {
            return nil
        }
    }

    /// Whether it is written with colons.
    public var isVersion6: Bool {
        if case .v6 = self { true } else { false }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The usual spelling: dotted decimal, or RFC 5952 without brackets.
    public var description: String {
        switch self {
        case .v4(let value): IPv4Text.text(value)
        case .v6(let value): IPv6Text.text(value)
        }
    }
}

/// Four decimal octets.
enum IPv4Text {
    static func value(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let octet = octet(part) else { return nil }
            value = value << 8 | UInt32(octet)
        }
        return value
    }

    private static func octet(_ text: some StringProtocol) -> UInt8? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        guard text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else { return nil }
        return UInt8(text)
    }

    static func text(_ value: UInt32) -> String {
        [24, 16, 8, 0].map { String(value >> UInt32($0) & 0xFF) }.joined(separator: ".")
    }
}

/// Eight groups of hexadecimal digits, of which `::` leaves some out (RFC 4291 §2.2, RFC 5952).
enum IPv6Text {
    static func value(_ text: some StringProtocol) -> UInt128? {
        guard (2...45).contains(text.utf8.count), text.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let text = String(text)
        guard let gap = text.range(of: "::") else {
            guard let groups = groups(text[...], isEnd: true), groups.count == 8 else { return nil }
            return joined(groups)
        }
        guard let head = groups(text[..<gap.lowerBound], isEnd: false),
            let tail = groups(text[gap.upperBound...], isEnd: true),
            head.count + tail.count <= 7
        else { return nil }
        return joined(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// The groups between colons; the end of the text may be an IPv4 address, which makes two.
    private static func groups(_ text: Substring, isEnd: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", maxSplits: 8, omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if isEnd, index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")), let value = IPv4Text.value(part)
            {
                groups += [UInt16(value >> 16), UInt16(truncatingIfNeeded: value)]
            } else if let group = group(part) {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }

    private static func group(_ text: Substring) -> UInt16? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ $0.hexDigit != nil }) else { return nil }
        return UInt16(text, radix: 16)
    }

    private static func joined(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    static func text(_ value: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        guard let gap = longestGap(groups) else { return hexadecimal(groups[...]) }
        return hexadecimal(groups[..<gap.lowerBound]) + "::" + hexadecimal(groups[gap.upperBound...])
    }

    private static func hexadecimal(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of at least two zero groups.
    private static func longestGap(_ groups: [UInt16]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > max(1, longest?.count ?? 0) { longest = start..<index }
            start = index + 1
        }
        return longest
    }
}
