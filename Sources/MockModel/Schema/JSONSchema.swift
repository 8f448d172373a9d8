/// A JSON Schema, compiled: drafts 2020-12 and 7, older ones and those of OpenAPI 3 as far as they are alike.
///
/// It may be used from several threads at once; every check ends (`maximumDepth`, `maximumSteps`, limits of regular expressions).
public struct JSONSchema: Sendable {
    /// How many schemas may lead to each other on the way to one value.
    ///
    /// A level takes about 4 KiB of stack without optimization; tables of Lua are at most 128 levels deep.
    public static let maximumDepth = 500
    /// How many schemas one check looks at.
    public static let maximumSteps = 2_000_000
    /// How many findings one check tells.
    public static let mostFindings = 100

    let nodes: [SchemaNode]
    let root: Int
    /// The nodes that dynamic references may mean, by resource and name.
    let dynamicAnchors: [[String: Int]]

    /// What a check takes into account besides the schema.
    public struct Options: Sendable {
        /// Whether `format` is checked, for the formats that are known; else it is a remark
        /// (JSON Schema 2020-12 Validation §7.2).
        public var assertsFormats: Bool
        /// Whether an empty object counts as an empty list where the schema wants one: Lua cannot tell them apart.
        public var takesEmptyForEither: Bool
        /// Where this has an object, an empty object is one, whatever `takesEmptyForEither` says.
        public var original: JSONValue?

        /// Makes options.
        public init(assertsFormats: Bool = false, takesEmptyForEither: Bool = false, original: JSONValue? = nil) {
            self.assertsFormats = assertsFormats
            self.takesEmptyForEither = takesEmptyForEither
            self.original = original
        }
    }

    /// Whether a value fits.
    ///
    /// - Throws: `SchemaLimit` when the check was given up.
    public func allows(_ value: JSONValue, _ options: Options = Options()) throws(SchemaLimit) -> Bool {
        var run = SchemaRun(self, options)
        return try run.start(value, isReporting: false)
    }

    /// What a value does not fit in, in the order of the schema; empty when it fits.
    ///
    /// - Throws: `SchemaLimit` when the check was given up.
    public func findings(
        in value: JSONValue, _ options: Options = Options()
    ) throws(SchemaLimit) -> [SchemaFinding] {
        var run = SchemaRun(self, options)
        _ = try run.start(value, isReporting: true)
        return run.findings
    }
}

extension SchemaLibrary {
    /// Compiles the schema that a URI names, with its fragment: `https://example.com/order.json#/$defs/line`.
    ///
    /// - Throws: `SchemaError` with the place of what is wrong, in whichever document that is.
    public func schema(at uri: String) throws(SchemaError) -> JSONSchema {
        let name = SchemaURI(uri).document
        guard let document = self[name] else {
            let near = Suggestion.question(for: name, among: documents.keys.sorted())
            throw SchemaError(
                document: name, pointer: "", message: "there is no schema \"\(name)\"", hint: near)
        }
        let mark = uri.firstIndex(of: "#")
        return try SchemaCompiler.compile(mark.map { String(uri[$0...]) } ?? "#", in: document, self)
    }

    /// Compiles a schema that is no document of the library, as if it stood at a URI.
    ///
    /// - Parameters:
    ///   - value: the schema.
    ///   - uri: where it is taken to stand; relative references start there.
    ///   - isLoose: whether an empty object may stand for an empty list, and the other way round.
    /// - Throws: `SchemaError` with the place of what is wrong, in whichever document that is.
    public func schema(
        _ value: JSONValue, at uri: String, isLoose: Bool = false
    ) throws(SchemaError) -> JSONSchema {
        try SchemaCompiler.compile("#", in: document(value, uri: uri, isLoose: isLoose), self)
    }
}
