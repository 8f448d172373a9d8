import MockModel

/// Reads the responses of an operation: each status, media type and named example is an example.
struct OperationReader {
    let files: DescriptionFiles
    private let root: DescribedNode
    private let version: DescriptionVersion
    private(set) var problems: [Problem] = []
    private(set) var skipped: [Problem] = []

    init(_ files: DescriptionFiles, _ root: DescribedNode, _ version: DescriptionVersion) {
        self.files = files
        self.root = root
        self.version = version
    }

    /// The examples of an operation, in the order of the document.
    mutating func examples(of operation: DescribedNode) -> [Example] {
        var examples: [Example] = []
        for (key, node) in operation["responses"]?.members ?? [] where !key.hasPrefix("x-") {
            guard let status = status(key, node), let response = resolve(node), response.isObject else { continue }
            examples += self.examples(of: response, status, operation)
        }
        if examples.isEmpty { skip(operation, "it declares no response that can be sent") }
        guard operation["deprecated"]?.value == .bool(true) else { return examples }
        return examples.map { $0.adding("Deprecation", "true") }
    }

    private mutating func skip(_ node: DescribedNode, _ reason: String) {
        skipped.append(Problem(.warning, "not-served", reason, at: files.location(of: node)))
    }

    mutating func report(
        _ severity: Problem.Severity, _ message: String, at node: DescribedNode, hint: String? = nil
    ) {
        problems.append(Problem(severity, "bad-description", message, at: files.location(of: node), hint: hint))
    }

    /// The part itself or what it refers to.
    func resolve(_ node: DescribedNode) -> DescribedNode? { files.resolve(node) }

    private mutating func status(_ key: String, _ node: DescribedNode) -> DescribedAnswer.Status? {
        if key == "default" { return .other }
        if key.utf8.count == 3, key.dropFirst().uppercased() == "XX", let hundred = Int(key.prefix(1)),
            (2...5).contains(hundred)
        {
            return .range(hundred)
        }
        guard let status = Int(key), (100...999).contains(status) else {
            report(
                .error, "\"\(key)\" is no status", at: node, hint: "write 200, 2XX or default")
            return nil
        }
        guard status >= 200 else {
            skip(node, "\(status) is no final status")
            return nil
        }
        return .exact(status)
    }

    private mutating func examples(
        of response: DescribedNode, _ status: DescribedAnswer.Status, _ operation: DescribedNode
    ) -> [Example] {
        let fields = fields(of: response)
        let bodies = status.mayHaveBody ? bodies(of: response, operation) : []
        guard !bodies.isEmpty else {
            let answer = DescribedAnswer(status: status, mediaType: nil, headers: fields.made)
            return [example("default", Response(status: status.usual, headers: fields.written), answer, at: response)]
        }
        return bodies.map { body in
            var headers = fields.written
            headers.set("Content-Type", body.contentType)
            let answer = DescribedAnswer(
                status: status, mediaType: body.contentType, schema: body.schema, isGenerated: body.bytes == nil,
                headers: fields.made)
            let bytes = body.bytes.map { $0.isEmpty ? Body.none : .bytes($0) } ?? .none
            let sent = Response(status: status.usual, headers: headers, body: bytes)
            return example(body.name, sent, answer, at: body.place, summary: body.summary)
        }
    }

    private func example(
        _ name: String, _ response: Response, _ answer: DescribedAnswer, at node: DescribedNode, summary: String? = nil
    ) -> Example {
        var example = Example(name: name, response: response, summary: summary, location: files.location(of: node))
        example.described = answer
        return example
    }

    private mutating func bodies(of response: DescribedNode, _ operation: DescribedNode) -> [DescribedBody] {
        let contents =
            version.isSwagger
            ? SwaggerContent.of(response, produced: operation["produces"] ?? root["produces"])
            : (response["content"]?.members ?? []).compactMap { type, node in
                resolve(node).map { DescribedContent(type, $0) }
            }
        return contents.flatMap { content -> [DescribedBody] in
            guard PostmanHeader.isValue(content.type), content.type.contains("/") else {
                report(.error, "\"\(content.type)\" is no media type", at: content.node)
                return []
            }
            return bodies(of: content)
        }
    }
}

extension DescribedAnswer.Status {
    /// The status that is sent when the request asks for no other one.
    var usual: Int {
        switch self {
        case .exact(let status): status
        case .range(let hundred): [200, 300, 400, 500].first { $0 / 100 == hundred } ?? 200
        case .other: 200
        }
    }

    /// Whether a response of it may have a body.
    fileprivate var mayHaveBody: Bool {
        guard case .exact(let status) = self else { return true }
        return Response(status: status).mayHaveBody
    }
}

extension Example {
    /// The same with one more header field.
    fileprivate func adding(_ name: String, _ value: String) -> Example {
        var example = self
        if !example.response.headers.contains(name) { example.response.headers.append(name, value) }
        return example
    }
}
