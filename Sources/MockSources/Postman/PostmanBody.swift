import MockModel

/// The body of a request in a collection.
enum PostmanBody {
    /// The body by its mode; `nil` for none, an empty one, a switched-off one, or a file.
    static func read(_ json: JSONValue?, variables: PostmanVariables) -> OriginBody? {
        guard case .object = json, json?.isDisabled == false else { return nil }
        switch json?["mode"]?.text {
        case "raw": return text(json?["raw"], variables)
        case "urlencoded": return fields(json?["urlencoded"], variables).map(OriginBody.form)
        case "formdata": return fields(json?["formdata"], variables).map(OriginBody.multipart)
        case "graphql": return graphQL(json?["graphql"], variables)
        default: return nil
        }
    }

    private static func text(_ json: JSONValue?, _ variables: PostmanVariables) -> OriginBody? {
        guard let text = json?.text, !text.isEmpty else { return nil }
        return .text(variables.fill(text))
    }

    private static func fields(_ json: JSONValue?, _ variables: PostmanVariables) -> [OriginBody.Field]? {
        if let text = json?.text, !text.isEmpty {
            return FormEncoding.decode(variables.fill(text)).map { OriginBody.Field($0.name, $0.value) }
        }
        let entries = (json?.elements ?? []).filter { !$0.isDisabled && $0["type"]?.text != "file" }
        let fields = entries.compactMap { entry in
            entry["key"]?.scalar.map { key in
                OriginBody.Field(variables.fill(key), variables.fill(entry["value"]?.scalar ?? ""))
            }
        }
        return fields.isEmpty ? nil : fields
    }

    private static func graphQL(_ json: JSONValue?, _ variables: PostmanVariables) -> OriginBody? {
        guard let query = json?["query"]?.text, !query.isEmpty else { return nil }
        let text = json?["variables"]?.text.map { variables.fill($0) }
        return .graphQL(query: variables.fill(query), variables: text?.isEmpty == true ? nil : text)
    }
}
