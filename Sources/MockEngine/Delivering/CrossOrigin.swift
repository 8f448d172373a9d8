import MockModel

/// A request of a page, and whether the page may read the answer (Fetch standard, CORS protocol).
final class CrossOrigin: Sendable {
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

    /// The page that sent a request; `nil` when the request names no origin, as most do.
    static func of(_ request: Request, _ project: CompiledProject) -> CrossOrigin? {
        guard let origin = request.headers["origin"] else { return nil }
        let rules = project.project.settings.cors
        return rules.origins == .none ? nil : CrossOrigin(origin, rules, request)
    }

    private init(_ origin: String, _ rules: CORSRules, _ request: Request) {
        self.origin = origin
        self.rules = rules
        isAllowed = rules.allow(origin)
        isPreflight = request.method == "OPTIONS" && request.headers.contains("access-control-request-method")
        isOwn = request.host.map { origin.hasSuffix("://\($0)") } ?? false
        refusedHeaders = isPreflight ? rules.refused(of: request.headers["access-control-request-headers"] ?? "") : []
    }

    /// The answer to a preflight: what it asks for is allowed, so that the page sees the answer of the request itself.
    func preflight(_ request: Request) -> Answer {
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
        return Answer(Response(status: 204, headers: headers), because: .automatic("CORS preflight of \(origin)"))
    }

    /// The decision with the fields that let the page read it; a response with an `Access-Control-Allow-Origin` of its own stays as it is.
    func share(_ decision: Decision) -> Decision {
        let fields = self.fields(for: decision.response.headers)
        guard isAllowed, decision.response.status >= 200, !fields.isEmpty else { return decision }
        var response = decision.response
        response.headers = HeaderFields(response.headers.fields + fields)
        return Decision(
            response, because: decision.reason, fault: decision.fault, earlyHints: decision.earlyHints,
            version: decision.version,
            endsConnection: decision.endsConnection)
    }

    /// The fields to add to a header; none when it has `Access-Control-Allow-Origin` already.
    func fields(for headers: HeaderFields) -> [HeaderFields.Field] {
        guard isAllowed, !headers.contains(CrossOrigin.allowOrigin) else { return [] }
        var fields = grants.map { HeaderFields.Field($0.0, $0.1) }
        let names = headers.fields.map(\.name).filter { !$0.equalsIgnoringCase("content-type") }
        let exposed = rules.credentials ? (names + ["X-Mock-Call"]).joined(separator: ", ") : "*"
        fields.append(HeaderFields.Field("Access-Control-Expose-Headers", exposed))
        if !allowsAll { fields.append(HeaderFields.Field("Vary", "Origin")) }
        return fields
    }

    /// The header of another server's answer, without its own fields of CORS.
    func replacing(in headers: HeaderFields) -> HeaderFields {
        guard isAllowed else { return headers }
        return HeaderFields(headers.fields.filter { !$0.name.lowercased().hasPrefix("access-control-") })
    }

    /// The warning when a browser will block an answer; `nil` when it will not.
    func warning(of response: Response) -> LogLine? {
        if isAllowed { return refusedHeaders.isEmpty ? nil : warning("requests of \(origin)", headerAdvice) }
        guard !isOwn, !response.headers.contains(CrossOrigin.allowOrigin) else { return nil }
        return warning(isPreflight ? "the preflight of \(origin)" : "answers for pages of \(origin)", originAdvice)
    }

    private func warning(_ blocked: String, _ advice: String) -> LogLine {
        LogLine(level: .warn, text: "CORS: browsers block \(blocked); \(advice)")
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

    /// Whether `*` says it all.
    private var allowsAll: Bool { rules.origins == .all && !rules.credentials }

    private var grants: [(String, String)] {
        let grant = ("Access-Control-Allow-Origin", allowsAll ? "*" : origin)
        return rules.credentials ? [grant, ("Access-Control-Allow-Credentials", "true")] : [grant]
    }
}
