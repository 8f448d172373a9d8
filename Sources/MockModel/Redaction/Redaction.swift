/// Which names carry a secret: of headers, cookies, query and form fields, JSON members and keys of the state, in any letter case.
public struct Redaction: Sendable, Equatable {
    /// What stands in place of a secret.
    public static let mask = "•••"

    /// The names that the settings add, as they are compared.
    private let added: Set<String>

    private static let names: Set<String> = ["authorization", "proxyauthorization", "cookie", "setcookie", "xapikey"]
    private static let endings = [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "accesskey", "privatekey", "credential",
        "credentials",
    ]

    /// The names that usually carry a secret, and those given.
    public init(adding names: [String] = []) {
        added = Set(names.map(Redaction.compared))
    }

    /// Whether a name carries a secret: by itself, or by how it ends (`access_token`, `X-Auth-Token`, `clientSecret`).
    public func hides(_ name: String) -> Bool {
        let name = Redaction.compared(name)
        return Redaction.names.contains(name) || added.contains(name)
            || Redaction.endings.contains { name.hasSuffix($0) }
    }

    /// A name in small letters, without what separates its words.
    private static func compared(_ name: String) -> String {
        var compared = name.lowercased()
        compared.removeAll { "-_. ".contains($0) }
        return compared
    }

    /// A condition that failed, without its operand when its subject carries a secret: `query.token = •••`.
    public func masked(condition: String) -> String {
        let words = condition.split(separator: " ", maxSplits: 2)
        guard words.count > 1, let name = words[0].split(separator: ".").last, hides(String(name)) else {
            return condition
        }
        return "\(words[0]) \(words[1]) \(Redaction.mask)"
    }

    /// A JSON value with the members of secret names masked, at any depth.
    public func masked(members value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(masked(members:)))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { member in
                        let value = hides(member.name) ? .string(Redaction.mask) : masked(members: member.value)
                        return .init(member.name, value)
                    }))
        default: value
        }
    }
}
