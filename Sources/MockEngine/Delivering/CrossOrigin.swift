import MockModel

/// A request of a page, and whether the page may read the answer (Fetch standard, CORS protocol).
final class CrossOrigin: Sendable {
    /// The origin of the page; empty for a request of no page.
    private let origin: String
    private let rules: CORSRules
    /// Whether the rules allow the page's origin.
    let isAllowed: Bool
    /// Whether the request is a preflight: it asks whether another one may be sent.
    let isPreflight: Bool
    /// Whether the page comes from the server itself.
    private let isOwn: Bool
    /// The headers that a preflight asks for and the rules do not allow.
    private let refusedHeaders: [String]

    /// The page that sent a request; `nil` when its answer is the same for every page and for none.
    static func of(_ request: Request, _ project: CompiledProject) -> CrossOrigin? {
        guard project.concernsEveryPage || request.headers.mayContain(originHeader) else { return nil }
        let rules = project.project.settings.cors
        guard let origin = request.headers["origin"] else {
            return rules.concernsEveryRequest ? CrossOrigin("", rules, request) : nil
        }
        return rules.origins == .none ? nil : CrossOrigin(origin, rules, request)
    }

    private init(_ origin: String, _ rules: CORSRules, _ request: Request) {
        self.origin = origin
        self.rules = rules
        isAllowed = !origin.isEmpty && rules.allow(origin)
        isPreflight = request.method == "OPTIONS" && request.headers.contains("access-control-request-method")
        isOwn = origin.isEmpty || request.host.map { origin.hasSuffix("://\($0)") } ?? false
        refusedHeaders = isPreflight ? rules.refused(of: request.headers["access-control-request-headers"] ?? "") : []
    }

    /// The answer to a preflight: what it asks for is allowed, so that the page sees the answer of the request itself.
    func preflight(_ request: Request) -> Decision {
        var headers = HeaderFields(grants)
        headers.append("Access-Control-Allow-Methods", request.headers["access-control-request-method"] ?? "GET")
        let asked = request.headers["access-control-request-headers"]
        if let allowed = rules.headers?.joined(separator: ", ") ?? asked, !allowed.isEmpty {
            headers.append("Access-Control-Allow-Headers", allowed)
        }
        if request.headers.contains("access-control-request-private-network") {
            headers.append("Access-Control-Allow-Private-Network", "true")
        }
        if let age = rules.maxAge { headers.append("Access-Control-Max-Age", "\(age.milliseconds / 1_000)") }
        headers.append(
            "Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
        return Decision(Response(status: 204, headers: headers), because: .preflight(origin: origin))
    }

    /// The decision with the fields that let the page read it, or that keep caches from giving it to other pages; a response with an `Access-Control-Allow-Origin` of its own stays as it is.
    func share(_ decision: Decision) -> Decision {
        let fields = self.fields(for: decision.response.headers)
        guard decision.response.status >= 200, !fields.isEmpty else { return decision }
        var response = decision.response
        response.headers = HeaderFields(response.headers.fields + fields)
        return Decision(
            response, because: decision.reason, fault: decision.fault, earlyHints: decision.earlyHints,
            version: decision.version,
            endsConnection: decision.endsConnection, latency: decision.latency, rate: decision.rate)
    }

    /// The fields to add to a header; none when it has `Access-Control-Allow-Origin` already.
    ///
    /// An answer that another page would get otherwise says so to caches, also when this page is refused (Fetch standard, "CORS protocol
    /// and HTTP caches").
    func fields(for headers: HeaderFields) -> [HeaderFields.Field] {
        guard !headers.contains(CrossOrigin.allowOrigin) else { return [] }
        let vary = allowsAll || CrossOrigin.varies(headers) ? [] : [HeaderFields.Field("Vary", "Origin")]
        guard isAllowed else { return vary }
        let names = headers.fields.map(\.name).filter { !$0.equalsIgnoringCase("content-type") }
        let exposed = rules.credentials ? (names + ["X-Mock-Call"]).joined(separator: ", ") : "*"
        return grants.map { HeaderFields.Field($0.0, $0.1) }
            + [HeaderFields.Field("Access-Control-Expose-Headers", exposed)] + vary
    }

    /// Whether a header says already that the answer depends on the page: `Vary` lists `Origin` or `*`.
    private static func varies(_ headers: HeaderFields) -> Bool {
        headers.fields.contains { field in
            field.name.equalsIgnoringCase("vary")
                && field.value.split(separator: ",").contains { entry in
                    let name = String(entry.trimmed)
                    return name == "*" || name.equalsIgnoringCase("origin")
                }
        }
    }

    /// The header of another server's answer, without its own fields of CORS.
    func replacing(in headers: HeaderFields) -> HeaderFields {
        guard isAllowed else { return headers }
        return HeaderFields(headers.fields.filter { !$0.name.lowercased().hasPrefix("access-control-") })
    }

    /// What a browser will block.
    struct Block {
        /// What is blocked, and for which page.
        let what: String
        /// The line to write in the settings; one page has one for its origin, and one for each list of headers.
        let advice: String
    }

    /// What a browser will block of an answer; `nil` when it will block nothing.
    func block(of response: Response) -> Block? {
        if isAllowed {
            return refusedHeaders.isEmpty ? nil : Block(what: "requests of \(origin)", advice: headerAdvice)
        }
        guard !isOwn, !response.headers.contains(CrossOrigin.allowOrigin) else { return nil }
        let what = isPreflight ? "the preflight of \(origin)" : "answers for pages of \(origin)"
        return Block(what: what, advice: originAdvice)
    }

    private var headerAdvice: String {
        let names = refusedHeaders.joined(separator: ", ")
        return "they ask for the request header \(names); add it to cors.headers in mockscript.yaml"
    }

    private var originAdvice: String {
        if case .listed = rules.origins { return "add \"\(origin)\" to cors.origins in mockscript.yaml" }
        return "write cors: { origins: [\"\(origin)\"] } or cors: true in mockscript.yaml, or serve with --cors"
    }

    private static let allowOrigin = "access-control-allow-origin"
    private static let originHeader = HeaderNameFilter(["origin"])

    /// Whether `*` says it all.
    private var allowsAll: Bool { rules.origins == .all && !rules.credentials }

    private var grants: [(String, String)] {
        let grant = ("Access-Control-Allow-Origin", allowsAll ? "*" : origin)
        return rules.credentials ? [grant, ("Access-Control-Allow-Credentials", "true")] : [grant]
    }
}
