import MockFiles
import MockModel

/// Reads a project's folder: settings, routes, shared code, scenarios, seeds.
struct FolderReader {
    private let root: ProjectRoot
    private var project: Project
    /// What lies in `lib/`, `scenarios/` and `data/` and is not read there.
    private var unread: [FolderEntry] = []

    /// Reads a folder that has a `routes/` in it.
    ///
    /// - Throws: `Problem` for a folder that is no project.
    static func read(
        _ root: ProjectRoot, at path: String = ".", withTests: Bool = false, fuzzy: Bool = false
    ) throws(Problem) -> Project {
        var reader = FolderReader(root)
        let entries = reader.topEntries()
        reader.readSettings(entries)
        reader.setMatching(fuzzy: fuzzy)
        if let routes = entries.first(where: { $0.name == "routes" && $0.isFolder }) {
            reader.readRoutes(routes)
        } else if reader.project.settings.unmatched != .proxy {
            throw MissingRoutes.problem(in: root, at: path, entries: entries)
        }
        reader.readRest(entries)
        if withTests { reader.readTests(entries) }
        return reader.finished()
    }

    /// Reads a single Lua file, with the code and the seeds beside it.
    static func read(single file: FolderEntry, in root: ProjectRoot, withTests: Bool = false) throws(Problem) -> Project
    {
        var reader = FolderReader(root)
        let entries = reader.topEntries()
        reader.readSettings(entries)
        let (script, silenced) = try ScriptReader.read(file, as: .route(PathPattern([]), host: nil), in: root)
        reader.project.scripts.append(script)
        reader.silence([file.path: silenced])
        reader.readRest(entries)
        if withTests { reader.readTests(entries) }
        return reader.finished()
    }

    /// Reads what lies beside a description: settings, and routes, code and records where the folder is a project.
    static func read(beside root: ProjectRoot, withTests: Bool) -> Project {
        var reader = FolderReader(root)
        let entries = reader.topEntries()
        guard entries.contains(where: { $0.name == "routes" || SettingsReader.fileNames.contains($0.name) }) else {
            return Project(root: root.path)
        }
        reader.readSettings(entries)
        if let routes = entries.first(where: { $0.name == "routes" && $0.isFolder }) { reader.readRoutes(routes) }
        reader.readRest(entries.filter { $0.name != "schemas" })
        if withTests { reader.readTests(entries) }
        return reader.finished()
    }

    private init(_ root: ProjectRoot) {
        self.root = root
        project = Project(root: root.path)
    }

    private static let ownNames = Set(["routes", "lib", "scenarios", "data", "schemas"] + SettingsReader.fileNames)

    /// What lies in the project's folder; of things that are none of ours nothing is said.
    private mutating func topEntries() -> [FolderEntry] {
        let folder = FolderEntry(name: "", path: "", target: "", isFolder: true)
        let top = FolderListing(of: folder, in: root, for: .named(FolderReader.ownNames))
        project.problems += top.problems.filter { problem in
            problem.location.map { $0.file.isEmpty || FolderReader.ownNames.contains($0.file) } ?? true
        }
        return top.entries
    }

    private mutating func readSettings(_ entries: [FolderEntry]) {
        let files = SettingsReader.fileNames.compactMap { name in entries.first { $0.name == name && !$0.isFolder } }
        guard let file = files.first else { return }
        if files.count > 1 {
            project.problems.append(
                Problem(
                    .error, "two-settings", "\(file.name) and \(files[1].name) both hold settings",
                    at: files[1].location,
                    hint: "keep one of them"))
        }
        let read = SettingsReader.read(file, in: root)
        project.settings = read.settings
        project.settingLocations = read.locations
        project.leftovers += read.leftovers
        project.problems += read.problems
        silence([file.path: read.silenced])
    }

    /// The settings say how examples are found; that Postman's guesses are wanted may also be said by the caller.
    private mutating func setMatching(fuzzy: Bool) {
        switch project.settings.matching {
        case .routes: break
        case .collection: project.matching = .collection(fuzzy: fuzzy)
        case .postman: project.matching = .collection(fuzzy: true)
        }
    }

