extension NetworkRule {
    /// Reads an entry of `network`.
    ///
    /// - Throws: `ValueError`, whose message goes on from the entry: `has a path`.
    public init(parsing text: String) throws(ValueError) {
        if let network = NetworkRule.network(text) {
            self.init(target: .network(network), port: .any)
            return
        }
        let (isSecure, rest) = try NetworkRule.afterScheme(text)
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        if let strange = authority.first(where: { "/?#".contains($0) }) {
            throw NetworkRule.error(text, strange == "/" ? "has a path" : "has a \(strange)")
        }
        let (host, port) = try NetworkRule.cut(authority, of: text)
        self.init(isSecure: isSecure, target: try NetworkRule.target(host, of: text), port: port)
    }

    /// `10.0.0.0/8`, `10.1.2.3`, `fd00::/8`, `[fd00::1]`: what has no scheme and no port.
    private static func network(_ text: String) -> IPNetwork? {
        if text.hasPrefix("["), text.hasSuffix("]") { return IPNetwork(parsing: text.dropFirst().dropLast()) }
        return IPNetwork(parsing: text)
    }

    private static func afterScheme(_ text: String) throws(ValueError) -> (Bool?, Substring) {
        guard let cut = text.range(of: "://") else { return (nil, text[...]) }
        let rest = text[cut.upperBound...]
        switch text[..<cut.lowerBound].lowercased() {
        case "http": return (false, rest)
        case "https": return (true, rest)
        case let other: throw error(text, "has the scheme \"\(other)\", not http or https")
        }
    }

    private static func cut(_ authority: Substring, of text: String) throws(ValueError) -> (Substring, Port) {
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: ":") else { return (authority, .standard) }
        let digits = authority[authority.index(after: colon)...]
        if digits == "*" { return (authority[..<colon], .any) }
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(digits), (1...65_535).contains(port) else {
            throw error(text, "has the port \"\(digits)\", not a number from 1 to 65535 or *")
        }
        return (authority[..<colon], .number(port))
    }

    private static func target(_ host: Substring, of text: String) throws(ValueError) -> Target {
        if host == "*" { return .any }
        let name = host.hasPrefix("*.") ? host.dropFirst(2) : host
        if name.contains("*") { throw error(text, "has a * that is not at the beginning of its host") }
        do throws(WebURLError) {
            let parsed = try WebOrigin(isSecure: true, authority: name, of: text).host
            guard host.hasPrefix("*.") else { return .host(parsed) }
            guard case .name(let suffix) = parsed else { throw WebURLError(text, "a * before an address") }
            return .names(below: "." + suffix)
        } catch {
            throw NetworkRule.error(text, "has \(error.fault)")
        }
    }

    private static func error(_ text: String, _ fault: String) -> ValueError {
        ValueError("\"\(text)\" \(fault)", hint: "write https://hooks.example.test, \"*.example.test\" or 10.0.0.0/8")
    }
}
