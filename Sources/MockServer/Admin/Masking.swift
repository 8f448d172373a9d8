import MockModel

/// Hides secrets before a call is shown: the values of headers, query names and JSON keys that usually carry one.
enum Masking {
    private static let mask = "•••"
    private static let headers: Set<String> = [
        "authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key",
    ]
    private static let keys = ["token", "secret", "password", "api_key", "apikey", "access_key", "client_secret"]

    /// The value of a header, or the mask.
    static func header(_ field: HeaderFields.Field) -> String {
        headers.contains(field.name.lowercased()) ? mask : field.value
    }

    /// A target with the values of secret query names masked.
    static func target(_ target: String) -> String {
        guard let cut = target.firstIndex(of: "?") else { return target }
        let pairs = target[target.index(after: cut)...].split(separator: "&", omittingEmptySubsequences: false)
        let shown = pairs.map { pair -> String in
            guard let equal = pair.firstIndex(of: "="), isSecret(String(pair[..<equal])) else { return String(pair) }
            return pair[...equal] + mask
        }
        return target[...cut] + shown.joined(separator: "&")
    }

    /// A JSON value with the members of secret names masked, at any depth.
    static func json(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(json))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { .init($0.name, isSecret($0.name) ? .string(mask) : json($0.value)) }))
        default: value
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        let lower = name.lowercased()
        return keys.contains { lower.hasSuffix($0) }
    }
}
