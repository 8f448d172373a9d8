import MockFiles
import MockModel

/// Walks the folders below `routes/` and collects what they hold.
struct RouteTreeReader {
    private(set) var routes: [Route] = []
    private(set) var scripts: [ScriptFile] = []
    private(set) var problems: [Problem] = []
    private(set) var silenced: [String: Set<String>] = [:]
    /// The files that are no examples and no code.
    var leftovers: [Leftover] {
        unread.filter { !bodies.contains(TextKey($0.target)) }.map { Leftover(at: $0.location) }
    }
    private var unread: [FolderEntry] = []
    private let root: ProjectRoot
    private let examples: ExampleReader
    /// Whether all examples are compared with a request, each by the request that it was saved for.
    private let isCollection: Bool
    /// The saved requests of the folder that is read now.
    private var requests: [SavedRequest] = []
    /// Findings on files that are no examples, by where they lie: one that is a body of an example is none.
    private var strangers: [(target: String, problem: Problem)] = []
    private var bodies: Set<TextKey> = []
    private var templates: [TextKey: String] = [:]
    /// Why the folder that is read now is not used: what it holds answers that.
    private var refusal: Problem?
    private var folders = 0
    private var links = 0

    private static let mostFolders = 200_000
    /// Two links in each of twenty folders would make a million of them.
    private static let mostLinks = 1_000
    private static let deepest = 64

    /// Reads the folder `routes` of a project.
    init(reading folder: FolderEntry, in root: ProjectRoot, isCollection: Bool = false) {
        self.root = root
        self.isCollection = isCollection
        examples = ExampleReader(root: root, isLua: !isCollection)
        read(RouteFolder(root: folder), depth: 0)
        problems += strangers.filter { !bodies.contains(TextKey($0.target)) }.map(\.problem)
    }

    private mutating func read(_ folder: RouteFolder, depth: Int) {
        folders += 1
        guard depth < RouteTreeReader.deepest, folders < RouteTreeReader.mostFolders,
            links < RouteTreeReader.mostLinks
        else { return refuse(folder) }
        let listing = FolderListing(of: folder.entry, in: root)
        problems += listing.problems + NameClashes.problems(among: listing.entries)
        var found: [Route] = []
        for entry in listing.entries where !entry.isFolder { readFile(entry, in: folder, to: &found) }
        routes += isCollection ? joined(found, in: folder) : found
        var names: [PathPattern.Segment: String] = [:]
        for entry in listing.entries where entry.isFolder { readFolder(entry, in: folder, &names, depth: depth) }
    }

    /// The examples of a folder with the requests that they were saved for.
    private mutating func joined(_ found: [Route], in folder: RouteFolder) -> [Route] {
        let joined = CollectionFolder(found, requests, of: folder)
        requests = []
        problems += joined.problems
        return joined.routes
    }

    private mutating func readRequests(_ entry: FolderEntry) {
        do throws(Problem) {
            let read = SavedRequestReader(try examples.source(of: entry))
            requests = read.requests
            problems += read.problems
        } catch { problems.append(error) }
    }

    private mutating func refuse(_ folder: RouteFolder) {
        guard !problems.contains(where: { $0.name == "too-many-folders" }) else { return }
        let most =
            "\(RouteTreeReader.deepest) levels, \(RouteTreeReader.mostFolders) folders, \(RouteTreeReader.mostLinks) links"
        problems.append(
            Problem(
                .error, "too-many-folders", "\(folder.entry.path) and what follows is not read: at most \(most)",
                at: folder.entry.location))
    }

    private mutating func readFolder(
        _ entry: FolderEntry, in parent: RouteFolder, _ names: inout [PathPattern.Segment: String], depth: Int
    ) {
        do throws(Problem) {
            let folder = try RouteFolder(entry, in: parent)
            let rest = RouteFolder.foreignRest(entry.name)
            if rest == nil, let meant = RouteFolder.foreignParameter(entry.name) {
                problems.append(
                    Problem(
                        .warning, "foreign-parameter", "\(entry.path) is plain text in the path", at: entry.location,
                        hint: "did you mean \"\(meant)\"?"))
            }
            if let meant = rest {
                problems.append(
                    Problem(
                        .warning, "foreign-parameter", "\(entry.path) takes one segment of the path",
                        at: entry.location,
                        hint: "for all that is left: did you mean \"\(meant)\"?"))
            }
            if entry.target != "\(parent.entry.target)/\(entry.name)" { links += 1 }
            if (folder.host ?? "").isSame(as: parent.host ?? ""), !isCollection, let problem = twin(of: folder, &names)
            {
                problems.append(problem)
                let outer = refusal
                refusal = refusal ?? problem
                defer { refusal = outer }
                return read(folder, depth: depth + 1)
            }
            read(folder, depth: depth + 1)
        } catch { problems.append(error) }
    }

