import MockModel

/// The header fields of a response of a description.
struct DescribedFields {
    /// Those with a value in the description.
    var written = HeaderFields()
    /// Those whose values are made from their schemas.
    var made: [DescribedAnswer.Header] = []
}

extension OperationReader {
    /// Fields that the server says itself, or that would not be true of what is sent.
    private static let ownFields: Set<TextKey> = [
        "content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "date",
        "trailer", "upgrade",
    ]

    /// The fields that a response declares, each with a value.
    mutating func fields(of response: DescribedNode) -> DescribedFields {
        var fields = DescribedFields()
        for (name, node) in response["headers"]?.members ?? [] where !name.hasPrefix("x-ms-") || node.isObject {
            guard PostmanHeader.isName(name) else {
                report(.error, "HTTP forbids a character in the header \"\(name)\"; it is not sent", at: node)
                continue
            }
            guard !Self.ownFields.contains(TextKey(name.lowercased())), let header = resolve(node) else { continue }
            add(name, header, to: &fields)
        }
        return fields
    }

    private mutating func add(_ name: String, _ header: DescribedNode, to fields: inout DescribedFields) {
        // A field of Swagger 2.0 is a schema itself.
        let schema = header["schema"] ?? header["content"]?.members.first?.node["schema"] ?? header
        guard let value = value(of: header, schema) else {
            return fields.made.append(DescribedAnswer.Header(name: name, schema: schema.uri))
        }
        let text = SimpleStyle.text(of: value.value, isExploded: header["explode"]?.value == .bool(true))
        guard PostmanHeader.isValue(text) else {
            return report(.error, "HTTP forbids a character in the value of \(name); it is not sent", at: value)
        }
        fields.written.append(name, text)
    }

    private func value(of header: DescribedNode, _ schema: DescribedNode) -> DescribedNode? {
        let named = header["examples"]?.members.first.flatMap { resolve($0.node) }
        if let value = named?["value"] ?? header["example"] { return value }
        guard let schema = resolve(schema) else { return nil }
        return schema["examples"]?.elements.first ?? schema["example"] ?? schema["default"] ?? schema["x-example"]
    }
}
