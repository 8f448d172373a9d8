/// A path in the notation of another tool, `/users/:id`, `/files/*`, `/x?page=1`, with the path as it is written here.
public struct PathNotation: Sendable, Equatable {
    /// The path as it is written here; `nil` when no single path means the same.
    public let meant: String?
    /// What the notation is here, in one sentence.
    public let reason: String

    /// Looks at a path, or at a method and a path; `nil` when all of it is written as here.
    ///
    /// - Parameters:
    ///   - text: the path, such as `/users/:id`, or `GET /users/:id`.
    ///   - hasStars: whether `*` and `**` stand for segments, as in patterns of behaviors.
    public init?(_ text: String, hasStars: Bool = false) {
        let method = PathNotation.method(of: text)
        var path = text[method.endIndex...]
        var reasons: [String] = []
        if let bare = PathNotation.withoutHost(path) {
            path = bare
            reasons.append("a host is no part of a path: it is a folder, routes/@api.example.com")
        }
        if let bare = PathNotation.withoutAnchors(path) {
            path = bare
            reasons.append("a path is no regular expression: it is compared as a whole")
        }
        if let bare = PathNotation.withoutQuery(path) {
            reasons.append(
                path.dropFirst(bare.count).hasPrefix("#")
                    ? "a fragment is never sent to a server"
                    : "the query is no part of a path: a handler reads req.query, an example has @match query.page = 1")
            path = bare.count > 1 && bare.hasSuffix("/") ? bare.dropLast() : bare
        }
        var isWritable = true
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let written = parts.enumerated().map { index, part -> String in
            switch PathNotation.segment(part, isLast: index == parts.count - 1, hasStars: hasStars) {
            case .plain: return String(part)
            case .meant(let segment):
                reasons.append(PathNotation.parameters)
                return segment
            case .pattern:
                reasons.append("a path has no alternatives and no regular expressions")
                isWritable = false
                return String(part)
            }
        }
        guard let reason = reasons.last else { return nil }
        self.reason = reason
        meant = isWritable ? String(method) + written.joined(separator: "/") : nil
    }

    private static let parameters = "a parameter is written {id}, all the rest of a path {...path}"

    // MARK: - Around the path

    /// `GET ` in front of the path; empty when there is none.
    private static func method(of text: String) -> Substring {
        guard let blank = text.firstIndex(of: " "), text[..<blank].allSatisfy({ $0.isLetter && $0.isASCII }) else {
            return text[..<text.startIndex]
        }
        return text[...blank]
    }

    /// The path of `http://host/path`.
    private static func withoutHost(_ path: Substring) -> Substring? {
        guard let scheme = ["http://", "https://"].first(where: { path.hasPrefix($0) }) else { return nil }
        let rest = path.dropFirst(scheme.count)
        return rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }

    /// The path of `^/users$`.
    private static func withoutAnchors(_ path: Substring) -> Substring? {
        guard path.hasPrefix("^/") else { return nil }
        return path.dropFirst().hasSuffix("$") ? path.dropFirst().dropLast() : path.dropFirst()
    }

    /// The path of `/users?page=1` and `/users#top`; a parameter may have a question mark of its own.
    private static func withoutQuery(_ path: Substring) -> Substring? {
        guard let mark = path.firstIndex(where: { $0 == "?" || $0 == "#" }), mark > path.startIndex else { return nil }
        let rest = path[path.index(after: mark)...]
        let name = rest.prefix { $0.isLetter || $0.isNumber || "_-.[]%".contains($0) }
        let isQuery =
            path[mark] == "?" && !name.isEmpty && rest.dropFirst(name.count).first.map { "=&".contains($0) } ?? true
        let isFragment = path[mark] == "#" && rest.first.map { $0.isLetter } ?? false
        guard !name.isEmpty, isQuery || isFragment, !rest.contains("/"), !rest.contains("}") else { return nil }
        return path[..<mark]
    }

    // MARK: - Segments

    private enum Segment {
        case plain
        case meant(String)
        case pattern
    }

    private static func segment(_ part: Substring, isLast: Bool, hasStars: Bool) -> Segment {
        if part == "*" || part == "**" { return hasStars ? .plain : .meant(isLast ? "{...path}" : "{name}") }
        if let name = braced(part) { return name }
        if part.hasPrefix(":") || part.hasPrefix("*") { return marked(part, isLast: isLast) }
        if let name = enclosed(part, "<", ">") {
            let words = name.split(separator: ":")
            return parameter(words.last ?? "", isRest: isLast && words.count > 1 && words[0] == "path")
        }
        if let name = enclosed(part, "[", "]") {
            let inner = enclosed(name, "[", "]") ?? name
            let isRest = inner.hasPrefix("...")
            return parameter(isRest ? inner.dropFirst(3) : inner, isRest: isRest && isLast)
        }
        return isExpression(part) ? .pattern : .plain
    }

    /// `:id`, `:id?`, `:path*`, `:id(\d+)`, `*path`.
    private static func marked(_ part: Substring, isLast: Bool) -> Segment {
        let rest = part.dropFirst()
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let tail = rest.dropFirst(name.count)
        let isKnown = ["", "?", "*", "+"].contains(tail) || tail.hasPrefix("(") && tail.hasSuffix(")")
        guard !name.isEmpty, isKnown else { return part.hasPrefix("*") ? .pattern : .plain }
        return parameter(name, isRest: isLast && (part.hasPrefix("*") || tail == "*" || tail == "+"))
    }

    /// `{id:int}`, `{id?}`, `{path*}`, `{*path}`, `{{id}}`, `${id}`, `#{id}`; `nil` for `{id}` and for text around it.
    private static func braced(_ part: Substring) -> Segment? {
        let outer = part.first.map { "$#%".contains($0) } ?? false ? part.dropFirst() : part
        guard let inside = enclosed(outer, "{", "}") else {
            // `{id}?` and `{id}*`.
            guard let last = part.last, "?*+".contains(last), let name = enclosed(part.dropLast(), "{", "}") else {
                return nil
            }
            return parameter(name, isRest: false)
        }
        let inner = enclosed(inside, "{", "}") ?? inside
        let name = inner.drop { "*+/".contains($0) }
        let word = name.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
        let tail = name.dropFirst(word.count)
        guard outer.count < part.count || inner.count < inside.count || name.count < inner.count || !tail.isEmpty,
            !inner.hasPrefix("..."), !word.isEmpty, tail.isEmpty || ":?*+=".contains(tail.first ?? " ")
        else { return nil }
        return parameter(
            word, isRest: inner.hasPrefix("*") || inner.hasPrefix("+") || tail == "*" || tail == ":path" || tail == "+")
    }

    private static func parameter(_ name: Substring, isRest: Bool) -> Segment {
        let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
        return isName ? .meant(isRest ? "{...\(name)}" : "{\(name)}") : .pattern
    }

    private static func enclosed(_ part: Substring, _ open: String, _ close: String) -> Substring? {
        part.count > 2 && part.hasPrefix(open) && part.hasSuffix(close) ? part.dropFirst().dropLast() : nil
    }

    /// Whether a segment has what only a regular expression has: `(a|b)`, `[0-9]+`, `.*`.
    private static func isExpression(_ part: Substring) -> Bool {
        let hasGroup = part.hasPrefix("(") && part.contains(")") && part.contains { "|\\*+?[".contains($0) }
        return hasGroup || part.contains(".*") || part.contains("\\d") || part.contains("\\w") || part.contains("[0-9]")
            || part.contains("[a-z") || part.contains("[^")
    }
}