    /// `{id}` and `{name}` side by side are the same place of the path under two names.
    private func twin(of folder: RouteFolder, _ names: inout [PathPattern.Segment: String]) -> Problem? {
        guard let segment = folder.pattern.segments.last, let shape = segment.shape else { return nil }
        guard let twin = names.updateValue(folder.entry.path, forKey: shape) else { return nil }
        return Problem(
            .error, "duplicate-route", "\(twin) and \(folder.entry.path) answer the same paths",
            at: folder.entry.location,
            hint: "move both into one folder; a parameter has one name")
    }

    private mutating func readFile(_ entry: FolderEntry, in folder: RouteFolder, to found: inout [Route]) {
        if isCollection, entry.name == SavedRequest.fileName { return readRequests(entry) }
        if entry.name == "route.lua" { return readScript(entry, as: .route(folder.pattern, host: folder.host)) }
        if entry.name == "middleware.lua" {
            return readScript(entry, as: .middleware(folder.pattern, host: folder.host))
        }
        do throws(ExampleFileName.Refusal) {
            let name = try ExampleFileName(parsing: entry.name)
            if name.fileExtension == "lua" { throw UnrecognizedFile.lua(entry.name) }
            add(examples.read(entry, named: name), name, in: folder, to: &found)
        } catch {
            unread.append(entry)
            guard !UnrecognizedFile.isExpected(entry.name) else { return }
            let refusal = entry.name.hasSuffix(".lua") ? UnrecognizedFile.lua(entry.name) : error
            let problem = Problem(
                refusal.isError ? .error : .warning, refusal.isError ? "bad-example" : "ignored-file",
                "\(entry.path) is not read: \(refusal.reason)", at: entry.location,
                hint: refusal.hint)
            strangers.append((entry.target, problem))
        }
    }

    private mutating func readScript(_ entry: FolderEntry, as kind: ScriptFile.Kind) {
        guard refusal == nil else { return }
        do throws(Problem) {
            let (script, findings) = try ScriptReader.read(entry, as: kind, in: root)
            scripts.append(script)
            silenced[entry.path] = findings
        } catch { problems.append(error) }
    }

    private mutating func add(
        _ read: ReadExample, _ name: ExampleFileName, in folder: RouteFolder, to found: inout [Route]
    ) {
        problems += read.problems
        if let file = read.bodyFile { bodies.insert(TextKey(file)) }
        guard var example = read.example else { return }
        if let refusal {
            let place = example.location
            example = .broken(example.name, because: refusal)
            example.location = place
        }
        if !read.silenced.isEmpty { silenced[example.location.file] = read.silenced }
        if example.failure == nil { addScripts(of: read, to: &example) }
        guard let place = found.firstIndex(where: { $0.method == name.method }) else {
            let route = Route(
                method: name.method, pattern: folder.pattern, host: folder.host, examples: [example],
                location: folder.entry.location)
            return found.append(route)
        }
        if let twin = found[place].examples.first(where: { $0.name.isSame(as: example.name) }) {
            problems.append(duplicate(example, of: twin, method: name.method))
        } else {
            found[place] = found[place].adding(example)
        }
    }

    private func duplicate(_ example: Example, of twin: Example, method: String) -> Problem {
        Problem(
            .error, "duplicate-example",
            "\(example.location.file) and \(twin.location.file) are both the example \"\(example.name)\" of \(method)",
            at: example.location, hint: "give one a name: \(method).NAME.json")
    }

    /// Two messages may share a body file and with it a template; one that differs is named after its example.
    private mutating func addScripts(of read: ReadExample, to example: inout Example) {
        for var script in read.scripts {
            if let known = templates[TextKey(script.name)] {
                if known.isSame(as: script.text) { continue }
                script.name = example.location.file
                example.template = .script(script.name)
            }
            templates[TextKey(script.name)] = script.text
            scripts.append(script)
        }
    }
}

extension PathPattern.Segment {
    /// The segment without the name of its parameter; `nil` for text.
    fileprivate var shape: PathPattern.Segment? {
        switch self {
        case .literal: nil
        case .affixed(let prefix, _, let suffix): .affixed(prefix: prefix, name: "", suffix: suffix)
        case .parameter: .parameter("")
        case .rest: .rest("")
        }
    }
}
