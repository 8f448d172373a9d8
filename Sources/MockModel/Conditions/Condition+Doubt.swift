extension Condition {
    /// A warning when no request can meet the condition; `nil` otherwise.
    public var doubt: Problem? {
        guard !test.isNegative, let (reason, hint) = obstacle else { return nil }
        return Problem(.warning, "never-holds", "this condition never holds: \(reason)", at: location, hint: hint)
    }

    /// Why nothing fits, and what to write instead.
    private var obstacle: (reason: String, hint: String)? {
        switch part {
        case .header(let name): headerObstacle(name)
        case .cookie: cookieObstacle
        case .json, .body: jsonObstacle
        case .query, .parameter, .form: nil
        }
    }

    private func headerObstacle(_ name: String) -> (String, String)? {
        guard name.utf8.allSatisfy(\.isTokenByte) else {
            return ("\"\(name)\" is no name of a header field", "write the name without signs, such as header.x-tenant")
        }
        guard let text = test.equated?.text else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 }) else {
            return ("a header value has no control characters", "use \"~\" with a regular expression")
        }
        guard Substring(text).trimmed.utf8.count == text.utf8.count else {
            return ("a header value has no white space at its ends", "leave the white space out")
        }
        return headerSyntax(name.lowercased(), text)
    }

    /// Values that no request has which the server takes (RFC 9110 §8.6, §7.2; RFC 9112 §6.1).
    private func headerSyntax(_ name: String, _ text: String) -> (String, String)? {
        switch name {
        case "content-length" where text.isEmpty || !text.utf8.allSatisfy(\.isDigit):
            ("Content-Length is a whole number", "write the number of bytes, such as 12")
        case "transfer-encoding" where text.lowercased() != "chunked":
            ("Transfer-Encoding of a request is chunked", "write \"chunked\", or compare another field")
        case "host" where text.utf8.contains(where: { " /?#@".utf8.contains($0) }):
            ("Host is a name and perhaps a port", "write it without a scheme and a path, such as api.example.test")
        default: nil
        }
    }

    private var cookieObstacle: (String, String)? {
        guard test.equated?.text.utf8.contains(UInt8(ascii: ";")) == true else { return nil }
        return ("a cookie has no \";\" in its value", "write a condition for each cookie")
    }

    /// Text that looks like JSON and is none, and an order of what has none.
    private var jsonObstacle: (String, String)? {
        if let literal = test.equated, !literal.isQuoted, literal.value.text != nil,
            let first = literal.text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        {
            return (
                "\(literal.text) is no JSON",
                "write JSON, with names in double quotes; text is written in double quotes"
            )
        }
        guard case .json = part, let bound = test.bound, bound.value.number == nil, bound.value.text == nil else {
            return nil
        }
        return (
            "\(bound.text) is neither a number nor text", "\"<\" and \">\" compare numbers with numbers, text with text"
        )
    }
}

extension Condition.Test {
    /// The literal of `<` or `>`.
    fileprivate var bound: Condition.Literal? {
        switch self {
        case .less(let literal), .greater(let literal): literal
        default: nil
        }
    }
}

extension UInt8 {
    /// Whether it may stand in a token (RFC 9110 §5.6.2).
    fileprivate var isTokenByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}
