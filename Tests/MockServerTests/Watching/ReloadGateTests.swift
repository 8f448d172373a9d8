import Foundation
import MockEngine
import MockFiles
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

@Suite(.ownThreads) struct ReloadGateTests {
    /// Counts the reloads of a folder in which a file is saved during each of them.
    private final class Folder: Sendable {
        let url: URL
        let reloads = Atomic(0)
        let isBusy = Atomic(true)

        init() throws { url = try TemporaryFiles.folder(["a.json": "{}"]) }

        deinit { try? FileManager.default.removeItem(at: url) }

        func save() { try? TemporaryFiles.write(Data("{}".utf8), to: url.appendingPathComponent("a.json")) }

        /// Reads the file as a loader does, so that the watcher knows it as a part of the project.
        private func read(_ watcher: FolderWatcher) {
            watcher.beginReading()
            _ = try? ProjectRoot(url.path, observer: watcher)?.open("a.json")
            watcher.endReading()
        }

        func gate() throws -> ReloadGate {
            let watcher = try FolderWatcher(source: url.path)
            read(watcher)
            return ReloadGate(
                engine: Engine.of([]), watcher: watcher,
                reload: { project in
                    self.reloads.add(1, ordering: .relaxed)
                    self.read(watcher)
                    if self.isBusy.load(ordering: .relaxed) { self.save() }
                    return ProjectRevision(keeping: project, because: Problem(.error, "test", "a test"))
                }, report: { _, _ in })
        }
    }

    @Test func `nothing is pending while nothing is saved`() throws {
        let folder = try Folder()
        #expect(try folder.gate().pending == nil)
        #expect(folder.reloads.load(ordering: .relaxed) == 0)
    }

    @Test func `files that are saved again and again hold a request for a reload or two, not for ever`() async throws {
        let folder = try Folder()
        let gate = try folder.gate()
        folder.save()
        for _ in 0..<20 {
            let before = folder.reloads.load(ordering: .relaxed)
            guard let reload = gate.pending else { continue }
            #expect(reload <= folder.reloads.load(ordering: .relaxed) + 2, "\(before) reloads had begun")
            #expect(try await eventually { gate.isLive(reload) })
        }
        folder.isBusy.store(false, ordering: .relaxed)
        #expect(try await eventually { gate.pending == nil })
    }

    @Test func `a saved file is live for the next request`() async throws {
        let folder = try Folder()
        folder.isBusy.store(false, ordering: .relaxed)
        let gate = try folder.gate()
        for round in 1...20 {
            folder.save()
            let reload = try #require(gate.pending)
            #expect(try await eventually { gate.isLive(reload) })
            #expect(folder.reloads.load(ordering: .relaxed) >= round)
        }
    }
}
