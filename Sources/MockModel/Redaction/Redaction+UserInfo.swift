extension Redaction {
    /// A text with the mask in place of the passwords and tokens in its URLs: `http://TOKEN@host/`, `http://user:PASSWORD@host/`
    /// (RFC 3986 §3.2.1).
    static func maskedUserInfo(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var masked = ""
        var rest = text[...]
        while let scheme = rest.firstRange(of: "://") {
            masked += rest[..<scheme.upperBound]
            rest = rest[scheme.upperBound...]
            let authority = rest.prefix { !$0.endsAuthority }
            guard let end = authority.lastIndex(of: "@"), end > authority.startIndex else { continue }
            let user = authority[..<end].prefix { $0 != ":" }
            let hasPassword = authority[user.endIndex..<end].count > 1
            masked += (hasPassword ? user + ":" : "") + mask
            rest = rest[end...]
        }
        return masked + rest
    }
}

extension Character {
    /// Whether the host of a URL in a text ends before it.
    fileprivate var endsAuthority: Bool { isWhitespace || "/?#\\\"'<>`".contains(self) }
}
