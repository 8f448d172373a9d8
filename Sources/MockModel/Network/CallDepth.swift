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

    /// Why a request is not sent: it would be deeper than the limit.
    public static func failure(of headers: HeaderFields) -> OutgoingFailure? {
        guard of(headers) > limit else { return nil }
        return OutgoingFailure(
            .notAllowed,
            "mocks called one another \(limit) times on the way here (\(field)): is there one that calls itself?")
    }
}

extension OutgoingRequest {
    /// The request, one deeper than the call whose code sends it.
    public func deeper(than call: Request?) -> OutgoingRequest {
        var request = self
        request.headers.set(CallDepth.field, String((call.map { CallDepth.of($0.headers) } ?? 0) + 1))
        return request
    }
}
