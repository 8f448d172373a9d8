import MockFiles
import MockModel

/// What a file of an example gives.
struct ReadExample {
    /// The example; when the file cannot be used, one that says why.
    var example: Example?
    /// Its template and its conditions.
    var scripts: [ScriptFile] = []
    var problems: [Problem] = []
    /// Where the file lies that the body is taken from, when it has one of its own.
    var bodyFile: String?
    /// The findings that a comment of the file silences.
    var silenced: Set<String> = []
}

/// Reads the files of examples.
struct ExampleReader {
    private let root: ProjectRoot
    /// Whether `{{` begins an expression of Lua.
    private let isLua: Bool

    init(root: ProjectRoot, isLua: Bool = true) {
        self.root = root
        self.isLua = isLua
    }

    /// Reads a file whose name was understood; what is wrong with it stands in the result.
    func read(_ entry: FolderEntry, named name: ExampleFileName) -> ReadExample {
        do throws(Problem) {
            return name.fileExtension == "http" ? try message(entry, name) : try plain(entry, name)
        } catch {
            var example = Example.broken(name.name, because: error)
            example.location = SourceLocation(file: entry.path)
            return ReadExample(example: example, problems: [error])
        }
    }

    /// A file that is only a body; its name says the rest.
    private func plain(_ entry: FolderEntry, _ name: ExampleFileName) throws(Problem) -> ReadExample {
        let contentType = MediaType.contentType(ofExtension: name.fileExtension)
        let read = try ExampleBody.read(
            entry.target, file: entry.path,
            kind: ExampleBody.Kind(contentType: contentType, hasVersions: !TextKind.isText(contentType)), in: root)
        let response = Response(
            status: name.status ?? 200, headers: HeaderFields([("Content-Type", contentType)]), body: read.body)
        var result = ReadExample(example: Example(name: name.name, response: response, location: entry.location))
        result.example?.version = read.version
        result.problems += unknownExtension(name.fileExtension, at: entry.location)
        result.problems += read.problem
        guard let text = read.text else {
            result.problems += emptyJSON(response, contentType, at: entry.location)
            return result
        }
        let all = 0..<text.bytes.count
        let template = ExampleTemplate(body: (text, all), contentType: contentType, source: text)
        if isLua { try result.add(try template.chunk()) }
        if result.example?.template == nil, isLua || !text.bytes.haveBraces,
            text.bytes.count <= ExampleBody.largestTemplate
        {
            result.problems += JSONCheck.problem(of: all, in: text, severity: .warning, contentType: contentType)
        }
        return result
    }

    /// Any file is a body, but one letter beside the common extensions is a slip.
    private func unknownExtension(_ name: String, at place: SourceLocation) -> Problem? {
        guard !MediaType.isKnown(extension: name),
            let near = Suggestion.question(for: name, among: ["json", "http", "html", "yaml"])
        else { return nil }
        return Problem(
            .warning, "unknown-extension", "\(place.file) is sent as bytes of no known type", at: place, hint: near)
    }

    /// An empty file with a JSON type is surely unfinished, except where no body is sent at all.
    private func emptyJSON(_ response: Response, _ contentType: String, at place: SourceLocation) -> [Problem] {
        guard response.body == .none, MediaType.isJSON(contentType), response.status >= 200,
            ![204, 205, 304].contains(response.status)
        else { return [] }
        return [Problem(.warning, "bad-example", "\(place.file) is empty, which is not JSON", at: place)]
    }

    /// A body that HTTP has no room for is not sent.
    private func bodyNotSent(_ response: Response?, at place: SourceLocation) -> [Problem] {
        guard let response, !response.mayHaveBody, case .bytes(let bytes) = response.body, !bytes[...].isBlank else {
            return []
        }
        return [
            Problem(
                .warning, "bad-example", "a \(response.status) has no body; that of \(place.file) is not sent",
                at: place)
        ]
    }

