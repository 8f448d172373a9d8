/// The forms of a request target (RFC 9112 §3.2): a path, a whole `http` URL, or `*` with `OPTIONS`.
enum TargetForm {
    /// Whether a target is one of them.
    static func isValid(_ target: String, method: String) -> Bool {
        if target.utf8.first == 0x2F { return true }
        if target == "*" { return method == "OPTIONS" }
        return isAbsolute(target)
    }

    /// An absolute URL with a host and without a user (RFC 9110 §4.2.4).
    private static func isAbsolute(_ target: String) -> Bool {
        guard let scheme = target.split(separator: "://", maxSplits: 1).first?.lowercased(),
            scheme == "http" || scheme == "https", target.utf8.count > scheme.utf8.count + 3
        else { return false }
        let rest = target.utf8.dropFirst(scheme.utf8.count + 3)
        let authority = Array(rest.prefix { $0 != 0x2F && $0 != 0x3F })
        return !authority.isEmpty && HostSyntax.isValid(authority.span, authority.indices)
    }
}
