/// What conditions look at: a request, the parameters of its path, and its parts, each taken apart once and only when asked for.
///
/// Lives for one request and is used by one thread.
public final class ConditionContext {
    /// The request.
    public let request: Request
    private let parameters: [(name: String, value: String)]
    private lazy var query = request.queryItems
    private lazy var cookies = request.cookies
    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    lazy var bodyText = String(decoding: request.body, as: UTF8.self)
    /// The body as JSON, of which only what is asked for is made; `nil` when it is none.
    lazy var json: JSONOutline? = {
        var reader = JSONReader(request.body)
        return try? reader.readDocument()
    }()

    /// Makes the context of a request that matched a path.
    public init(request: Request, parameters: [(name: String, value: String)]) {
        self.request = request
        self.parameters = parameters
    }

    func query(_ name: String) -> String? { first(query, name) }

    func cookie(_ name: String) -> String? { first(cookies, name) }

    func parameter(_ name: String) -> String? { first(parameters, name) }

    /// The values of a field, joined as RFC 9110 §5.3 allows.
    func header(_ name: String) -> String? {
        let values = request.headers.values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    private func first(_ pairs: [(name: String, value: String)], _ name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }
}
