public import MockModel

/// Writes a project as a folder: one folder for each path, plain bodies where nothing else is to be said.
public struct FolderWriter: ProjectWriter {
    /// The name of the format.
    public let name = "folder"

    /// Makes a writer.
    public init() {}

    /// The files of a project.
    public func write(_ project: Project) -> WrittenProject {
        var folder = FolderContents(project)
        folder.addSettings()
        folder.addRoutes()
        folder.addScripts()
        folder.addSeeds()
        folder.addSchemas()
        folder.addLosses()
        return folder.written
    }
}

/// The files of a folder as they come together.
struct FolderContents {
    private let project: Project
    private var files: [WrittenProject.File] = []
    private var losses: [Problem] = []
    private var folders = RouteFolderNames()

    init(_ project: Project) {
        self.project = project
    }

    /// The files in the order of their paths.
    var written: WrittenProject {
        WrittenProject(files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, losses: losses)
    }

    private mutating func add(_ path: String, _ text: String) {
        files.append(.init(path, .bytes(Array(text.utf8))))
    }

    /// Notes what cannot be written.
    ///
    /// - Parameter changesAnswers: whether the folder answers otherwise than the source because of it.
    private mutating func lose(_ message: String, at location: SourceLocation?, changesAnswers: Bool = true) {
        losses.append(Problem(changesAnswers ? .warning : .note, "not-written", message, at: location))
    }

    mutating func addSettings() {
        var settings = project.settings
        if case .collection(let fuzzy) = project.matching { settings.matching = fuzzy ? .postman : .collection }
        let file = SettingsReader.fileNames.first { project.silenced[$0] != nil }
        let text = SettingsWriter.text(settings, silenced: file.flatMap { project.silenced[$0] } ?? [])
        if !text.isEmpty { add(SettingsReader.fileNames[0], text) }
    }

    mutating func addScripts() {
        for script in project.scripts {
            guard let path = path(of: script) else { continue }
            add(path, script.text)
        }
    }

    /// Where the reader of folders looks for a script; `nil` for the code of templates and conditions, which stands in examples.
    private mutating func path(of script: ScriptFile) -> String? {
        switch script.kind {
        case .route(let pattern, let host): return folders.folder(of: pattern, host: host).map { "\($0)/route.lua" }
        case .middleware(let pattern, let host):
            return folders.folder(of: pattern, host: host).map { "\($0)/middleware.lua" }
        case .module(let name): return "lib/\(name.split(separator: ".").joined(separator: "/")).lua"
        case .scenario(let name): return "scenarios/\(name).lua"
        case .test: return script.name
        case .template, .condition: return nil
        }
    }

    mutating func addSeeds() {
        for seed in project.seeds {
            let records = seed.records.map { "  " + JSONWriter.text($0) }.joined(separator: ",\n")
            add("data/\(seed.name).json", records.isEmpty ? "[]\n" : "[\n\(records)\n]\n")
        }
    }

    mutating func addSchemas() {
        for path in project.schemas.files.sorted() {
            guard let value = project.schemas.document(path) else { continue }
            if path.hasSuffix(".json") {
                add(path, String(decoding: JSONWriter.pretty(value), as: UTF8.self) + "\n")
            } else if case .object(let object) = value {
                add(path, YAMLWriter.text(object, hasTypes: true))
            }
        }
    }

    /// What was read and has no meaning here.
    mutating func addLosses() {
        losses += project.skipped
        for leftover in project.leftovers {
            guard let pointer = leftover.location.pointer else {
                lose("\(leftover.location.file) is no part of the mock", at: leftover.location, changesAnswers: false)
                continue
            }
            let name = JSONPointer.steps(pointer)?.last ?? ""
            // The path and the query of an address and the values of variables are written.
            guard !["url", "variable"].contains(name), leftover.value != .null else { continue }
            lose(
                FolderContents.reasons[name] ?? "\"\(name)\" means nothing to a mock", at: leftover.location,
                changesAnswers: false)
        }
    }
}

/// Why members of collections are left out.
extension FolderContents {
    private static let reasons = [
        "event": "scripts do not run in a mock", "auth": "authorization is not checked",
        "description": "descriptions have no place", "cookie": "cookies are sent by headers alone",
        "header": "header lines that are switched off or described are left out",
        "body": "parts of a request's body are left out: options, files, what is switched off",
    ]
}

