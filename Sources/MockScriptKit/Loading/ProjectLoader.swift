import Foundation
package import MockEngine
import MockFiles
package import MockModel
import MockScripting
package import MockServer
package import MockSources

/// Reads a source and compiles it.
package struct ProjectLoader: Sendable {
    /// The path as given.
    package let source: String
    /// The absolute path: a relative one stays good when the working directory is removed and made again.
    private let path: String
    private let options: SourceOptions
    /// Whether the lines that run are noted, for coverage.
    private let notesLines: Bool
    /// Choices in place of the settings.
    private let overrides: SettingsOverrides
    /// Watches the files that are read.
    package private(set) var watcher: FolderWatcher?

    /// Makes a loader; nothing is read yet.
    ///
    /// - Parameters:
    ///   - source: the path of a folder, a Lua file or a Postman collection.
    ///   - options: how the source is read.
    ///   - notesLines: whether the lines that run are noted, for coverage.
    ///   - overrides: choices in place of the settings.
    package init(
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
    package func observed(by watcher: FolderWatcher?) -> ProjectLoader {
        var loader = self
        loader.watcher = watcher
        return loader
    }

    /// Reads and compiles the source; problems of single files stand in the project.
    ///
    /// - Throws: the one problem that leaves nothing to compile.
    package func compile() throws(Problem) -> CompiledProject {
        watcher?.beginReading()
        defer { watcher?.endReading() }
        return CompiledProject(try read(), compiler: compiler)
    }

    /// The next version after files were saved.
    package func revise(_ previous: CompiledProject) -> ProjectRevision {
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
    package func files(of project: CompiledProject) -> DiskFiles {
        DiskFiles(root: isFolder ? path : project.project.root, variables: project.project.settings.environment)
    }

    /// The source's name for the banner: that of its folder or file.
    package var name: String {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return name.isEmpty || name == "/" ? "mock" : name
    }

    /// A watcher of the source, for ``observed(by:)``.
    package func watch() throws(WatchError) -> FolderWatcher {
        try FolderWatcher(source: path)
    }

    /// The folder that names in problems are relative to.
    package var root: String {
        isFolder ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Whether the source is a folder, or a link to one.
    package var isFolder: Bool { Disk.kind(of: path) == .folder }

    /// Reads files for excerpts.
    package var readLines: LineReader {
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

/// Reads the lines of a file, by its name in problems; none when it cannot be read.
package typealias LineReader = @Sendable (String) -> [String]
