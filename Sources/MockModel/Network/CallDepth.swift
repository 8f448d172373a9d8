/// How many mocks called one another on the way to a request, as `X-Mock-Depth` counts it: what stops a mock that calls itself.
public enum CallDepth {
    /// The field that carries the number.
    public static let field = "X-Mock-Depth"
    /// The most that is sent.
    public static let limit = 10

    /// The depth that a request came with; 0 without one, or with one that is no number.
    public static func of(_ headers: HeaderFields) -> Int {
        guard let value = headers[field], let depth = Int(value), depth > 0 else { return 0 }
        return min(depth, limit + 1)
    }

    /// The depth of a request that a handler sends on its way to answer a call with that header.
    ///
    /// - Throws: a failure of the kind `not_allowed` when it would be over the limit.
    public static func next(after headers: HeaderFields) throws(OutgoingFailure) -> Int {
        let depth = of(headers) + 1
        guard depth <= limit else {
            throw OutgoingFailure(
                .notAllowed,
                "mocks called one another \(limit) times on the way here (\(field)): is there one that calls itself?")
        }
        return depth
    }
}
