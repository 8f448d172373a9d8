extension OutgoingRequest {
    /// A call passed on to another server: the same method, path, query and body, and the header without what belonged to the connection.
    ///
    /// `Host` becomes that of the other server, `Via` names us (RFC 9110 §7.6.3), `X-Mock-Depth` is counted up. `Accept-Encoding` is
    /// dropped, so that the answer can be read and changed; `Expect` too, because the body is already here.
    ///
    /// - Parameters:
    ///   - call: the call.
    ///   - base: the URL of the other server; its path stands before that of the call.
    ///   - timeout: the time for all of it.
    ///   - allowed: whom the project may call.
    public static func forwarding(
        _ call: Request, to base: String, timeout: Duration = .seconds(10), allowed: [String]
    ) -> OutgoingRequest {
        var headers = call.headers.endToEnd
        for name in ["Host", "Accept-Encoding", "Expect"] { headers.remove(name) }
        headers.append("Via", "1.1 mockscript")
        return OutgoingRequest(
            method: call.method, url: url(of: call, below: base), headers: headers, body: call.body,
            timeout: timeout, allowed: allowed
        ).deeper(than: call)
    }

    /// A base that is no URL is left as it is: it is refused when the request is sent.
    private static func url(of call: Request, below base: String) -> String {
        guard let url = try? WebURL(parsing: base) else { return base }
        let path = url.target.prefix { $0 != "?" }
        let stem = path.last == "/" ? path.dropLast() : path
        return "\(url.origin)\(stem)\(TargetParts.originForm(of: call.target))"
    }
}