    private mutating func readRoutes(_ folder: FolderEntry) {
        let isCollection = project.matching != .routes
        let tree = RouteTreeReader(reading: folder, in: root, isCollection: isCollection)
        project.routes = isCollection ? CollectionFolder.numbered(tree.routes) : tree.routes
        project.scripts += tree.scripts
        project.problems += tree.problems
        project.leftovers += tree.leftovers
        silence(tree.silenced)
        guard tree.routes.isEmpty, tree.scripts.isEmpty, tree.problems.isEmpty else { return }
        project.problems.append(
            Problem(
                .warning, "no-routes", "routes/ is empty", at: folder.location,
                hint: "add routes/hello/GET.json, which answers GET /hello"))
    }

    private mutating func readRest(_ entries: [FolderEntry]) {
        readSchemas(entries)
        for entry in entries where entry.isFolder {
            switch entry.name {
            case "lib": readModules(in: entry, prefix: "", depth: 0)
            case "scenarios": readScenarios(in: entry)
            case "data": readSeeds(in: entry)
            default: break
            }
        }
    }

    private mutating func readTests(_ entries: [FolderEntry]) {
        var finder = TestFinder(root: root)
        finder.look(among: entries)
        project.problems += finder.problems
        for entry in finder.found { readScript(entry, as: .test) }
    }

    private mutating func readSchemas(_ entries: [FolderEntry]) {
        let folder = entries.first { $0.name == "schemas" && $0.isFolder }
        let settings = entries.first { SettingsReader.fileNames.contains($0.name) }?.path ?? ""
        let reader = SchemaFolderReader(folder, openAPI: project.settings.openapi, settings: settings, in: root)
        project.schemas = reader.schemas
        project.problems += reader.problems
    }

    private mutating func files(of folder: FolderEntry) -> [FolderEntry] {
        let listing = FolderListing(of: folder, in: root)
        project.problems += listing.problems
        return listing.entries
    }

    private mutating func readModules(in folder: FolderEntry, prefix: String, depth: Int) {
        guard depth < 32 else { return }
        for entry in files(of: folder) {
            if entry.isFolder {
                readModules(in: entry, prefix: "\(prefix)\(entry.name).", depth: depth + 1)
            } else if entry.parts.extension == "lua", !entry.name.hasSuffix(".test.lua") {
                readModule(entry, named: prefix + entry.parts.stem)
            } else {
                unread.append(entry)
            }
        }
    }

    private mutating func readModule(_ entry: FolderEntry, named name: String) {
        guard !entry.parts.stem.contains(".") else {
            let hint = "a dot in a module's name stands for a folder"
            project.problems.append(
                Problem(
                    .warning, "ignored-file", "\(entry.path) cannot be required", at: entry.location, hint: hint))
            return
        }
        readScript(entry, as: .module(name))
    }

    private mutating func readScenarios(in folder: FolderEntry) {
        for entry in files(of: folder) {
            guard entry.parts.extension == "lua", !entry.isFolder else {
                unread.append(entry)
                continue
            }
            guard !entry.name.hasSuffix(".test.lua") else { continue }
            readScript(entry, as: .scenario(String(entry.parts.stem)))
        }
    }

    private mutating func readScript(_ entry: FolderEntry, as kind: ScriptFile.Kind) {
        do throws(Problem) {
            let (script, silenced) = try ScriptReader.read(entry, as: kind, in: root)
            project.scripts.append(script)
            silence([entry.path: silenced])
        } catch { project.problems.append(error) }
    }

    private mutating func readSeeds(in folder: FolderEntry) {
        for entry in files(of: folder) {
            guard entry.parts.extension == "json", !entry.isFolder else {
                unread.append(entry)
                continue
            }
            do throws(Problem) {
                let (seed, problems) = try SeedReader.read(entry, in: root)
                project.seeds.append(seed)
                project.problems += problems
            } catch { project.problems.append(error) }
        }
    }

    private mutating func silence(_ findings: [String: Set<String>]) {
        for (file, names) in findings where !names.isEmpty { project.silenced[file] = names }
    }

    private func finished() -> Project {
        var project = project
        project.problems += UnreadFiles.problems(of: unread, in: root, scripts: project.scripts)
        project.problems = project.problems.filter { !self.project.silences($0) }
        return project
    }
}
