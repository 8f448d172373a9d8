import MockModel

/// What a preflight asks for: the method and the header names of the request behind it (Fetch standard, CORS-preflight fetch).
struct Preflight: Sendable {
    /// The method of the request behind it.
    let method: String
    /// The names of its headers, as written.
    let headers: String
    /// Whether the page asks to reach a more private network.
    let asksForPrivateNetwork: Bool

    /// Reads a request; `nil` when it is no preflight.
    init?(_ request: Request) {
        guard request.method == "OPTIONS", let method = request.headers["access-control-request-method"] else {
            return nil
        }
        self.method = method
        headers = request.headers["access-control-request-headers"] ?? ""
        asksForPrivateNetwork = request.headers.contains("access-control-request-private-network")
    }

    /// The fields that allow what it asks for, as far as the rules do.
    func grants(by rules: CORSRules) -> [HeaderFields.Field] {
        var fields = [HeaderFields.Field(Preflight.allowMethods, method)]
        let allowed = rules.headers?.joined(separator: ", ") ?? headers
        if !allowed.isEmpty { fields.append(.init(Preflight.allowHeaders, allowed)) }
        if asksForPrivateNetwork { fields.append(.init("Access-Control-Allow-Private-Network", "true")) }
        if let age = rules.maxAge {
            fields.append(.init("Access-Control-Max-Age", "\(age.milliseconds / 1_000)"))
        }
        return fields
    }

    /// Why a browser does not send the request after an answer; `nil` when it does.
    func obstacle(in response: Response) -> String? {
        guard (200..<300).contains(response.status) else {
            return "the preflight is answered with \(response.status); only a 2xx lets the request pass"
        }
        let methods = Preflight.elements(of: Preflight.allowMethods, in: response)
        guard Preflight.simple.contains(method) || methods.contains(method) || methods.contains("*") else {
            return "the answer to the preflight lacks \(Preflight.allowMethods): \(method)"
        }
        let allowed = Preflight.elements(of: Preflight.allowHeaders, in: response).map { $0.lowercased() }
        let missing = HeaderList.elements(of: headers).filter { name in
            !allowed.contains(name.lowercased())
                && !(allowed.contains("*") && !name.equalsIgnoringCase("authorization"))
        }
        guard missing.isEmpty else {
            return "the answer to the preflight lacks \(Preflight.allowHeaders): \(missing.joined(separator: ", "))"
        }
        return nil
    }

    private static func elements(of name: String, in response: Response) -> [String] {
        response.headers.values(of: name).flatMap(HeaderList.elements)
    }

    /// Methods that no answer has to allow (Fetch standard, CORS-safelisted method).
    private static let simple = ["GET", "HEAD", "POST"]
    private static let allowMethods = "Access-Control-Allow-Methods"
    private static let allowHeaders = "Access-Control-Allow-Headers"
}
