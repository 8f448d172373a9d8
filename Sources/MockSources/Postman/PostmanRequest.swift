import MockModel

/// The request half of an item or of an example.
struct PostmanRequest {
    let method: String
    let url: PostmanURL
    let hasURL: Bool
    let headers: HeaderFields
    let body: OriginBody?

    /// Reads a request object, or a text that is its URL.
    ///
    /// - Parameter fallback: the item's own request, which fills what an example's request leaves out.
    init(_ json: JSONValue?, or fallback: JSONValue? = nil, variables: PostmanVariables) {
        let own = json.flatMap(PostmanRequest.normal)
        let other = fallback.flatMap(PostmanRequest.normal)
        let source = own ?? other
        let method = (source?["method"]?.text ?? own.flatMap { _ in other?["method"]?.text } ?? "").trimmed
        let address = source?["url"].flatMap(PostmanRequest.address) ?? other?["url"].flatMap(PostmanRequest.address)
        self.method = method.isEmpty ? "GET" : method.uppercased()
        hasURL = address != nil
        url = PostmanURL(address, variables: variables)
        headers = HeaderFields(
            PostmanHeader.entries(of: source?["header"]).map { ($0.name, variables.fill($0.value)) })
        body = PostmanBody.read(source?["body"], variables: variables)
    }

    /// The pattern that requests must fit.
    var pattern: PathPattern { PostmanPath.pattern(of: url) }

    /// The names that the values of its query have for the answer.
    var queryCaptures: [String] { url.query.compactMap { PostmanRequest.queryItem($0).capture } }

    /// What selection looks at besides method and pattern.
    func origin(id: String, trail: [String]) -> ExampleOrigin {
        ExampleOrigin(
            id: id, trail: trail, values: url.values, hasTrailingSlash: url.hasTrailingSlash,
            query: url.query.map(PostmanRequest.queryItem), headers: headers, body: body)
    }

    /// A request that is a text is a GET of that URL.
    private static func normal(_ json: JSONValue) -> JSONValue? {
        switch json {
        case .string(let text): .object(JSONObject([.init("url", .string(text))]))
        case .object: json
        default: nil
        }
    }

    /// A URL that says something; one without a text, a host and a path says nothing.
    private static func address(_ json: JSONValue) -> JSONValue? {
        switch json {
        case .string(let text): text.isEmpty ? nil : json
        case .object: ["raw", "host", "path"].contains { json[$0].map(isFilled) ?? false } ? json : nil
        default: nil
        }
    }

    private static func isFilled(_ json: JSONValue) -> Bool {
        switch json {
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        default: false
        }
    }

    /// A value that is not known yet fits every value, and gives its name to the answer.
    private static func queryItem(_ entry: (name: String, value: String?)) -> ExampleOrigin.QueryItem {
        let name = plain(entry.name)
        guard let value = entry.value else { return .init(name: name, value: nil) }
        let decoded = plain(value)
        guard decoded.isPlaceholder else { return .init(name: name, value: decoded) }
        guard case .token(let capture)? = VariableTemplate.pieces(of: decoded).first,
            VariableTemplate.pieces(of: decoded).count == 1
        else { return .init(name: name, value: nil) }
        return .init(name: name, value: nil, capture: String(capture.trimmed))
    }

    private static func plain(_ text: String) -> String {
        PercentEncoding.decode(String(text.map { $0 == "+" ? " " : $0 })[...])
    }
}
