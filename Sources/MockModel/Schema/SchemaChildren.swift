/// The schemas that stand directly in a schema, by the keywords that hold them.
enum SchemaChildren {
    /// A schema, with the steps that lead to it.
    struct Child {
        let steps: [String]
        let value: JSONValue
    }

    private static let single: Set<String> = [
        "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else", "unevaluatedItems",
        "unevaluatedProperties", "additionalItems", "contentSchema", "items",
    ]
    private static let named: Set<String> = [
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "dependencies",
    ]
    private static let listed: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]

    /// All of them, whether the dialect has the keyword or not, except that `items` is a list only where it may be one.
    static func of(_ object: JSONObject, dialect: SchemaDialect) -> [Child] {
        object.members.flatMap { member -> [Child] in
            switch member.value {
            case .object(let values) where named.contains(member.name):
                return values.members.compactMap { child([member.name, $0.name], $0.value) }
            case .array(let values) where listed.contains(member.name):
                guard member.name != "items" || dialect.hasItemLists else { return [] }
                return values.enumerated().compactMap { child([member.name, "\($0.offset)"], $0.element) }
            case .object, .bool:
                guard single.contains(member.name) else { return [] }
                return [Child(steps: [member.name], value: member.value)]
            default: return []
            }
        }
    }

    private static func child(_ steps: [String], _ value: JSONValue) -> Child? {
        switch value {
        case .object, .bool: Child(steps: steps, value: value)
        default: nil
        }
    }
}
