public import Foundation
import Synchronization

/// Folders for tests; the caller removes it.
public enum TemporaryFiles {
    /// Makes a folder of files with their text, by their paths in it.
    public static func folder(_ files: [String: String] = [:]) throws -> URL {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("mockscript-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for (path, text) in files { try write(Data(text.utf8), to: root.appendingPathComponent(path)) }
        return root
    }

    /// Writes a file, and the folders on the way to it; its change is told at once to those who watch it.
    public static func write(_ data: Data, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try ProcessStart.lock.withLock { _ in try data.write(to: file) }
    }
}
