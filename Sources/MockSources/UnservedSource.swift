import MockModel

/// A file that no format of ``SourceFormats`` reads, with what it is and what to do instead.
struct UnservedSource: Equatable {
    /// What the file is, with its article.
    let description: String
    /// Whether a format is planned that reads it.
    var isPlanned = false
    /// What to do instead.
    var hint: String?

    private init(_ description: String, isPlanned: Bool = false, hint: String? = nil) {
        self.description = description
        self.isPlanned = isPlanned
        self.hint = hint
    }

    /// Judges a file by its text first and by its name where the text says nothing.
    ///
    /// - Throws: `Problem` for a file that cannot be read, or for broken JSON.
    init(_ file: SourceFile) throws(Problem) {
        let bytes = try file.contents.get()
        if SettingsReader.fileNames.contains(file.name) {
            self.init("the settings of a project", hint: "serve the folder that it lies in")
        } else if let json = try file.json?.get().value {
            self = UnservedSource.known(json) ?? UnservedSource.data(json)
        } else if file.fileExtension == "yaml" || file.fileExtension == "yml" {
            self.init("YAML of no known kind")
        } else {
            self = UnservedSource.unknown(bytes, file.name)
        }
    }

    private static func known(_ json: JSONValue) -> UnservedSource? {
        if json["log"]?["entries"] != nil { return UnservedSource("a HAR (saved traffic)", isPlanned: true) }
        if json["values"]?.elements != nil, json["name"] != nil {
            return UnservedSource(
                "a Postman environment, not a collection", hint: "mockscript serve COLLECTION -e ENVIRONMENT")
        }
        if json["mappings"] != nil || (json["request"] != nil && json["response"] != nil) {
            return UnservedSource("a mapping of WireMock", isPlanned: true)
        }
        if json["routes"]?.elements != nil, json["uuid"] != nil {
            return UnservedSource("an environment of Mockoon", isPlanned: true)
        }
        return json["_type"]?.text == "export" ? UnservedSource("an export of Insomnia", isPlanned: true) : nil
    }

    private static func data(_ json: JSONValue) -> UnservedSource {
        guard case .object(let object) = json, object.members.contains(where: { $0.value.elements != nil }) else {
            return UnservedSource("JSON of no known kind")
        }
        return UnservedSource(
            "a JSON file of lists (db.json)", isPlanned: true,
            hint: "put each list into data/NAME.json of a folder and answer it with mock.resource")
    }

    private static func unknown(_ bytes: [UInt8], _ name: String) -> UnservedSource {
        if bytes.isEmpty { return UnservedSource("empty") }
        if (try? ExampleFileName(parsing: name)) != nil {
            return UnservedSource("a single example", hint: "put it into routes/ and serve the folder around that")
        }
        let isText = !bytes.prefix(4 << 10).contains(0)
        return UnservedSource(isText ? "a text of no known kind" : "a file of no known kind")
    }

    /// Why the file of a path cannot be served.
    func problem(_ path: String) -> Problem {
        Problem(
            .error, "unknown-source", "\(path) is \(description)\(isPlanned ? ", which cannot be served yet" : "")",
            hint: hint ?? SourceFormats.servable)
    }
}
