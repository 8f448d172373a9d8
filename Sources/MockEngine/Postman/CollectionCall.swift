import MockModel

/// A request as the choice among examples sees it; the body is read when it is first needed.
struct CollectionCall {
    let request: Request
    let method: String
    /// The segments of the path without empty ones.
    let segments: [String]
    let hasTrailingSlash: Bool
    let hasDoubledSlash: Bool
    let wishes: PostmanHeaders
    let query: QueryShape.Sent
    private lazy var body = SentBody(request)

    init(_ request: Request, method: String) {
        self.request = request
        self.method = method
        segments = request.segments.filter { !$0.isEmpty }
        hasDoubledSlash = segments.count != request.segments.count
        hasTrailingSlash = !segments.isEmpty && request.path.utf8.last == UInt8(ascii: "/")
        wishes = PostmanHeaders(request)
        query = QueryShape.Sent(request)
    }

    /// Whether an example has the status that was asked for, when one was.
    func wants(_ entry: CollectionEntry) -> Bool {
        wishes.code.map { Int($0) == entry.example.response.status } ?? true
    }

    /// Whether an example's request has the same value of every header that was named.
    func headersAgree(with entry: CollectionEntry) -> Bool {
        wishes.matchedHeaders.allSatisfy { headerAgrees($0, with: entry) }
    }

    /// Whether an example's request has the same value of a header.
    func headerAgrees(_ name: String, with entry: CollectionEntry) -> Bool {
        guard let value = entry.origin.headers[name] else { return false }
        return request.headers[name]?.isSame(as: value) == true
    }

    /// Whether an example's request has the same body.
    mutating func bodyEquals(_ entry: CollectionEntry) -> Bool {
        guard let shape = entry.body else { return request.body.isEmpty }
        return shape.equals(&body)
    }

    /// What stands for the parameters of a path.
    func parameters(of path: CollectionPath) -> [(name: String, value: String)] {
        zip(path.segments, segments).compactMap { pattern, segment in
            switch pattern {
            case .literal: nil
            case .parameter(let name), .rest(let name): (name, segment)
            case .affixed(let prefix, let name, let suffix):
                (name, segment.without(prefix, suffix))
            }
        }
    }
}
