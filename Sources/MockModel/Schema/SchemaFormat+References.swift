/// References: URIs, templates, pointers, identifiers.
enum ReferenceFormat {
    /// A URI, or also a relative reference (RFC 3986 appendix A); an IRI may have characters beyond ASCII (RFC 3987).
    static func isURI(_ text: String, isRelative: Bool, isInternational: Bool) -> Bool {
        guard isSpelled(text, isInternational) else { return false }
        var rest = text[...]
        if let mark = rest.firstIndex(of: "#") {
            guard !rest[rest.index(after: mark)...].contains("#") else { return false }
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") { rest = rest[..<mark] }
        let hasScheme = scheme(of: &rest)
        guard hasScheme != nil, hasScheme == true || isRelative else { return false }
        guard rest.hasPrefix("//") else { return !rest.contains(where: "[]".contains) }
        let authority = rest.dropFirst(2).prefix { $0 != "/" }
        return isAuthority(authority) && !rest[authority.endIndex...].contains(where: "[]".contains)
    }

    /// Takes the scheme away.
    ///
    /// `nil` when what stands before the first colon is neither a scheme nor part of a path.
    private static func scheme(of rest: inout Substring) -> Bool? {
        let head = rest.prefix { $0 != ":" && $0 != "/" }
        guard head.endIndex < rest.endIndex, rest[head.endIndex] == ":" else { return false }
        guard head.utf8.first?.isASCIILetter == true,
            head.utf8.allSatisfy({ $0.isASCIILetter || $0.isDigit || "+-.".utf8.contains($0) })
        else { return nil }
        rest = rest[rest.index(after: head.endIndex)...]
        return true
    }

    private static func isAuthority(_ authority: Substring) -> Bool {
        var host = authority
        if let mark = host.lastIndex(of: "@") {
            guard !host[..<mark].contains(where: "[]@".contains) else { return false }
            host = host[host.index(after: mark)...]
        }
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let address = host[host.index(after: host.startIndex)..<end]
            guard AddressFormat.isIPv6(Array(address.utf8)[...]) || address.lowercased().hasPrefix("v") else {
                return false
            }
            return isPort(host[host.index(after: end)...])
        }
        guard let colon = host.firstIndex(of: ":") else { return !host.contains(where: "[]".contains) }
        return !host[..<colon].contains(where: "[]".contains) && isPort(host[colon...])
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.hasPrefix(":") && text.utf8.dropFirst().allSatisfy(\.isDigit))
    }

    /// Whether every character may stand in a URI, and every percent sign has two digits behind it.
    private static func isSpelled(_ text: String, _ isInternational: Bool) -> Bool {
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "%") {
                guard place + 2 < bytes.count, bytes[place + 1].hexDigit != nil, bytes[place + 2].hexDigit != nil else {
                    return false
                }
            } else if byte >= 0x80 {
                guard isInternational else { return false }
            } else if byte <= 0x20 || byte == 0x7F || "\"<>\\^`{|}".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    /// A URI template (RFC 6570 §2).
    static func isTemplate(_ text: String) -> Bool {
        var expression: [UInt8]?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "{"):
                guard expression == nil else { return false }
                expression = []
            case UInt8(ascii: "}"):
                guard let inner = expression, isExpression(inner) else { return false }
                expression = nil
            default:
                if expression != nil {
                    expression?.append(byte)
                } else if byte <= 0x20 || byte == 0x7F || "\"<>\\^`|".utf8.contains(byte) {
                    return false
                }
            }
        }
        return expression == nil
    }

    private static func isExpression(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if let first = rest.first, "+#./;?&=,!@|".utf8.contains(first) { rest = rest.dropFirst() }
        return rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    private static func isVariable(_ bytes: ArraySlice<UInt8>) -> Bool {
        var name = bytes
        if name.last == UInt8(ascii: "*") {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.allSatisfy(\.isDigit), length.first != 0x30 else {
                return false
            }
            name = name[..<colon]
        }
        let words = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.allSatisfy { !$0.isEmpty }
            && name.allSatisfy { $0.isDigit || $0.isASCIILetter || $0 >= 0x80 || "_.%".utf8.contains($0) }
    }

    /// 32 hexadecimal digits with hyphens at their places (RFC 9562 §4).
    static func isUUID(_ bytes: [UInt8]) -> Bool {
        bytes.count == 36
            && bytes.enumerated().allSatisfy { place, byte in
                [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : byte.hexDigit != nil
            }
    }

    /// Steps that each begin with a slash; a tilde is followed by 0 or 1 (RFC 6901 §3).
    static func isPointer(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first ?? UInt8(ascii: "/") == UInt8(ascii: "/") else { return false }
        return bytes.indices.allSatisfy { place in
            guard bytes[place] == UInt8(ascii: "~") else { return true }
            return place + 1 < bytes.endIndex && (bytes[place + 1] == 0x30 || bytes[place + 1] == 0x31)
        }
    }

    /// A number without leading zeros, then a pointer or `#` (draft-handrews-relative-json-pointer-01 §3).
    static func isRelativePointer(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.prefix(while: \.isDigit)
        guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return false }
        let rest = bytes[digits.endIndex...]
        return rest.elementsEqual("#".utf8) || isPointer(rest)
    }
}

extension SchemaPattern {
    /// Whether a text is a regular expression.
    static func isValid(_ text: String) -> Bool {
        (try? RegularExpression(translated(text))) != nil
    }
}