    /// A file that is a whole message.
    private func message(_ entry: FolderEntry, _ name: ExampleFileName) throws(Problem) -> ReadExample {
        let source = try source(of: entry)
        let head = try MessageHead(reading: source)
        let contentType = head.headers["content-type"]
        let body = try MessageBody.read(head, in: source, of: entry, root: root)
        var result = ReadExample(example: example(head, body.body, name, entry), problems: head.directives.problems)
        result.example?.version = body.version
        result.problems += bodyNotSent(result.example?.response, at: entry.location)
        result.addConditions(of: head.directives, in: entry)
        result.problems += statusConflict(name, head, at: entry.location)
        result.bodyFile = body.file
        result.problems += body.problem
        result.silenced = SilencedFindings.names(in: source.bytes[..<head.bodyStart], comment: "#")
        guard head.directives.isTemplate, isLua else { return result }
        let fields = zip(1..., head.values).filter { Array(source.bytes[$1]).haveBraces }
        let template = ExampleTemplate(
            body: body.text, contentType: contentType ?? body.contentType,
            headers: fields.map { (place: $0, range: $1) }, source: source)
        try result.add(try template.chunk())
        if let (text, range) = body.text, result.example?.template == nil, !head.isEncoded {
            result.problems += JSONCheck.problem(of: range, in: text, severity: .warning, contentType: contentType)
        }
        return result
    }

    /// The text of a message file.
    func source(of entry: FolderEntry) throws(Problem) -> SourceText {
        SourceText(file: entry.path, bytes: try messageBytes(entry).asUTF8)
    }

    private static let largestMessage = 64 << 20

    private func messageBytes(_ entry: FolderEntry) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            switch try root.contents(of: entry.target, upTo: ExampleReader.largestMessage) {
            case .bytes(let bytes): return bytes
            case .large:
                throw DiskError(reason: "is larger than 64 MiB; put the body into a file of its own: < body.bin")
            }
        } catch {
            throw Problem(.error, "unreadable-file", "\(entry.path) \(error.reason)", at: entry.location)
        }
    }

    private func example(
        _ head: MessageHead, _ body: Body, _ name: ExampleFileName, _ entry: FolderEntry
    ) -> Example {
        let directives = head.directives
        let response = Response(status: head.status, reason: head.reason, headers: head.headers, body: body)
        return Example(
            name: name.name, response: response, conditions: directives.conditions, turns: directives.turns,
            weight: directives.weight, delay: directives.delay, fault: directives.fault, rate: directives.rate,
            earlyHints: directives.earlyHints, summary: directives.summary, location: entry.location)
    }

    private func statusConflict(
        _ name: ExampleFileName, _ head: MessageHead, at place: SourceLocation
    ) -> [Problem] {
        guard let status = name.status, status != head.status else { return [] }
        return [
            Problem(
                .warning, "status-conflict", "the name says \(status), the message \(head.status), which is sent",
                at: place, hint: "a message needs no status in its name")
        ]
    }
}

extension ReadExample {
    fileprivate mutating func add(_ chunk: ScriptFile?) throws(Problem) {
        guard let chunk else { return }
        scripts.append(chunk)
        example?.template = .script(chunk.name)
    }

    fileprivate mutating func addConditions(of directives: ExampleDirectives, in entry: FolderEntry) {
        guard !directives.expressions.isEmpty else { return }
        let name = ScriptFile.conditionName(of: entry.path)
        let text = TemplateChunk.condition(directives.expressions.map { ($0.code, $0.line) })
        example?.expressions = directives.expressions.map(\.text)
        var script = ScriptFile(name: name, kind: .condition, text: text)
        script.references = directives.references
        scripts.append(script)
        example?.when = name
    }
}

extension [Problem] {
    fileprivate static func += (problems: inout [Problem], problem: Problem?) {
        if let problem { problems.append(problem) }
    }
}
