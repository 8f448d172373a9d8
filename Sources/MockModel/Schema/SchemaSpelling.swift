/// Finds keywords of a schema that mean nothing and are nearly one that does: JSON Schema lets pass what it does not know.
public enum SchemaSpelling {
    /// A keyword that is surely misspelt.
    public struct Misspelling: Sendable, Equatable {
        /// Where it stands, as a JSON Pointer.
        public let pointer: String
        /// As it is written.
        public let keyword: String
        /// What it is close to.
        public let closest: String
    }

    private static let applicators = [
        "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else", "unevaluatedItems",
        "unevaluatedProperties", "additionalItems", "items", "properties", "patternProperties", "dependentSchemas",
        "dependencies", "allOf", "anyOf", "oneOf", "prefixItems",
    ]
    private static let assertions = [
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains",
        "maxProperties", "minProperties", "required", "dependentRequired", "format",
    ]
    private static let others = [
        "$id", "id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
        "$vocabulary", "$comment", "$defs", "definitions", "title", "description", "default", "deprecated", "readOnly",
        "writeOnly", "examples", "contentEncoding", "contentMediaType", "contentSchema",
    ]
    /// Of OpenAPI's schemas.
    private static let openAPI = ["nullable", "discriminator", "xml", "externalDocs", "example"]
    private static let known = Set(applicators + assertions + others + openAPI)
    private static let words = known.sorted()

    /// How many names of their own a document may have before the rest is let alone.
    private static let mostNames = 1_000

    /// Those in a schema and in the schemas within it, from the outside in.
    public static func misspellings(in schema: JSONValue) -> [Misspelling] {
        var walk = Walk()
        walk.look(at: schema, "")
        return walk.found
    }

    private struct Walk {
        var found: [Misspelling] = []
        private var names = 0

        mutating func look(at schema: JSONValue, _ pointer: String) {
            guard case .object(let object) = schema else { return }
            for member in object.members where !known.contains(member.name) { check(member.name, in: object, pointer) }
            for child in SchemaChildren.of(object, dialect: SchemaDialect(.draft7)) where names < mostNames {
                look(at: child.value, child.steps.reduce(pointer) { JSONPointer.appending($1, to: $0) })
            }
        }

        /// `x-unit` is no misspelling; neither is a name beside the keyword that it is close to.
        private mutating func check(_ name: String, in object: JSONObject, _ pointer: String) {
            guard names < mostNames else { return }
            names += 1
            guard !name.hasPrefix("x-"), let near = Suggestion.closest(to: name, among: words), object[near] == nil
            else { return }
            found.append(
                Misspelling(pointer: JSONPointer.appending(name, to: pointer), keyword: name, closest: near))
        }
    }
}
