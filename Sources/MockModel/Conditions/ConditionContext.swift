/// What conditions look at: a request, the parameters of its path, and its parts, each taken apart once and only when asked for.
///
/// Lives for one request and is used by one thread.
public final class ConditionContext {
    /// The request.
    public let request: Request
    let parameters: [(name: String, value: String)]
    /// What the conditions of this request may still do, in bytes looked at, eight for a step of an expression.
    var work: Int64
    /// Values of a large JSON body, by their paths: made once, however many conditions look at them.
    private var values: [JSONPath: JSONValue?] = [:]
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
        work = ConditionContext.baseWork + ConditionContext.workForByte * Int64(request.body.count)
    }

    /// About 20 ms of a processor, and as much as reading the body some 30 times.
    private static let baseWork: Int64 = 8_000_000
    private static let workForByte: Int64 = 32
    /// Bytes of a body in which a place is found at once.
    private static let smallBody = 4_096

    /// The value at a place of the JSON body.
    func json(at path: JSONPath) -> JSONValue? {
        guard case .success(let body) = content, body.count > ConditionContext.smallBody else { return json?[path] }
        if let known = values[path] { return known }
        work -= Int64(body.count)
        let value = json?[path]
        values[path] = .some(value)
        return value
    }

    /// Whether the request says that its body is JSON.
    var isDeclaredJSON: Bool { request.headers["content-type"].map(MediaType.isJSON) ?? false }
}
