import MockModel

/// What a file is that somebody wants served.
enum SourceKind {
    /// A Postman collection.
    case postman
    /// Something else, known or not.
    case other(Other)
    /// A file that is broken.
    case broken(Problem)

    /// What can be served, for hints.
    static let servable = "a folder with routes/, a .lua file and a Postman collection (v2) can be served"

    /// A file that is no source of this version.
    struct Other: Equatable {
        /// What it is, with its article.
        let description: String
        /// Whether it will be a source.
        var isPlanned = false
        /// What to do instead.
        var hint: String?
    }

    /// Looks at the bytes first and at the name where they say nothing.
    init(of bytes: [UInt8], named name: String) {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if SettingsReader.fileNames.contains(name) {
            self = .other(Other(description: "the settings of a project", hint: "serve the folder that it lies in"))
        } else if ending == "json" || ending == "har" || SourceKind.looksLikeJSON(bytes) {
            self = SourceKind.ofJSON(bytes, name)
        } else if ending == "yaml" || ending == "yml" {
            self = .other(SourceKind.ofYAML(bytes))
        } else {
            self = .other(SourceKind.ofUnknown(bytes, name))
        }
    }

    private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.asUTF8.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static func ofJSON(_ bytes: [UInt8], _ name: String) -> SourceKind {
        do throws(Problem) {
            let json = try PostmanText.parse(bytes, name: name)
            return PostmanReader.recognizes(json) ? .postman : .other(known(json) ?? data(json))
        } catch { return .broken(error) }
    }

    private static func known(_ json: JSONValue) -> Other? {
        if json["openapi"] != nil || json["swagger"] != nil {
            return Other(description: "an OpenAPI document", isPlanned: true)
        }
        if json["log"]?["entries"] != nil { return Other(description: "a HAR (saved traffic)", isPlanned: true) }
        if json["values"]?.elements != nil, json["name"] != nil {
            return Other(
                description: "a Postman environment, not a collection",
                hint: "mockscript serve COLLECTION -e ENVIRONMENT")
        }
        if json["mappings"] != nil || (json["request"] != nil && json["response"] != nil) {
            return Other(description: "a mapping of WireMock", isPlanned: true)
        }
        if json["routes"]?.elements != nil, json["uuid"] != nil {
            return Other(description: "an environment of Mockoon", isPlanned: true)
        }
        return json["_type"]?.text == "export" ? Other(description: "an export of Insomnia", isPlanned: true) : nil
    }

    private static func data(_ json: JSONValue) -> Other {
        guard case .object(let object) = json, object.members.contains(where: { $0.value.elements != nil }) else {
            return Other(description: "JSON of no known kind")
        }
        return Other(
            description: "a JSON file of lists (db.json)", isPlanned: true,
            hint: "put each list into data/NAME.json of a folder and answer it with mock.resource")
    }

    private static func ofYAML(_ bytes: [UInt8]) -> Other {
        let lines = String(decoding: bytes.prefix(64 << 10), as: UTF8.self).split(separator: "\n")
        let isOpenAPI = lines.contains { $0.hasPrefix("openapi:") || $0.hasPrefix("swagger:") }
        return isOpenAPI
            ? Other(description: "an OpenAPI document", isPlanned: true) : Other(description: "YAML of no known kind")
    }

    private static func ofUnknown(_ bytes: [UInt8], _ name: String) -> Other {
        if bytes.isEmpty { return Other(description: "empty") }
        if (try? ExampleFileName(parsing: name)) != nil {
            return Other(description: "a single example", hint: "put it into routes/ and serve the folder around that")
        }
        let isText = !bytes.prefix(4 << 10).contains(0)
        return Other(description: isText ? "a text of no known kind" : "a file of no known kind")
    }
}
