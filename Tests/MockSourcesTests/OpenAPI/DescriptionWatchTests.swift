import Foundation
import MockFiles
import MockModel
import MockSources
import Synchronization
import TestSupport
import Testing

@Suite struct DescriptionWatchTests {
    @Test func `every file of a description is watched`() throws {
        let folder = try TemporaryFiles.folder([
            "openapi.yaml": "openapi: 3.0.3\npaths: {/a: {$ref: parts/a.yaml}}\n",
            "parts/a.yaml": "get: {responses: {'200': {$ref: '../b.json#/ok'}}}\n",
            "b.json": #"{"ok":{"description":"d"}}"#,
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let opened = OpenedFiles()
        _ = try SourceReader.read("\(folder.path)/openapi.yaml", observer: opened)
        let root = try #require(Disk.canonical(folder.path))
        for name in ["openapi.yaml", "parts/a.yaml", "b.json"] { #expect(opened.paths.contains("\(root)/\(name)")) }
    }
}

/// Notes the files that are opened.
private final class OpenedFiles: FileObserver {
    private let noted = Mutex<Set<String>>([])

    var paths: Set<String> { noted.withLock { $0 } }

    func willList(_ folder: String, for interest: FolderInterest) {}
    func didList(_ folder: String, names: [String]) {}
    func willOpen(_ file: String) { noted.withLock { _ = $0.insert(file) } }
}
