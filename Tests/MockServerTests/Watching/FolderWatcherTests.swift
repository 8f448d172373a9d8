import Foundation
import Testing

@testable import MockServer

@Suite("Watching a folder")
struct FolderWatcherTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("routes/a"), withIntermediateDirectories: true)
        return folder
    }

    @Test("tells of a save in the moment after it, at any depth, and once")
    func tells() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let watcher = try FolderWatcher(root: folder.path)
        #expect(!watcher.hasChanges)
        try Data("{}".utf8).write(to: folder.appendingPathComponent("routes/a/GET.json"))
        #expect(watcher.hasChanges)
        #expect(watcher.takeChanges())
        #expect(!watcher.takeChanges())
    }

    @Test("follows folders that are made later")
    func follows() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let watcher = try FolderWatcher(root: folder.path)
        let new = folder.appendingPathComponent("routes/b/c")
        try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        #expect(watcher.takeChanges())
        try Data("{}".utf8).write(to: new.appendingPathComponent("GET.json"))
        #expect(watcher.takeChanges())
        try FileManager.default.removeItem(at: new.appendingPathComponent("GET.json"))
        #expect(watcher.takeChanges())
    }

    @Test("refuses a folder that does not exist")
    func refuses() {
        #expect(throws: WatchError.self) { try FolderWatcher(root: "/no/such/folder") }
    }
}
