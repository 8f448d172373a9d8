import MockModel

/// The content of a response for one media type.
struct DescribedContent {
    /// The media type as written.
    let type: String
    /// Where it stands.
    let node: DescribedNode
    let schema: DescribedNode?
    /// The examples with their names; an example without a name is called `default`.
    let examples: [(name: String, node: DescribedNode, isWrapped: Bool)]

    /// Of OpenAPI 3.
    init(_ type: String, _ node: DescribedNode) {
        self.type = type
        self.node = node
        schema = node["schema"] ?? node["itemSchema"]
        let listed = (node["examples"]?.elements ?? []).enumerated().map { ("example \($0 + 1)", $1, false) }
        let named = (node["examples"]?.members ?? []).map { ($0.name, $0.node, true) }
        let single = node["example"].map { [("default", $0, false)] } ?? []
        examples = named.isEmpty ? listed.isEmpty ? single : listed : named
    }

    /// Of Swagger 2.0.
    init(_ type: String, _ node: DescribedNode, schema: DescribedNode?, example: DescribedNode?) {
        self.type = type
        self.node = node
        self.schema = schema?["type"]?.text == "file" ? nil : schema
        examples = example.map { [("default", $0, false)] } ?? []
    }
}

/// The content of a response of Swagger 2.0, whose media types are said by the operation or by the document.
enum SwaggerContent {
    /// The media types that have an example, then the others.
    static func of(_ response: DescribedNode, produced: DescribedNode?) -> [DescribedContent] {
        let schema = response["schema"]
        let examples = (response["examples"]?.members ?? []).filter { $0.name.contains("/") }
        guard schema != nil || !examples.isEmpty else { return [] }
        let types = (produced?.elements ?? []).compactMap(\.text)
        let written = types.isEmpty && examples.isEmpty ? [usual(schema)] : types
        let others = written.filter { type in !examples.contains { $0.name.isSame(as: type) } }
        return examples.map { DescribedContent($0.name, response, schema: schema, example: $0.node) }
            + others.map { DescribedContent($0, response, schema: schema, example: nil) }
    }

    private static func usual(_ schema: DescribedNode?) -> String {
        schema?["type"]?.text == "file" ? "application/octet-stream" : "application/json"
    }
}

/// A body that an operation answers with.
struct DescribedBody {
    /// The name of its example.
    var name = "default"
    /// What it shows.
    var summary: String?
    /// The type that is sent: a range such as `image/*` as a type of it.
    let contentType: String
    /// The URI of its schema.
    let schema: String?
    /// The bytes of an example; `nil` for a body that is made from the schema.
    var bytes: [UInt8]?
    let place: DescribedNode
}

extension OperationReader {
    /// The bodies of one media type: its examples, the one of its schema, or one to be made.
    mutating func bodies(of content: DescribedContent) -> [DescribedBody] {
        let bodies = content.examples.compactMap { body(of: $0.node, named: $0.name, $0.isWrapped, content) }
        guard bodies.isEmpty else { return bodies }
        if let example = content.schema.flatMap(example) { return [body(example.value, content, at: example)] }
        return [made(content, at: content.schema ?? content.node)]
    }

    private func made(_ content: DescribedContent, at place: DescribedNode) -> DescribedBody {
        DescribedBody(
            contentType: ConcreteType.of(content.type, nil), schema: content.schema?.uri, bytes: nil, place: place)
    }

    private func body(_ value: JSONValue, _ content: DescribedContent, at place: DescribedNode) -> DescribedBody {
        let type = ConcreteType.of(content.type, value)
        let bytes = ExampleText.bytes(of: value, as: type, isText: isText(content.schema))
        return DescribedBody(contentType: type, schema: content.schema?.uri, bytes: bytes, place: place)
    }

    /// The body of an example; one that only has a name for its value is read from its file.
    private mutating func body(
        of node: DescribedNode, named name: String, _ isWrapped: Bool, _ content: DescribedContent
    ) -> DescribedBody? {
        guard let example = resolve(node) else { return nil }
        if node.reference != nil, !isWrapped {
            report(.warning, "an example is a value, not a reference; the value that it leads to is sent", at: node)
        }
        let isObject = (isWrapped || node.reference != nil) && example.isExampleObject
        if isWrapped, !isObject, !example.isObject || !example.isEmpty {
            report(.warning, "the example \"\(name)\" has no \"value\"; all of it is sent", at: node)
        }
        if isObject, let file = example["externalValue"]?.text { return external(file, name, example, content) }
        let value = isObject ? example["value"] ?? example["dataValue"] ?? example["serializedValue"] : example
        var body = value.map { self.body($0.value, content, at: $0) }
        body?.name = name
        body?.summary = isObject ? example["summary"]?.text : nil
        return body
    }

    private mutating func external(
        _ file: String, _ name: String, _ example: DescribedNode, _ content: DescribedContent
    ) -> DescribedBody? {
        guard let bytes = files.bytes(of: file, beside: example) else {
            let hint = "save it beside the document; nothing is fetched"
            report(.error, "\"\(file)\" cannot be read", at: example["externalValue"] ?? example, hint: hint)
            return nil
        }
        var body = made(content, at: example)
        (body.name, body.summary, body.bytes) = (name, example["summary"]?.text, bytes)
        return body
    }

    /// The example of a schema: the first of `examples`, else `example`.
    private func example(of schema: DescribedNode) -> DescribedNode? {
        guard let schema = resolve(schema) else { return nil }
        guard let example = schema["examples"]?.elements.first ?? schema["example"] else { return nil }
        return example.reference == nil ? example : resolve(example)
    }

    /// Whether a schema describes a text.
    private func isText(_ schema: DescribedNode?) -> Bool {
        guard let type = schema.flatMap(resolve)?["type"] else { return false }
        return type.text == "string" || type.elements.contains { $0.text == "string" }
    }
}

extension DescribedNode {
    /// Whether it has the members of an example, and is not the value itself.
    fileprivate var isExampleObject: Bool {
        ["value", "externalValue", "dataValue", "serializedValue"].contains { self[$0] != nil }
    }

    fileprivate var isEmpty: Bool { members.isEmpty && elements.isEmpty }
}
