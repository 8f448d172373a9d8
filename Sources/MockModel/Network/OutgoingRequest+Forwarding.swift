extension OutgoingRequest {
    /// A call passed on to another server: the same method, path, query and body, and the header without what belonged to the connection.
    ///
    /// `Host` becomes that of the other server, `Via` names us (RFC 9110 §7.6.3), `X-Mock-Depth` is counted up. `Accept-Encoding` is
    /// dropped, so that the answer can be read and changed; `Expect` too, because the body is already here.
    ///
    /// - Parameters:
    ///   - request: the call.
    ///   - base: the URL of the other server; its path stands before that of the call.
    ///   - timeout: the time for all of it.
    ///   - allowed: whom the project may call.
    /// - Throws: a failure of the kind `not_allowed` when the base is no URL, or mocks call one another without end.
    public static func forwarding(
        _ request: Request, to base: String, timeout: Duration = .seconds(10), allowed: [String]
    ) throws(OutgoingFailure) -> OutgoingRequest {
        let depth = try CallDepth.next(after: request.headers)
        var headers = request.headers.endToEnd
        for name in ["Host", "Accept-Encoding", "Expect"] { headers.remove(name) }
        headers.set(CallDepth.field, String(depth))
        headers.append("Via", "1.1 mockscript")
        return OutgoingRequest(
            method: request.method, url: try url(of: request, below: base), headers: headers, body: request.body,
            timeout: timeout, allowed: allowed)
    }

    private static func url(of request: Request, below base: String) throws(OutgoingFailure) -> String {
        do throws(WebURLError) {
            let base = try WebURL(parsing: base)
            let path = base.target.prefix { $0 != "?" }
            let stem = path.last == "/" ? path.dropLast() : path
            return "\(base.origin)\(stem)\(TargetParts.originForm(of: request.target))"
        } catch {
            throw OutgoingFailure(.notAllowed, error.message)
        }
    }
}