/// The routes.
extension FolderContents {
    mutating func addRoutes() {
        let needed = project.matching == .routes ? [] : ExampleTies.routes(in: project.routes)
        var groups: [(folder: String, routes: [(index: Int, route: Route)])] = []
        var places: [String: Int] = [:]
        for (index, route) in project.routes.enumerated() {
            guard let folder = folders.folder(of: route.pattern, host: route.host) else {
                lose("\(route.name) is too long for the names of folders", at: route.location)
                continue
            }
            guard HTTPMethods.contains(route.method) else {
                lose("no file is named after the method \(route.method)", at: route.location)
                continue
            }
            if let place = places[folder] {
                groups[place].routes.append((index, route))
            } else {
                places[folder] = groups.count
                groups.append((folder, [(index, route)]))
            }
        }
        for (folder, routes) in groups { add(routes, to: folder, needed) }
    }

    private mutating func add(_ routes: [(index: Int, route: Route)], to folder: String, _ needed: Set<Int>) {
        var names = ExampleFileNames()
        var requests: [SavedRequest] = []
        var isInOrder = true
        for (index, route) in routes {
            let first = requests.count
            if route.examples.isEmpty { requests.append(bareRequest(of: route)) }
            for example in route.examples {
                if let failure = example.failure {
                    lose("the example \"\(example.name)\" cannot be read: \(failure.message)", at: example.location)
                    continue
                }
                let name = add(example, of: route, to: folder, &names)
                guard let origin = example.origin else { continue }
                requests.append(request(of: example, origin, route, name, needsID: needed.contains(index)))
            }
            let files = requests[first...].map(\.file)
            isInOrder = isInOrder && files == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        guard project.matching != .routes, !isInOrder || requests.contains(where: \.saysSomething) else { return }
        add("\(folder)/\(SavedRequest.fileName)", SavedRequestWriter.text(requests))
    }

    private mutating func add(
        _ example: Example, of route: Route, to folder: String, _ names: inout ExampleFileNames
    ) -> ExampleFileNames.Name {
        let isLua = project.matching == .routes
        let silenced = project.silenced[example.location.file] ?? []
        let writer = ExampleFileWriter(example: example, silenced: silenced, isLua: isLua)
        let plain = writer.plainExtension
        let status = plain == nil ? nil : example.response.status
        let name = names.name(method: route.method, example: example.name, status: status, plain ?? "http")
        if name.isChanged, isLua {
            lose("the example \"\(example.name)\" is written as \(name.file)", at: example.location)
        }
        let path = "\(folder)/\(name.file)"
        guard plain == nil else {
            files.append(.init(path, example.response.body))
            return name
        }
        let bodyFile = writer.needsBodyFile ? FolderContents.bodyFile(of: name.file, example) : nil
        if let bodyFile { files.append(.init("\(folder)/\(bodyFile)", example.response.body)) }
        files.append(
            .init(path, .bytes(MessageWriter.bytes(example, silenced: silenced, bodyFile: bodyFile, isLua: isLua))))
        return name
    }

    /// A file for a body beside its message; no example's name begins so.
    private static func bodyFile(of file: String, _ example: Example) -> String {
        let type = example.response.headers["content-type"] ?? ""
        let name = MediaType.fileExtension(ofContentType: type) ?? "bin"
        return "body-\(file.dropLast(".http".count).lowercased()).\(name)"
    }

    private func request(
        of example: Example, _ origin: ExampleOrigin, _ route: Route, _ name: ExampleFileNames.Name, needsID: Bool
    ) -> SavedRequest {
        var request = bareRequest(of: route)
        request.file = name.file
        request.target = SavedTarget.text(route.pattern, origin)
        request.headers = origin.headers
        request.body = origin.body
        request.id = origin.isInventedID && !needsID ? nil : origin.id
        request.name = name.isChanged ? example.name : nil
        request.isConcrete = route.pattern.segments.contains { $0.name.map { origin.values[$0] != nil } ?? false }
        return request
    }

    private func bareRequest(of route: Route) -> SavedRequest {
        var request = SavedRequest()
        request.method = route.method
        request.target = SavedTarget.text(route.pattern, ExampleOrigin(id: ""))
        if route.optionalPrefix > 0 {
            let prefix = PathPattern(Array(route.pattern.segments.prefix(route.optionalPrefix)))
            request.optional = SavedTarget.text(prefix, ExampleOrigin(id: ""))
        }
        return request
    }
}

extension SavedRequest {
    /// Whether it says more than that the example's path was called.
    fileprivate var saysSomething: Bool {
        file.isEmpty || id != nil || name != nil || optional != nil || !headers.isEmpty || body != nil
            || target.contains("?") || target != "/" && target.hasSuffix("/") || isConcrete
    }
}
