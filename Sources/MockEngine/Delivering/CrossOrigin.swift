import MockModel

/// A request of a page, and whether the page may read the answer (Fetch standard, CORS protocol).
final class CrossOrigin: Sendable {
    /// The origin of the page; empty for a request of no page.
    private let origin: String
    private let rules: CORSRules
    /// Whether the rules allow the page's origin.
    let isAllowed: Bool
    /// What the request asks for, when it asks whether another one may be sent.
    let preflight: Preflight?
    /// Whether the page comes from the server itself.
    private let isOwn: Bool

    /// The page that sent a request; `nil` when its answer is the same for every page and for none.
    static func of(_ request: Request, _ project: CompiledProject) -> CrossOrigin? {
        guard project.concernsEveryPage || request.headers.mayContain(originHeader) else { return nil }
        let rules = project.project.settings.cors
        guard let origin = request.headers["origin"] else {
            return rules.concernsEveryRequest ? CrossOrigin("", rules, request) : nil
        }
        return rules.origins == .none ? nil : CrossOrigin(origin, rules, request)
    }

    /// The fields for the refusal of a message of which no origin could be read: those that are the same for every page.
    static func fieldsForEveryPage(_ rules: CORSRules) -> [HeaderFields.Field] {
        guard rules.origins == .all, !rules.credentials else { return [] }
        return [.init("Access-Control-Allow-Origin", "*"), .init("Access-Control-Expose-Headers", "*")]
    }

    private init(_ origin: String, _ rules: CORSRules, _ request: Request) {
        self.origin = origin
        self.rules = rules
        isAllowed = !origin.isEmpty && rules.allow(origin)
        preflight = Preflight(request)
        isOwn = origin.isEmpty || request.host.map { origin.hasSuffix("://\($0)") } ?? false
    }

    /// The answer to a preflight: what it asks for is allowed, so that the page sees the answer of the request itself.
    func answer(to preflight: Preflight) -> Decision {
        let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
        let fields = grants + preflight.grants(by: rules) + [.init("Vary", vary)]
        return Decision(Response(status: 204, headers: HeaderFields(fields)), because: .preflight(origin: origin))
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

    /// The fields to add to a header, to that of a preflight's answer also what lets the request behind it pass; none when it has
    /// `Access-Control-Allow-Origin` already.
    ///
    /// An answer that another page would get otherwise says so to caches, also when this page is refused (Fetch standard, "CORS protocol
    /// and HTTP caches").
    func fields(for headers: HeaderFields) -> [HeaderFields.Field] {
        guard !headers.contains(CrossOrigin.allowOrigin) else { return [] }
        let vary = allowsAll || CrossOrigin.varies(headers) ? [] : [HeaderFields.Field("Vary", "Origin")]
        guard isAllowed else { return vary }
        let names = headers.fields.map(\.name).filter { !$0.equalsIgnoringCase("content-type") }
        let exposed = rules.credentials ? (names + ["X-Mock-Call"]).joined(separator: ", ") : "*"
        let more = preflight?.grants(by: rules).filter { !headers.contains($0.name) }
        return grants + (more ?? [.init("Access-Control-Expose-Headers", exposed)]) + vary
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
        /// What the warning is about; each kind is counted by itself.
        enum Kind: Hashable {
            case page
            case header
            case answer
        }

        let kind: Kind
        /// What is blocked, and for which page.
        let what: String
        /// The line to write in the settings, or what is wrong with the answer.
        let advice: String

        /// What is told once: of a page its origin, by whatever request, else all of it.
        var key: String { kind == .page ? advice : what + advice }
    }

    /// What a browser will block of an answer; `nil` when it will block nothing.
    func block(of response: Response) -> Block? {
        guard !isOwn else { return nil }
        guard let granted = response.headers[CrossOrigin.allowOrigin] else { return isAllowed ? nil : pageBlock }
        guard granted == "*" || granted == origin else {
            let advice = "the answer has an Access-Control-Allow-Origin of its own, \(granted)"
            return Block(kind: .answer, what: "answers for pages of \(origin)", advice: advice)
        }
        return preflight.flatMap { block(of: $0, response) }
    }

    private var pageBlock: Block {
        let what = preflight != nil ? "the preflight of \(origin)" : "answers for pages of \(origin)"
        return Block(kind: .page, what: what, advice: originAdvice)
    }

    private func block(of preflight: Preflight, _ response: Response) -> Block? {
        let refused = isAllowed ? rules.refused(of: preflight.headers) : []
        if !refused.isEmpty {
            let names = refused.joined(separator: ", ")
            let advice = "they ask for the request header \(names); add it to cors.headers in mockscript.yaml"
            return Block(kind: .header, what: "requests of \(origin)", advice: advice)
        }
        return preflight.obstacle(in: response).map {
            Block(kind: .answer, what: "\(preflight.method) requests of \(origin)", advice: $0)
        }
    }

    private var originAdvice: String {
        guard CORSRules.isOrigin(origin) else { return "write cors: true in mockscript.yaml, or serve with --cors" }
        if case .listed = rules.origins { return "add \"\(origin)\" to cors.origins in mockscript.yaml" }
        return "write cors: { origins: [\"\(origin)\"] } or cors: true in mockscript.yaml, or serve with --cors"
    }

    private static let allowOrigin = "access-control-allow-origin"
    private static let originHeader = HeaderNameFilter(["origin"])

    /// Whether `*` says it all.
    private var allowsAll: Bool { rules.origins == .all && !rules.credentials }

    private var grants: [HeaderFields.Field] {
        let grant = HeaderFields.Field("Access-Control-Allow-Origin", allowsAll ? "*" : origin)
        return rules.credentials ? [grant, .init("Access-Control-Allow-Credentials", "true")] : [grant]
    }
}
