import MockModel

/// One request of a file `requests.http`: what a client sent when an example was saved.
///
/// With `matching: collection` in the settings such a request tells which example answers. Its file is one of the many that clients for
/// HTTP read: requests behind `###` and the name of an example's file.
struct SavedRequest {
    /// The file of the example, in the same folder; empty for a request that has no example.
    var file = ""
    /// The method.
    var method = "GET"
    /// The path and the query as they are written.
    var target = "/"
    /// The header.
    var headers = HeaderFields()
    /// The body.
    var body: OriginBody?
    /// The example's id (`@id`), by which `x-mock-response-id` asks for it.
    var id: String?
    /// The example's name (`@name`), where the file's name cannot say it.
    var name: String?
    /// The leading part of the path that callers may leave out (`@optional`).
    var optional: String?
    /// Whether a parameter of the path has a value.
    var isConcrete = false
    /// Where the request begins.
    var location = SourceLocation(file: "")

    /// The name of the file that holds the requests of a folder.
    static let fileName = "requests.http"
}

/// The target of a request in a collection: its path with values or names for the parameters, and its query.
enum SavedTarget {
    /// The target of an example's request.
    static func text(_ pattern: PathPattern, _ origin: ExampleOrigin) -> String {
        let path = pattern.segments.map { "/" + segment($0, origin.values) }.joined()
        let query = origin.query.map(item).joined(separator: "&")
        return (path.isEmpty ? "/" : path) + (origin.hasTrailingSlash && !path.isEmpty ? "/" : "")
            + (query.isEmpty ? "" : "?\(query)")
    }

    private static func segment(_ segment: PathPattern.Segment, _ values: [String: String]) -> String {
        switch segment {
        case .literal(let text): PercentEncoding.encode(text)
        case .parameter(let name), .rest(let name): value(name, values)
        case .affixed(let prefix, let name, let suffix):
            PercentEncoding.encode(prefix) + value(name, values) + PercentEncoding.encode(suffix)
        }
    }

    private static func value(_ name: String, _ values: [String: String]) -> String {
        values[name].map(PercentEncoding.encode) ?? "{{\(PercentEncoding.encode(name))}}"
    }

    private static func item(_ item: ExampleOrigin.QueryItem) -> String {
        let name = PercentEncoding.encode(item.name)
        if let capture = item.capture { return "\(name)={{\(PercentEncoding.encode(capture))}}" }
        return item.value.map { "\(name)=\(PercentEncoding.encode($0))" } ?? name
    }

    /// What a target says of the parameters of a path and of the query.
    ///
    /// - Returns: `nil` when the target has another number of segments than the path.
    static func read(
        _ target: String, _ pattern: PathPattern
    ) -> (values: [String: String], hasTrailingSlash: Bool, query: [ExampleOrigin.QueryItem])? {
        let (path, query) = target.cut(at: "?")
        let segments = path.split(separator: "/")
        guard segments.count == pattern.segments.count else { return nil }
        var values: [String: String] = [:]
        for (text, segment) in zip(segments, pattern.segments) where !text.contains("{{") {
            guard let name = segment.name, let value = value(PercentEncoding.decode(text), in: segment) else {
                continue
            }
            values[name] = value
        }
        let items = (query ?? "").split(separator: "&").map { readItem(String($0)) }
        return (values, !segments.isEmpty && path.hasSuffix("/"), items)
    }

    private static func value(_ text: String, in segment: PathPattern.Segment) -> String? {
        guard case .affixed(let prefix, _, let suffix) = segment else { return text }
        guard text.utf8.count > prefix.utf8.count + suffix.utf8.count, text.hasPrefix(prefix), text.hasSuffix(suffix)
        else {
            return nil
        }
        return String(decoding: text.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count), as: UTF8.self)
    }

    private static func readItem(_ text: String) -> ExampleOrigin.QueryItem {
        let (name, value) = text.cut(at: "=")
        let plain = PercentEncoding.decode(name)
        guard let value else { return .init(name: plain, value: nil) }
        guard value.hasPrefix("{{"), value.hasSuffix("}}") else {
            return .init(name: plain, value: PercentEncoding.decode(value))
        }
        let capture = PercentEncoding.decode(value.dropFirst(2).dropLast(2))
        return .init(name: plain, value: nil, capture: capture.isEmpty ? nil : capture)
    }
}
