/// What conditions look at: a request, the parameters of its path, and its parts, each taken apart once and only when asked for.
///
/// Lives for one request and is used by one thread.
public final class ConditionContext {
    /// The request.
    public let request: Request
    let parameters: [(name: String, value: String)]
    private(set) lazy var query = request.queryItems
    private(set) lazy var cookies = request.cookies
    /// The body as a form.
    private(set) lazy var form = FormBody(request)
    /// The body without its content coding, or why that cannot be had.
    private(set) lazy var content: Result<[UInt8], ContentError> = {
        do throws(ContentError) { return .success(try request.content()) } catch { return .failure(error) }
    }()
    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    private(set) lazy var bodyText = String(decoding: (try? content.get()) ?? request.body, as: UTF8.self)
    /// The body as JSON, of which only what is asked for is made; `nil` when it is none.
    private(set) lazy var json = JSONOutline(exactly: (try? content.get()) ?? [])

    /// Makes the context of a request that matched a path.
    public init(request: Request, parameters: [(name: String, value: String)]) {
        self.request = request
        self.parameters = parameters
    }

    /// Whether the request says that its body is JSON.
    var isDeclaredJSON: Bool { request.headers["content-type"].map(MediaType.isJSON) ?? false }
}
