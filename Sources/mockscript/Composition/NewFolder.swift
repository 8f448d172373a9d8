import Foundation
import MockModel

/// A folder that a command makes and fills.
struct NewFolder {
    private let root: URL
    private let name: String

    /// Takes a folder that does not exist or is empty.
    ///
    /// - Parameters:
    ///   - path: the path as the user wrote it.
    ///   - hint: the command that names another one.
    /// - Throws: a failure for a folder with something in it, and for a file.
    init(_ path: String, hint: String) throws(CommandFailure) {
        root = URL(fileURLWithPath: path)
        name = VisibleText(path).escaped
        let existing = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        guard existing.isEmpty, !FileManager.default.fileExists(atPath: root.path) || isFolder else {
            throw CommandFailure(
                .usage, "\(name) is there already and not empty\n\n  choose another folder: \(hint)")
        }
    }

    private var isFolder: Bool {
        (try? root.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    /// Writes a file, whole or not at all, and the folders on the way to it.
    func write(_ contents: Body, to path: String) throws(CommandFailure) {
        let file = root.appendingPathComponent(path)
        try attempt {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            switch contents {
            case .none: try Data().write(to: file, options: .atomic)
            case .bytes(let bytes): try Data(bytes).write(to: file, options: .atomic)
            case .file(let body): try FileManager.default.copyItem(atPath: body.path, toPath: file.path)
            }
        }
    }

    /// Writes the files by which editors know settings and functions.
    func addEditorFiles() throws(CommandFailure) {
        try attempt { _ = try EditorFiles(root: root).write() }
    }

    private func attempt(_ work: () throws -> Void) throws(CommandFailure) {
        do { try work() } catch { throw CommandFailure(.project, "\(name): \(error.localizedDescription)") }
    }
}
