import Foundation
import MockModel
import MockSources

/// What `test` was asked to do.
struct TestChoices: Sendable {
    /// The project's folder or file, as the command names it.
    let source: String
    /// What is run: all, or what one of these lets pass.
    let filters: [TestFilter]
    let only: String?
    let seed: UInt64?
    let stopsAtFailure: Bool
    let junit: String?
    /// The file of an LCOV tracefile.
    let lcov: String?
    /// The share of lines that must run, in percent.
    let leastCoverage: Double?
    let wantsCoverage: Bool
    /// Whether tests are listed and not run.
    let lists: Bool
    let watches: Bool
    let wantsJSON: Bool
    let workers: Int

    init(_ command: TestCommand, in surroundings: CommandEnvironment) throws(CommandFailure) {
        let places = command.filters.map { TestPlace($0) }
        let named = places.compactMap(\.project)
        source = command.source ?? named.first ?? TestPlace.project(around: ".") ?? "."
        let root = TestPlace.canonical(source)
        if let stranger = named.first(where: { TestPlace.canonical($0) != root }) {
            throw CommandFailure(
                .usage,
                "\(VisibleText(stranger).escaped) is another project than \(VisibleText(source).escaped); run one at a time"
            )
        }
        filters = places.compactMap { $0.filter(in: root) }
        only = command.only
        seed = try surroundings.value(command.seed, "SEED")?.seed
        stopsAtFailure = try surroundings.isOn(command.bail, "BAIL")
        junit = try surroundings.value(command.junit, "JUNIT")
        lcov = try surroundings.value(command.lcov, "LCOV")
        leastCoverage = try surroundings.value(command.minCoverage, "MIN_COVERAGE")?.percent
        wantsCoverage = try surroundings.isOn(command.coverage, "COVERAGE") || lcov != nil || leastCoverage != nil
        lists = command.list
        watches = command.watch
        wantsJSON = try command.output.wantsJSON(surroundings)
        let count = try surroundings.value(command.workers, "WORKERS") ?? ProcessInfo.processInfo.activeProcessorCount
        guard count > 0 else { throw CommandFailure(.usage, "--workers must be at least 1") }
        workers = min(count, 256)
    }

    /// The tests to run: `--only` takes a test or a group by its whole name, and when none has it, by a part of the name.
    func chosen(from tests: [TestDeclaration]) -> [TestDeclaration] {
        let meant = tests.filter { test in filters.isEmpty || filters.contains { $0.includes(test) } }
        guard let only else { return meant }
        let whole = meant.filter { $0.name == only || $0.name.hasPrefix(only + " > ") }
        return whole.isEmpty ? meant.filter { TestFilter.text(only).includes($0) } : whole
    }

    /// Whether a file is meant at all.
    func includes(file: String) -> Bool {
        only == nil && (filters.isEmpty || filters.contains { $0.includes(file: file) })
    }
}

/// What lets tests pass.
enum TestFilter: Equatable {
    /// A file, or what lies in a folder, by its path in the project.
    case path(String)
    /// A part of the names, in any letter case.
    case text(String)

    func includes(_ test: TestDeclaration) -> Bool {
        switch self {
        case .path: includes(file: test.script)
        case .text(let text): test.name.lowercased().contains(text.lowercased())
        }
    }

    func includes(file: String) -> Bool {
        guard case .path(let path) = self else { return false }
        return file == path || file.hasPrefix(path + "/")
    }
}

/// One FILTER: a path when there is something, else a part of names.
struct TestPlace {
    private let text: String
    private let path: String?

    init(_ text: String) {
        self.text = text
        path = FileManager.default.fileExists(atPath: text) ? text : nil
    }

    /// The project that the path is or lies in.
    var project: String? { path.flatMap { TestPlace.project(around: $0) } }

    /// The filter; `nil` for the project itself.
    func filter(in root: String) -> TestFilter? {
        guard let path else { return .text(text) }
        let target = TestPlace.canonical(path)
        guard target != root else { return nil }
        let folder = TestPlace.isFolder(root) ? root : TestPlace.parent(of: root)
        return target.hasPrefix(folder + "/") ? .path(String(target.dropFirst(folder.count + 1))) : nil
    }

    /// The closest folder at or above a path that has routes or settings; a Lua file that is no test is a project itself.
    static func project(around path: String) -> String? {
        if path.hasSuffix(".test.lua"), FileManager.default.fileExists(atPath: path.dropLast(9) + ".lua") {
            return path.dropLast(9) + ".lua"
        }
        if !isFolder(path) {
            return path.hasSuffix(".test.lua") ? project(around: parent(of: path)) ?? parent(of: path) : path
        }
        var folder = path
        for _ in 0..<64 {
            if isProject(folder) { return folder }
            let real = canonical(folder)
            guard real != "/" else { break }
            folder = folder == "." ? ".." : parent(of: real)
        }
        return path
    }

    private static func isProject(_ folder: String) -> Bool {
        ["routes", "mockscript.yaml", "mockscript.yml", "mockscript.json"].contains { name in
            FileManager.default.fileExists(atPath: "\(folder)/\(name)")
        }
    }

    static func isFolder(_ path: String) -> Bool {
        (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    static func parent(of path: String) -> String {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return path.hasPrefix("/") ? parent : relative(parent)
    }

    private static func relative(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        if path == here { return "." }
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }

    static func canonical(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}
