import Foundation
import TestSupport
import Testing

/// `mockscript test --watch`: a saved file starts another run.
@Suite(.ownThreads) struct TestWatchTests {
    /// Waits until the text of a file holds something, at most for that long.
    private func wait(for words: String, in file: URL, seconds: Double = 600) -> Bool {
        let limit = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < limit {
            if let text = try? String(contentsOf: file, encoding: .utf8), text.contains(words) { return true }
            usleep(10_000)
        }
        return false
    }

    @Test func `a saved file is tested at once, and a broken one does not end the watch`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)")
        try FileManager.default.copyItem(
            at: Corpus.packageRoot.appendingPathComponent("examples/hello"), to: folder)
        let log = folder.deletingLastPathComponent().appendingPathComponent("watch-\(UUID().uuidString).log")
        defer {
            try? FileManager.default.removeItem(at: folder)
            try? FileManager.default.removeItem(at: log)
        }
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["test", folder.path, "--watch"]
        process.environment = BuiltBinary.environment()
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.start()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        #expect(wait(for: "1 passed", in: log))
        #expect(wait(for: "waiting for a saved file", in: log))
        let test = folder.appendingPathComponent("tests/new.test.lua")
        try TemporaryFiles.write(Data("it('is new', function(api) api:get('/users/7'):expect(201) end)".utf8), to: test)
        #expect(wait(for: "1 passed, 1 failed", in: log))
        #expect(wait(for: "status: wanted 201, got 200", in: log))
        let route = folder.appendingPathComponent("routes/users/{id}/route.lua")
        try TemporaryFiles.write(Data("return {".utf8), to: route)
        #expect(wait(for: "error[syntax]", in: log))
        try TemporaryFiles.write(Data("return { GET = function() return 201 end }".utf8), to: route)
        #expect(wait(for: "✓ is new", in: log))
    }
}
