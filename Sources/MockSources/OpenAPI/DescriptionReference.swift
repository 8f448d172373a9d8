import MockModel

/// A reference of an API description, taken apart: a file and a place in it.
struct DescriptionReference {
    /// What it names.
    enum Target {
        /// A file of the project, by its path.
        case file(String)
        /// A path that leads out of the project.
        case outside
        /// A document on another machine, by its host.
        case remote(String)
    }

    let target: Target
    /// The steps of its pointer; `nil` for the name of an anchor.
    let steps: [String]?

    /// Reads a reference that stands in a file.
    init(_ text: String, in file: String) {
        let mark = text.firstIndex(of: "#") ?? text.endIndex
        let path = text[..<mark]
        target = path.isEmpty ? .file(file) : DescriptionReference.target(path, file)
        let fragment = PercentEncoding.decode(text[mark...].dropFirst())
        steps = JSONPointer.steps(fragment)
    }

    private static func target(_ path: Substring, _ file: String) -> Target {
        if let web = try? WebURL(parsing: String(path)) { return .remote("\(web.origin)") }
        if path.hasPrefix("//") || path.contains("://") { return .remote(String(path)) }
        guard !path.hasPrefix("/") else { return .outside }
        var segments = file.split(separator: "/").dropLast().map(String.init)
        for segment in PercentEncoding.decode(path).split(separator: "/") where segment != "." {
            guard segment == ".." else {
                segments.append(String(segment))
                continue
            }
            guard segments.popLast() != nil else { return .outside }
        }
        return .file(segments.joined(separator: "/"))
    }
}

/// Finds the references of a document; what stands in examples is none.
struct ReferenceScan {
    /// An object with a `$ref`.
    struct Found {
        /// Where it stands.
        let steps: [String]
        /// What it refers to.
        let reference: String
        /// The keywords of a schema beside it, which do not count before OpenAPI 3.1.
        let siblings: [String]
    }

    private(set) var found: [Found] = []
    private var steps: [String] = []

    /// Keywords by which a schema allows fewer or more values.
    private static let checking: Set<TextKey> = [
        "type", "enum", "minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "items",
        "minItems", "maxItems", "uniqueItems", "properties", "required", "additionalProperties", "allOf", "oneOf",
        "anyOf",
        "not", "nullable",
    ]
    /// Members whose values are data.
    private static let data: Set<TextKey> = ["example", "default", "enum", "const", "value", "dataValue"]
    /// Members whose values are objects with names that authors choose.
    private static let named: Set<TextKey> = [
        "properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "schemas", "responses",
        "parameters", "headers", "examples", "paths", "content", "callbacks", "links", "requestBodies",
        "securitySchemes", "pathItems", "webhooks", "encoding", "mapping", "variables",
    ]

    init(_ value: JSONValue) { scan(value, areNames: false) }

    private mutating func scan(_ value: JSONValue, areNames: Bool) {
        switch value {
        case .object(let object):
            if !areNames, let reference = object["$ref"]?.text {
                let siblings = object.members.map(\.name).filter { Self.checking.contains(TextKey($0)) }
                found.append(Found(steps: steps, reference: reference, siblings: siblings))
            }
            for member in object.members { scan(member, areNames: areNames) }
        case .array(let elements):
            for (place, element) in elements.enumerated() { step("\(place)", element, areNames: false) }
        default: break
        }
    }

    private mutating func scan(_ member: JSONObject.Member, areNames: Bool) {
        let key = TextKey(member.name)
        if !areNames, Self.data.contains(key) || member.name.hasPrefix("x-") { return }
        // Examples of a schema are a list of data, those of a response an object with names.
        if !areNames, member.name == "examples", member.value.elements != nil { return }
        step(member.name, member.value, areNames: !areNames && Self.named.contains(key))
    }

    private mutating func step(_ name: String, _ value: JSONValue, areNames: Bool) {
        steps.append(name)
        scan(value, areNames: areNames)
        steps.removeLast()
    }
}
