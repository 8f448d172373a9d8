import Foundation
import MockEngine
import MockModel
import MockScripting
import MockServer
import MockSources

/// Reads a source and compiles it.
struct ProjectLoader: Sendable {
    /// The path as given.
    let source: String
    let options: SourceOptions
    /// Whether the lines that run are noted, for coverage.
    var notesLines = false
    /// What the command line says in place of the settings.
    var overrides = SettingsOverrides()

    /// Compiles what was read, with whatever problems it has.
    ///
    /// - Throws: a failure with the one problem that leaves nothing to compile.
    func compile() throws(CommandFailure) -> CompiledProject {
        do throws(Problem) {
            return CompiledProject(try read(), compiler: compiler)
        } catch {
            throw CommandFailure(.project, ProblemText(error, readLines: readLines).text(.plain))
        }
    }

    /// Compiles, and shows problems on the error stream.
    ///
    /// - Throws: a failure when one of them is an error.
    func load(_ surroundings: Surroundings) throws(CommandFailure) -> CompiledProject {
        let project = try compile()
        let shown = project.problems.filter { $0.severity != .note }
        if !shown.isEmpty {
            let report = ProblemReport(problems: shown, readLines: readLines)
            surroundings.writeError(report.text(surroundings.errors) + "\n")
        }
        guard !project.hasErrors else { throw CommandFailure(.project) }
        return project
    }

    /// The next version after files were saved.
    func revise(_ previous: CompiledProject) -> ProjectRevision {
        do throws(Problem) {
            return ProjectRevision(try read(), after: previous, compiler: compiler)
        } catch {
            return ProjectRevision(keeping: previous, because: error)
        }
    }

    private func read() throws(Problem) -> Project {
        var project = try SourceReader.read(source, options: options)
        try overrides.apply(to: &project)
        return project
    }

    private var compiler: LuaCompiler {
        LuaCompiler(notesLines: notesLines) { root, settings in
            let files = DiskFiles(root: root, variables: settings.environment)
            return ScriptFiles(
                read: { path throws(FileAccessError) in try files.read(path) },
                environment: { name throws(FileAccessError) in try files.environment(name) })
        }
    }

    /// What handlers of a project may read.
    func files(of project: CompiledProject) -> DiskFiles {
        DiskFiles(root: project.project.root, variables: project.project.settings.environment)
    }

    /// The source's name for the banner: that of its folder or file.
    var name: String {
        let name = URL(fileURLWithPath: source).standardizedFileURL.deletingPathExtension().lastPathComponent
        return name.isEmpty || name == "/" ? "mock" : name
    }

    /// Watches the source's folder.
    func watch() throws(WatchError) -> FolderWatcher {
        try FolderWatcher(root: root.isEmpty ? "." : root)
    }

    /// The folder that names in problems are relative to.
    var root: String {
        let url = URL(fileURLWithPath: source)
        return isFolder ? url.path : url.deletingLastPathComponent().path
    }

    /// Whether the source is a folder.
    var isFolder: Bool {
        let url = URL(fileURLWithPath: source)
        return (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    /// Reads files for excerpts.
    var readLines: LineReader {
        let root = root.isEmpty ? "." : root
        return { file in
            let path = file.hasPrefix("/") ? file : "\(root)/\(file)"
            guard let data = FileManager.default.contents(atPath: path), data.count < 4 << 20 else { return [] }
            let text = String(decoding: data, as: UTF8.self)
            return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        }
    }
}
