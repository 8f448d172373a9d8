/// Hosts and mail addresses.
enum AddressFormat {
    /// A host name (RFC 1123 §2.1): labels of letters, digits and inner hyphens, at most 63 each and 253 in all.
    static func isHost(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty, bytes.count <= 253 else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard (1...63).contains(label.count), label.first != hyphen, label.last != hyphen,
            label.allSatisfy({ $0.isDigit || $0.isASCIILetter || $0 == hyphen })
        else { return false }
        // Two hyphens at the third place mark an encoding, of which there is one: Punycode (RFC 5891 §4.2.3.1).
        let marks = Array(label.prefix(4))
        return marks.count < 4 || marks[2] != hyphen || marks[3] != hyphen
            || (marks[0] | 0x20 == 0x78 && marks[1] | 0x20 == 0x6E)
    }

    /// Four numbers without leading zeros (RFC 2673 §3.2).
    static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy(\.isDigit) && (part.count == 1 || part.first != 0x30)
                    && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
            }
    }

    /// Eight groups, of which `::` stands for some, the last two perhaps as an IPv4 address (RFC 4291 §2.2).
    static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.count <= 45, text.utf8.count == bytes.count, !text.contains(":::") else { return false }
        guard let gap = text.firstRange(of: "::") else { return groups(text[...], isLast: true) == 8 }
        let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
        guard !tail.contains("::"), let before = groups(head, isLast: false), let after = groups(tail, isLast: true)
        else { return false }
        return before + after <= 7
    }

    /// How many groups stand there; `nil` when one is none.
    private static func groups(_ text: Substring, isLast: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        for (place, part) in parts.enumerated() {
            if isLast, place == parts.count - 1, part.contains(".") {
                guard isIPv4(Array(part.utf8)[...]) else { return nil }
                count += 2
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0.hexDigit != nil }) else {
                    return nil
                }
                count += 1
            }
        }
        return count
    }

    /// A mail address (RFC 5321 §4.1.2): words with dots between them or a quoted text, then a host or an address in brackets.
    static func isMail(_ text: String, isInternational: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard let mark = bytes.lastIndex(of: UInt8(ascii: "@")), bytes.count <= 320 else { return false }
        let (local, domain) = (bytes[..<mark], Array(bytes[(mark + 1)...]))
        guard isInternational || bytes.allSatisfy({ $0 < 0x80 }) else { return false }
        return isLocal(local) && isDomain(domain, isInternational)
    }

    private static func isLocal(_ local: ArraySlice<UInt8>) -> Bool {
        let quote = UInt8(ascii: "\"")
        if local.first == quote {
            guard local.count > 2, local.last == quote else { return false }
            var isEscaped = false
            for byte in local.dropFirst().dropLast() {
                if byte == quote, !isEscaped { return false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            }
            return !isEscaped
        }
        let words = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.allSatisfy { word in
            !word.isEmpty
                && word.allSatisfy {
                    $0 >= 0x80 || $0.isDigit || $0.isASCIILetter || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                }
        }
    }

    private static func isDomain(_ domain: [UInt8], _ isInternational: Bool) -> Bool {
        guard domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") else {
            return isInternational && domain.contains { $0 >= 0x80 } ? !domain.isEmpty : isHost(domain)
        }
        let address = domain.dropFirst().dropLast()
        let isSix = address.starts(with: "IPv6:".utf8)
        return isSix ? isIPv6(address.dropFirst(5)) : isIPv4(address)
    }
}
