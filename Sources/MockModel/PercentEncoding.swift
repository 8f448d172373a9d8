/// Percent-encoding of URLs (RFC 3986 §2.1).
public enum PercentEncoding {
    /// Decodes `%41` to `A`.
    ///
    /// A `%` without two hexadecimal digits stays as it is. Bytes that are not UTF-8 become U+FFFD.
    public static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        return String(decoding: decodeBytes(Array(text.utf8)), as: UTF8.self)
    }

    /// Whether the bytes behind the escapes of a text are UTF-8.
    public static func isText(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return true }
        return String(validating: decodeBytes(Array(text.utf8)), as: UTF8.self) != nil
    }

    /// Decodes every `%41` of the bytes.
    static func decodeBytes(_ bytes: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if decoded.count & 0xFFF == 0, WorkLimit.isReached { break }
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = bytes[index + 1].hexDigit, let low = bytes[index + 2].hexDigit
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    /// Where a percent sign stands without two hexadecimal digits behind it; `nil` when each has them.
    static func brokenEscape(in bytes: [UInt8]) -> Int? {
        bytes.indices.first { place in
            if place & 0xFFF == 0, WorkLimit.isReached { return true }
            guard bytes[place] == UInt8(ascii: "%") else { return false }
            return place + 2 >= bytes.count || bytes[place + 1].hexDigit == nil || bytes[place + 2].hexDigit == nil
        }
    }

    /// Encodes everything but unreserved characters (RFC 3986 §2.3).
    public static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if byte.isUnreserved {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return encoded
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    public var hexDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    var isUnreserved: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}

/// The encoding of HTML forms and of query strings (application/x-www-form-urlencoded, WHATWG URL §5).
public enum FormEncoding {
    /// Names and values in order.
    ///
    /// A name without `=` has an empty value. At most 1,000 fields are read.
    public static func decode(_ text: String) -> [(name: String, value: String)] {
        text.utf8.split(separator: UInt8(ascii: "&"), maxSplits: 1_000).prefix(1_000).map { pair in
            let cut = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let value = cut == pair.endIndex ? pair[cut..<cut] : pair[pair.index(after: cut)...]
            return (plain(pair[..<cut]), plain(value))
        }
    }

    /// The error of an encoded form; `nil` without one.
    public static func problem(in body: [UInt8]) -> String? {
        if let place = PercentEncoding.brokenEscape(in: body) {
            let escape = String(decoding: body[place...].prefix(3), as: UTF8.self)
            return "\"\(escape)\" at byte \(place) is no percent escape; a percent sign is written %25"
        }
        guard String(validating: PercentEncoding.decodeBytes(body), as: UTF8.self) != nil else {
            return "the text is not UTF-8"
        }
        return body.count { $0 == UInt8(ascii: "&") } >= 1_000 ? "more than 1,000 fields" : nil
    }

    private static func plain(_ bytes: Substring.UTF8View.SubSequence) -> String {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: PercentEncoding.decodeBytes(spaced), as: UTF8.self)
    }
}

/// The `Cookie` header (RFC 6265 §4.2.1).
public enum CookieHeader {
    /// Names and values in order; quotes around a value are dropped.
    public static func parse(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: ";").compactMap { pair in
            guard let cut = pair.firstIndex(of: "=") else { return nil }
            let name = pair[..<cut].trimmed
            var value = pair[pair.index(after: cut)...].trimmed
            if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
            return (String(name), String(value))
        }
    }
}

extension StringProtocol {
    /// The text without white space at both ends.
    public var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex..<endIndex] }
        return self[first...last]
    }
}
