import Foundation
import TestSupport
import Testing

/// The commands and answers of the pages that a newcomer reads, run in the order of the page with the built binary.
@Suite struct ReadmeTests {
    private static let pages = ["README.md", "Docs/GettingStarted.md", "Docs/CommandLine.md"]

    @Test(arguments: pages)
    func `a page shows what its commands print`(page: String) throws {
        let text = try String(contentsOf: Corpus.packageRoot.appendingPathComponent(page), encoding: .utf8)
        let console = ConsoleText(text)
        try #require(!console.steps.isEmpty)
        let desk = try Desk()
        defer { desk.clear() }
        for step in console.steps {
            let printed = try desk.type(step.command)
            #expect(
                OutputPattern(step.output).matches(printed),
                "\(page):\(step.line) \(step.command)\nprinted:\n\(printed)")
        }
    }
}

/// A folder to work in, and a server that the page's own `serve` started.
private final class Desk {
    private let folder: URL
    private var server: ServedMock?

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = FileManager.default
        for name in ["examples", "Docs"] {
            try files.copyItem(
                at: Corpus.packageRoot.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
    }

    func clear() {
        server?.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What a command prints; `serve` goes on beside the page, on a free port in place of 4000.
    func type(_ command: String) throws -> String {
        let words = command.split(separator: " ").map(String.init)
        if words[0] == "scripts/test" { return "" }
        if let place = words.firstIndex(of: "serve"), words[0].hasSuffix("mockscript") {
            server?.stop()
            server = try ServedMock(words[place + 1], arguments: Array(words[(place + 2)...]), in: folder)
            return ""
        }
        let port = server.map { "\($0.port)" } ?? "4000"
        let line = command.replacingOccurrences(of: "scripts/mockscript", with: BuiltBinary.path)
            .replacingOccurrences(of: "localhost:4000", with: "localhost:\(port)")
        return try shell(line).replacingOccurrences(of: "localhost:\(port)", with: "localhost:4000")
    }

    private func shell(_ line: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line + " 2>&1"]
        process.currentDirectoryURL = folder
        process.environment = BuiltBinary.environment()
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
