/// A version of JSON Schema.
public enum SchemaDraft: Int, Sendable, Comparable {
    /// Draft 4, and nearly what OpenAPI 3.0 uses.
    case draft4 = 4
    /// Draft 6.
    case draft6 = 6
    /// Draft 7.
    case draft7 = 7
    /// Draft 2019-09.
    case draft2019 = 2019
    /// Draft 2020-12, and what OpenAPI 3.1 uses.
    case draft2020 = 2020

    /// The older one is less.
    public static func < (left: SchemaDraft, right: SchemaDraft) -> Bool { left.rawValue < right.rawValue }

    /// The draft whose metaschema has this URI, without fragment.
    init?(metaschema uri: String) {
        switch uri {
        case "http://json-schema.org/draft-04/schema": self = .draft4
        case "http://json-schema.org/draft-06/schema": self = .draft6
        case "http://json-schema.org/draft-07/schema": self = .draft7
        case "https://json-schema.org/draft/2019-09/schema": self = .draft2019
        case "https://json-schema.org/draft/2020-12/schema", "https://spec.openapis.org/oas/3.1/dialect/base":
            self = .draft2020
        default: return nil
        }
    }
}

/// What the keywords of a schema mean: its draft, and the vocabularies in use.
struct SchemaDialect: Sendable, Equatable {
    var draft: SchemaDraft
    /// Whether `type`, `minimum` and the like count (JSON Schema 2020-12 Validation §6).
    var validates = true
    /// Whether `unevaluatedItems` and `unevaluatedProperties` count.
    var looksAtUnevaluated = true
    /// Whether `format` is an assertion in this dialect.
    var assertsFormats = false
    /// What the document is that it stands in.
    var openAPI: OpenAPI = .none

    /// Whether a document is one of OpenAPI.
    enum OpenAPI: Sendable, Equatable {
        case none
        /// 3.0, with `nullable`, and bounds that are excluded by a truth value.
        case version30
        case version31
    }

    init(_ draft: SchemaDraft) {
        self.draft = draft
    }

    var identifierKeyword: String { draft == .draft4 ? "id" : "$id" }
    /// Whether nothing beside `$ref` counts.
    var referenceStandsAlone: Bool { draft <= .draft7 }
    /// Whether `items` may be a list, and `additionalItems` rules what follows it.
    var hasItemLists: Bool { draft <= .draft2019 }

    /// Takes over the vocabularies of a metaschema (JSON Schema 2020-12 Core §8.1.2).
    mutating func use(vocabularies: JSONObject) {
        let names = Set(vocabularies.members.map { $0.name.split(separator: "/").last.map(String.init) ?? "" })
        validates = names.contains("validation")
        looksAtUnevaluated = names.contains("unevaluated")
        assertsFormats = names.contains("format-assertion")
    }
}
