import Foundation
import MockEngine
import MockFiles
import MockModel
import MockScripting
import MockServer
import MockSources

/// Reads a source and compiles it.
struct ProjectLoader: Sendable {
    /// The path as given.
    let source: String
    /// The absolute path: a relative one stays good when the working directory is removed and made again.
    let path: String
    let options: SourceOptions
    /// Whether the lines that run are noted, for coverage.
    var notesLines = false
    /// What the command line says in place of the settings.
    var overrides = SettingsOverrides()
    /// Watches the files that are read.
    private(set) var watcher: FolderWatcher?

    init(
        source: String, options: SourceOptions, notesLines: Bool = false,
        overrides: SettingsOverrides = SettingsOverrides()
    ) {
        self.source = source
        path = Disk.absolute(source)
        self.options = options
        self.notesLines = notesLines
        self.overrides = overrides
    }

    /// The same loader, whose watcher hears of all that it reads.
    func observed(by watcher: FolderWatcher?) -> ProjectLoader {
        var loader = self
        loader.watcher = watcher
        return loader
    }

    /// Compiles what was read, with whatever problems it has.
    ///
    /// - Throws: a failure with the one problem that leaves nothing to compile.
    func compile() throws(CommandFailure) -> CompiledProject {
        watcher?.beginReading()
        defer { watcher?.endReading() }
        do throws(Problem) {
            return CompiledProject(try read(), compiler: compiler)
        } catch {
            throw CommandFailure(.project, ProblemText(error, readLines: readLines).text(.plain))
        }
    }

    /// Compiles, and shows problems on the error stream.
    ///
    /// - Parameter isStrict: whether a file that cannot be used ends the command; else what it holds answers 500.
    /// - Parameter refusal: what the command does not do then; it is said below the problems.
    /// - Throws: a failure when one of them is an error that nothing can be served with.
    func load(
        _ surroundings: CommandEnvironment, isStrict: Bool, refusal: String = ""
    ) throws(CommandFailure) -> CompiledProject {
        let project = try compile()
        show(project.problems, surroundings)
        guard isStrict ? !project.hasErrors : canServe(project) else { throw CommandFailure(.project, refusal) }
        return project
    }

    /// Compiles; shows the problems only when nothing can be served with them, and the caller shows those that matter to it.
    func loadQuietly(_ surroundings: CommandEnvironment) throws(CommandFailure) -> CompiledProject {
        let project = try compile()
        guard canServe(project) else {
            show(project.problems, surroundings)
            throw CommandFailure(.project)
        }
        return project
    }

    private func canServe(_ project: CompiledProject) -> Bool { project.fatalErrors.isEmpty }

    /// Shows problems, but notes, on the error stream.
    func show(_ problems: [Problem], _ surroundings: CommandEnvironment) {
        let shown = problems.filter { $0.severity != .note }
        guard !shown.isEmpty else { return }
        let report = ProblemReport(problems: shown, readLines: readLines)
        surroundings.writeError(report.text(surroundings.errors) + "\n")
    }

    /// The next version after files were saved.
    func revise(_ previous: CompiledProject) -> ProjectRevision {
        watcher?.beginReading()
        defer { watcher?.endReading() }
        do throws(Problem) {
            return ProjectRevision(try read(), after: previous, compiler: compiler)
        } catch {
            return ProjectRevision(keeping: previous, because: error)
        }
    }

    private func read() throws(Problem) -> Project {
        if let file = options.environmentPath { watcher?.willOpen(file) }
        var project = try SourceReader.read(source, at: path, options: options, observer: watcher)
        try overrides.apply(to: &project)
        return project
    }

    private var compiler: LuaCompiler {
        LuaCompiler(notesLines: notesLines) { [watcher] root, settings in
            let files = DiskFiles(root: root, variables: settings.environment, observer: watcher)
            return ScriptFiles(
                read: { path throws(FileAccessError) in try files.read(path) },
                environment: { name throws(FileAccessError) in try files.environment(name) })
        }
    }

    /// What handlers of a project may read; a folder is found anew each time, also behind a link that leads elsewhere by then.
    func files(of project: CompiledProject) -> DiskFiles {
        DiskFiles(root: isFolder ? path : project.project.root, variables: project.project.settings.environment)
    }

    /// The source's name for the banner: that of its folder or file.
    var name: String {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return name.isEmpty || name == "/" ? "mock" : name
    }

    /// A watcher of the source, for ``observed(by:)``.
    func watch() throws(WatchError) -> FolderWatcher {
        try FolderWatcher(source: path)
    }

    /// The folder that names in problems are relative to.
    var root: String {
        isFolder ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Whether the source is a folder, or a link to one.
    var isFolder: Bool { Disk.kind(of: path) == .folder }

    /// Reads files for excerpts.
    var readLines: LineReader {
        let root = root.isEmpty ? "." : root
        let (environment, environmentPath) = (options.environmentFile, options.environmentPath)
        return { file in
            if file == environment, let path = environmentPath {
                return ProjectLoader.lines(of: FileManager.default.contents(atPath: path) ?? Data())
            }
            guard let folder = ProjectRoot(root),
                case .bytes(let bytes)? = try? folder.contents(of: file, upTo: 4 << 20)
            else { return [] }
            return ProjectLoader.lines(of: bytes)
        }
    }

    private static func lines(of bytes: some Collection<UInt8>) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    }
}
