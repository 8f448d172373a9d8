import Foundation

/// An address of a collection made concrete: path and query with a value for everything that is left open.
struct URLText {
    let target: String

    init(_ json: Any?, _ variables: [String: String]) {
        let object = json as? [String: Any]
        var values: [String: String] = [:]
        for entry in object?["variable"] as? [[String: Any]] ?? [] {
            guard let key = (entry["key"] ?? entry["id"]) as? String else { continue }
            values[key] = ExpectedCollection.text(entry["value"]).map { Self.fill($0, variables) }
        }
        let (host, rest) = Self.parts(json, object)
        let base = Self.fill(host, variables)
        let afterScheme = base.range(of: "://", options: .backwards).map { String(base[$0.upperBound...]) } ?? base
        let prefix = afterScheme.split(separator: "/").dropFirst().map(String.init)
        let filled = Self.fill(rest, variables.filter { !$0.value.isEmpty })
        let withoutFragment = filled.prefix { $0 != "#" }
        let path = withoutFragment.prefix { $0 != "?" }
        let query = withoutFragment.dropFirst(path.count).dropFirst()
        var target = prefix.map { "/" + $0 }.joined()
        for segment in path.split(separator: "/") { target += "/" + Self.concrete(String(segment), values) }
        if path.hasSuffix("/") || target.isEmpty { target += "/" }
        let pairs =
            query.split(separator: "&").map { Self.encode(Self.open(String($0)), keeping: "=%+") }
            + Self.query(object, hasText: !query.isEmpty, variables)
        self.target = pairs.isEmpty ? target : target + "?" + pairs.joined(separator: "&")
    }

    private static func parts(_ json: Any?, _ object: [String: Any]?) -> (host: String, rest: String) {
        let path = joined(object?["path"], "/")
        let host = joined(object?["host"], ".")
        if host != nil || path != nil { return (host ?? "", path ?? "") }
        let raw = json as? String ?? object?["raw"] as? String ?? ""
        let text = raw.range(of: "://").map { String(raw[$0.upperBound...]) } ?? raw
        let host2 = text.prefix { !"/?#".contains($0) }
        return (String(host2), String(text.dropFirst(host2.count).drop { $0 == "/" }))
    }

    private static func joined(_ json: Any?, _ separator: String) -> String? {
        if let text = json as? String { return text.isEmpty ? nil : text }
        guard let list = json as? [Any], !list.isEmpty else { return nil }
        return list.map {
            ExpectedCollection.text($0) ?? ($0 as? [String: Any]).flatMap { $0["value"] as? String } ?? ""
        }
        .joined(separator: separator)
    }

    private static func query(_ object: [String: Any]?, hasText: Bool, _ variables: [String: String]) -> [String] {
        guard object?["path"] != nil || object?["host"] != nil else { return [] }
        return (object?["query"] as? [[String: Any]] ?? []).compactMap { entry in
            guard entry["disabled"] as? Bool != true, let key = entry["key"] as? String, !key.isEmpty else {
                return nil
            }
            let name = encode(fill(key, variables), keeping: "%+")
            guard let value = ExpectedCollection.text(entry["value"]) else { return name }
            return name + "=" + encode(open(fill(value, variables)), keeping: "%+=")
        }
    }

    /// A segment with a value for each parameter.
    private static func concrete(_ segment: String, _ values: [String: String]) -> String {
        guard segment.hasPrefix(":") else { return encode(open(segment), keeping: "%") }
        let name =
            values[String(segment.dropFirst())] != nil
            ? String(segment.dropFirst())
            : String(segment.dropFirst().prefix { $0.isLetter || $0.isNumber || "_-".contains($0) })
        guard !name.isEmpty else { return encode(segment, keeping: "%") }
        let value = values[name] ?? ""
        let isOpen = value.isEmpty || value.contains("{{") || value.hasPrefix("<")
        return encode(isOpen ? "v1" : value, keeping: "")
            + encode(open(String(segment.dropFirst(1 + name.count))), keeping: "%")
    }

    /// A text with a value in each place that is left open.
    private static func open(_ text: String) -> String {
        text.replacing(/\{\{[^{}]*\}\}|\{[^{}]+\}|<[^<>]+>/, with: "v1")
    }

    static func fill(_ text: String, _ variables: [String: String]) -> String {
        var text = text
        for _ in 0..<19 where text.contains("{{") {
            text = text.replacing(/\{\{([^{}]*)\}\}/) { match in
                variables[String(match.1)] ?? String(match.0)
            }
        }
        return text
    }

    static func encode(_ text: String, keeping kept: String = "") -> String {
        let allowed = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,;:@" + kept)
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }
}
