/// What every source gives: one mock, read but not yet compiled.
public struct Project: Sendable {
    /// The folder that file names are relative to; absolute.
    public var root: String
    /// The settings.
    public var settings: Settings
    /// The routes that have examples; code adds more.
    public var routes: [Route]
    /// Lua files, and the chunks made from templates and `@when`.
    public var scripts: [ScriptFile]
    /// Records that collections start with.
    public var seeds: [CollectionSeed]
    /// The schemas that code may name.
    public var schemas = ProjectSchemas()
    /// How an example is found.
    public var matching: Matching
    /// What was wrong, by severity.
    public var problems: [Problem]
    /// The findings that a file's own comments silence (`-- mockscript: ignore file-local`), by the file.
    public var silenced: [String: Set<String>] = [:]
    /// The parts that were read and cannot be served, each with the reason and its place.
    public var skipped: [Problem]
    /// Where each setting was written, by its name: `port`, `clock.start`, `behaviors./payments/**`.
    public var settingLocations: [String: SourceLocation] = [:]
    /// The parts of the source that mean nothing to a mock, for an export to give back.
    public var leftovers: [Leftover] = []
    /// What the source says of itself at start, such as "38 of 158 requests have an example".
    public var remarks: [String]

    /// How an example is found.
    public enum Matching: Sendable, Equatable {
        /// The most literal route wins, then its examples are asked (folders, Lua files).
        case routes
        /// All examples of a collection are scored (Postman); `fuzzy` adds Postman's guesses by id, letter case and distance.
        case collection(fuzzy: Bool)
    }

    /// Makes a project.
    public init(
        root: String, settings: Settings = Settings(), routes: [Route] = [], scripts: [ScriptFile] = [],
        seeds: [CollectionSeed] = [], matching: Matching = .routes, problems: [Problem] = [], skipped: [Problem] = [],
        remarks: [String] = []
    ) {
        self.root = root
        self.settings = settings
        self.routes = routes
        self.scripts = scripts
        self.seeds = seeds
        self.matching = matching
        self.problems = problems
        self.skipped = skipped
        self.remarks = remarks
    }
}

extension Project {
    /// Whether a comment in its file silences a problem; an error always stands, because its file cannot be used.
    public func silences(_ problem: Problem) -> Bool {
        guard problem.severity != .error, let file = problem.location?.file else { return false }
        return silenced[file]?.contains(problem.name) ?? false
    }
}

/// A part of a source that means nothing to a mock: the scripts and the authorization of a collection, a file that is no example.
public struct Leftover: Sendable, Equatable {
    /// Where it stands.
    public var location: SourceLocation
    /// The part; `nil` for a whole file, which is left where it lies.
    public var value: JSONValue?

    /// Makes a leftover.
    public init(at location: SourceLocation, value: JSONValue? = nil) {
        self.location = location
        self.value = value
    }
}

/// A Lua text of the project.
public struct ScriptFile: Sendable, Equatable {
    /// What the text is.
    public enum Kind: Sendable, Equatable {
        /// A `route.lua` at a path: returns a route table.
        case route(PathPattern, host: String?)
        /// A `middleware.lua`: returns a function.
        case middleware(PathPattern, host: String?)
        /// A module of `lib/`, by the name that `require` takes.
        case module(String)
        /// A scenario, by its name.
        case scenario(String)
        /// A `*.test.lua`: declares tests.
        case test
        /// Made from an example with `{{`; the name of the script is the path of the example.
        case template
        /// Made from an `@when` line.
        case condition
    }

    /// Its name, which is its path relative to the project; unique.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// The text.
    public var text: String
    /// What the expressions of a template or of conditions read, each chain once, with the place of its first appearance; empty for files
    /// that are Lua themselves.
    public var references: [ScriptReference] = []

    /// Makes a script.
    public init(name: String, kind: Kind, text: String) {
        self.name = name
        self.kind = kind
        self.text = text
    }
}

extension ScriptFile {
    /// The file that it comes from: its name, less the mark of a chunk that was made from `@when` lines.
    public var file: String { ScriptFile.file(ofScript: name) }

    /// The name of the chunk that the `@when` lines of a file become, beside that of its template.
    public static func conditionName(of file: String) -> String { file + conditionMark }

    /// The file that a script of a name comes from.
    public static func file(ofScript name: String) -> String {
        name.hasSuffix(conditionMark) ? String(name.dropLast(conditionMark.count)) : name
    }

    private static let conditionMark = "#when"
}

/// The records that a collection starts with.
public struct CollectionSeed: Sendable, Equatable {
    /// The collection's name.
    public var name: String
    /// The records, in order.
    public var records: [JSONValue]
    /// The file they come from.
    public var location: SourceLocation
    /// The lines on which the records begin, as far as they are known.
    public var lines: [Int]

    /// Makes a seed.
    public init(name: String, records: [JSONValue], location: SourceLocation, lines: [Int] = []) {
        self.name = name
        self.records = records
        self.location = location
        self.lines = lines
    }

    /// Where a record stands.
    public func location(of record: Int) -> SourceLocation {
        SourceLocation(file: location.file, line: lines.indices.contains(record) ? lines[record] : nil)
    }
}
