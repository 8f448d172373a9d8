import MockModel

/// The address of a request in a collection, as far as a mock looks at it: everything before the path is dropped.
struct PostmanURL {
    /// The leading segments that stand in the base URL variable: `api`, `v1` of `{{url}}` = `https://h/api/v1`.
    var prefix: [String] = []
    /// The segments of the path, as written, without empty ones.
    var path: [String] = []
    /// Whether the path ends in a slash.
    var hasTrailingSlash = false
    /// The enabled query entries, as written.
    var query: [(name: String, value: String?)] = []
    /// Values of path variables.
    var values: [String: String] = [:]
    /// The names of the path variables that the file lists.
    var declared: Set<TextKey> = []

    /// Reads a URL in any of its shapes: a text, an object with `raw`, or one with `host` and `path`.
    init(_ json: JSONValue?, variables: PostmanVariables) {
        let parts = Parts(json)
        prefix = PostmanURL.prefix(of: variables.fill(parts.host))
        let text = variables.fill(parts.path, keepingEmpty: false)
        let withoutFragment = text.cut(at: "#").head
        let (pathText, queryText) = withoutFragment.cut(at: "?")
        path = PostmanURL.segments(of: pathText)
        hasTrailingSlash = pathText.utf8.last == UInt8(ascii: "/")
        query = (PostmanURL.query(of: queryText) + parts.query).map { entry in
            (variables.fill(entry.name), entry.value.map { variables.fill($0) })
        }
        readVariables(json?["variable"], variables)
    }

    private mutating func readVariables(_ list: JSONValue?, _ variables: PostmanVariables) {
        for entry in list?.elements ?? [] {
            guard let name = entry["key"]?.text ?? entry["id"]?.text, !name.isEmpty else { continue }
            declared.insert(TextKey(name))
            guard let value = entry["value"]?.scalar.map({ variables.fill($0) }), !value.isEmpty, !value.isPlaceholder
            else { continue }
            values[name] = value
        }
    }

    /// The path in the resolved text in front of the first slash of the address.
    private static func prefix(of host: String) -> [String] {
        var rest = Substring(host)
        while let next = rest.afterScheme { rest = next }
        guard let slash = rest.firstIndex(of: "/") else { return [] }
        let path = String(rest[slash...]).cut(at: "#").head.cut(at: "?").head
        return segments(of: path)
    }

    private static func segments(of path: Substring) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    private static func query(of text: Substring?) -> [(name: String, value: String?)] {
        (text ?? "").split(separator: "&").map { pair in
            let (name, value) = String(pair).cut(at: "=")
            return (String(name), value.map(String.init))
        }
    }
}

extension PostmanURL {
    /// An address cut in two before its variables are known.
    private struct Parts {
        var host = ""
        var path = ""
        var query: [(name: String, value: String?)] = []

        private init() {}

        init(_ json: JSONValue?) {
            let host = json?["host"]
            let path = json?["path"]
            guard host?.isFilled == true || path?.isFilled == true else {
                self.init(text: json?.text ?? json?["raw"]?.text ?? "")
                query = query.isEmpty && !self.path.contains("?") ? Parts.query(json?["query"]) : []
                return
            }
            self.init()
            self.host = Parts.join(host, by: ".")
            self.path = Parts.join(path, by: "/")
            query = Parts.query(json?["query"])
        }

        /// Cuts a text at the first slash after scheme and host.
        init(text: String) {
            let afterScheme = text[...].afterScheme ?? text[...]
            let end = afterScheme.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? afterScheme.endIndex
            host = String(afterScheme[..<end])
            path = String(afterScheme[end...].drop { $0 == "/" })
        }

        /// A list of texts, numbers and `{type, value}`, or one text.
        private static func join(_ json: JSONValue?, by separator: String) -> String {
            guard let elements = json?.elements else { return json?.text ?? "" }
            return elements.map { $0.scalar ?? $0["value"]?.scalar ?? "" }.joined(separator: separator)
        }

        private static func query(_ json: JSONValue?) -> [(name: String, value: String?)] {
            (json?.elements ?? []).filter { !$0.isDisabled }.compactMap { entry in
                guard let name = entry["key"]?.scalar, !name.isEmpty else { return nil }
                return (name, entry["value"]?.scalar)
            }
        }
    }
}

extension JSONValue {
    /// Whether it is a text or a list with something in it.
    fileprivate var isFilled: Bool {
        switch self {
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        default: false
        }
    }
}

extension String {
    /// Whether it stands for a value instead of being one: `<string>`, or text with an unknown variable.
    var isPlaceholder: Bool {
        (hasPrefix("<") && hasSuffix(">")) || VariableTemplate.mayHaveTokens(self)
    }
}
