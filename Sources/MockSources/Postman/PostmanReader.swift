public import MockModel

/// Reads a Postman collection (v2.0, v2.1): every saved example becomes an example of the route that its own request names.
///
/// Variables of the environment and the collection are filled in here. Everything before the path of a URL is dropped; the
/// path that a base URL variable adds (`{{url}}` = `https://host/api/v1`) belongs to the route, and a caller may leave it
/// out: some put the mock's address in place of the host, some in place of the whole variable, and both are answered.
public enum PostmanReader {
    /// Reads the text of a collection.
    ///
    /// - Parameters:
    ///   - bytes: the file, in UTF-8 or UTF-16; the collection may stand alone or in `{"collection": …}`.
    ///   - name: the name of the file, for messages.
    ///   - root: the folder that names are relative to.
    ///   - options: the environment, and whether Postman's guesses are wanted.
    /// - Throws: the one problem that keeps the file from being served.
    public static func read(
        _ bytes: [UInt8], name: String, root: String, options: SourceOptions
    ) throws(Problem) -> Project {
        try read(JSONSource(bytes, file: name, problem: "bad-json", prefix: ""), root: root, options: options)
    }

    /// Reads a collection that was read as JSON.
    static func read(_ json: JSONSource, root: String, options: SourceOptions) throws(Problem) -> Project {
        let (collection, pointer) = try collection(in: json)
        var environment: [TextKey: String] = [:]
        if let path = options.environmentPath, let name = options.environmentFile {
            environment = try PostmanEnvironment.read(path: path, name: name)
        }
        let variables = PostmanVariables(collection: collection["variable"], environment: environment)
        var items = PostmanItems(variables: variables, source: json)
        items.add(collection["item"]?.elements ?? [], at: pointer + "/item")
        var project = Project(
            root: root, settings: Settings(name: title(of: collection)), routes: items.routes,
            matching: .collection(fuzzy: options.fuzzy), skipped: items.skipped, remarks: items.remarks)
        project.settingLocations = ["name": json.location(of: pointer + "/info/name")]
        if options.withLeftovers {
            project.leftovers = PostmanLeftovers.all(of: collection, at: pointer, in: json)
        }
        return project
    }

    /// Whether a JSON value looks like a collection of any version.
    public static func recognizes(_ json: JSONValue) -> Bool {
        let json = json["collection"] ?? json
        return json["item"]?.elements != nil || isVersion1(json)
    }

    /// The collection in a file, and the pointer to it.
    private static func collection(in source: JSONSource) throws(Problem) -> (JSONValue, String) {
        let json = source.value["collection"] ?? source.value
        if json["item"]?.elements != nil { return (json, source.value["collection"] == nil ? "" : "/collection") }
        if isVersion1(json) {
            throw Problem(
                .error, "old-collection", "this is a Postman collection of version 1, which cannot be read",
                at: SourceLocation(file: source.file), hint: "Import it into Postman and export it as Collection v2.1")
        }
        throw noCollection(source.file)
    }

    /// Why a file is no collection.
    static func noCollection(_ file: String) -> Problem {
        Problem(
            .error, "bad-collection", "this is no Postman collection: it has no list \"item\"",
            at: SourceLocation(file: file), hint: "In Postman: the collection, ⋯, Export, Collection v2.1")
    }

    /// Version 1 kept requests in one list beside `order` and `folders`.
    private static func isVersion1(_ json: JSONValue) -> Bool {
        guard json["item"] == nil else { return false }
        return json["requests"]?.elements != nil || (json["order"] != nil && json["folders"] != nil)
    }

    private static func title(of collection: JSONValue) -> String? {
        let name = collection["info"]?["name"]?.scalar ?? collection["name"]?.scalar
        return name?.isEmpty == true ? nil : name
    }
}

extension PostmanItems {
    /// What the collection says of itself at start: how many requests it cannot answer, and which examples must be named.
    var remarks: [String] {
        var remarks: [String] = []
        if requestsWithoutExample > 0 {
            let verb = requestsWithoutExample == 1 ? "has" : "have"
            remarks.append("\(requestsWithoutExample) of \(count(requests, "request")) \(verb) no example")
        }
        let named = routes.reduce(0) { $0 + $1.examples.count } - plainlyReached
        if named > 0 {
            let verb = named == 1 ? "answers" : "answer"
            remarks.append(
                "\(named) of \(count(examples, "example")) \(verb) only when named: "
                    + "x-mock-response-code, x-mock-response-name or x-mock-response-id")
        }
        return remarks
    }

    private func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
