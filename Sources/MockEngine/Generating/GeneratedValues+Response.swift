import MockModel

extension GeneratedValues {
    /// Fills in what a description has no example of: the body and header fields.
    ///
    /// - Throws: ``UnsolvedSchema`` when a schema has no value that was found.
    func fill(
        _ response: inout Response, as described: DescribedAnswer, _ purpose: Purpose
    ) throws(UnsolvedSchema) {
        for header in described.headers { try add(header, to: &response, purpose) }
        guard let type = described.mediaType, described.isGenerated || purpose.isDynamic else { return }
        guard let schema = described.schema else {
            if described.isGenerated { response.body = .bytes(ValueBody.unknown(type)) }
            return
        }
        let value = try value(of: schema, for: purpose)
        response.body = .bytes(ValueBody.bytes(of: value, as: type, named: name(of: schema)))
    }

    private func add(
        _ header: DescribedAnswer.Header, to response: inout Response, _ purpose: Purpose
    ) throws(UnsolvedSchema) {
        var purpose = purpose
        purpose.part = header.name
        purpose.echo = []
        let text = SimpleStyle.text(of: try value(of: header.schema, for: purpose), isExploded: false)
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return }
        response.headers.set(header.name, text)
    }

    /// The name of a schema, for the outermost element of XML.
    private func name(of uri: String) -> String { uri.split(separator: "/").last.map(String.init) ?? "root" }

    /// What of an example cannot be made.
    func problem(of example: Example) -> Problem? {
        guard let described = example.described, described.needsValues else { return nil }
        do throws(UnsolvedSchema) {
            var response = example.response
            try fill(&response, as: described, Purpose())
            return nil
        } catch { return error.problem(at: example.location) }
    }
}

extension GeneratedValues {
    /// What an example breaks in its schema; it is sent as it is all the same.
    func mismatch(of example: Example) -> Problem? {
        guard let described = example.described, !described.isGenerated, let schema = described.schema,
            let type = described.mediaType, MediaType.isJSON(type), case .bytes(let bytes) = example.response.body,
            let value = try? JSONValue(parsing: bytes), let finding = finding(in: value, of: schema)
        else { return nil }
        return Problem(
            .warning, "example-mismatch", "the example does not fit its schema: \(finding)", at: example.location,
            hint: "it is sent as it is")
    }
}

extension UnsolvedSchema {
    /// The problem of an example that is to be made.
    func problem(at location: SourceLocation) -> Problem { Problem(.error, "unsolved-schema", message, at: location) }
}

/// The bytes of a value that was made, as a media type has them.
enum ValueBody {
    static func bytes(of value: JSONValue, as type: String, named name: String) -> [UInt8] {
        if MediaType.isJSON(type) { return JSONWriter.compact(value) }
        if let text = value.text { return isBinary(type) ? unknown(type) : Array(text.utf8) }
        if MediaType.isXML(type) { return Array(XMLText.document(value, named: name).utf8) }
        switch MediaType.essence(of: type) {
        case "application/x-ndjson", "application/jsonl", "application/json-seq":
            return (value.elements ?? [value]).flatMap { JSONWriter.compact($0) + [0x0A] }
        case "text/event-stream":
            return (value.elements ?? [value]).flatMap { Array("data: \(JSONWriter.text($0))\n\n".utf8) }
        case let type where isBinary(type): return unknown(type)
        default: return JSONWriter.compact(value)
        }
    }

    private static func isBinary(_ type: String) -> Bool {
        let type = MediaType.essence(of: type)
        return ["image/", "audio/", "video/", "font/"].contains { type.hasPrefix($0) } && type != "image/svg+xml"
            || ["application/octet-stream", "application/pdf", "application/zip"].contains(type)
    }

    /// The bytes of a body of which the description says nothing but its type.
    static func unknown(_ type: String) -> [UInt8] {
        let type = MediaType.essence(of: type)
        if MediaType.isJSON(type) { return Array("{}".utf8) }
        if MediaType.isXML(type) { return Array("<root/>".utf8) }
        switch type {
        case "image/png": return Base64.decode(Array(png.utf8)) ?? []
        case "text/html": return Array("<!doctype html><title>mock</title>".utf8)
        case "application/octet-stream": return [0, 1, 2, 3]
        default: return type.hasPrefix("text/") ? Array("text".utf8) : []
        }
    }

    /// An image of one transparent pixel.
    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
}
