import Foundation
import TestSupport
import Testing

/// The commands and answers of the pages that a newcomer reads, run in the order of the page with the built binary.
@Suite(.ownThreads) struct ReadmeTests {
    /// Pages that tell how mockscript is made, and not how it is used; and the one that ReferenceTests run.
    private static let others: Set<String> = [
        "Admin.md", "Architecture.md", "ContinuousIntegration.md", "Flags.md", "Glossary.md", "Install.md", "Lua.md",
        "Postman.md",
        "Principles.md", "Promises.md", "Reference.md", "Settings.md", "Swift.md", "Testing.md",
    ]

    private static let pages: [String] = {
        let files = FileManager.default
        func list(_ folder: String) -> [String] {
            let path = Corpus.packageRoot.appendingPathComponent(folder).path
            let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
            return names.filter { $0.hasSuffix(".md") && !others.contains($0) }.sorted().map { "\(folder)/\($0)" }
        }
        return ["README.md"] + list("Docs").filter { $0 != "Docs/README.md" } + list("Docs/Guides")
    }()

    @Test(arguments: pages)
    func `a page shows what its commands print`(page: String) throws {
        let text = try String(contentsOf: Corpus.packageRoot.appendingPathComponent(page), encoding: .utf8)
        let console = ConsoleText(text)
        try #require(!console.steps.isEmpty)
        let desk = try Desk()
        defer { desk.clear() }
        for step in console.steps {
            switch step {
            case .write(_, let path, let text): try desk.write(path, text)
            case .type(let line, let command, let output):
                let printed = try desk.type(command)
                #expect(OutputPattern(output).matches(printed), "\(page):\(line) \(command)\nprinted:\n\(printed)")
            }
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

    /// Writes a file of the page.
    func write(_ path: String, _ text: String) throws {
        let place = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }

    /// What a command prints; `serve` goes on beside the page, on a free port in place of 4000.
    func type(_ command: String) throws -> String {
        let words = command.split(separator: " ").map(String.init)
        if words[0] == "scripts/test" { return "" }
        if let place = words.firstIndex(of: "serve"), words[0].hasSuffix("mockscript"), place == 1 {
            server?.stop()
            server = try ServedMock(words[place + 1], arguments: Array(words[(place + 2)...]), in: folder)
            return ""
        }
        let port = server.map { "\($0.port)" } ?? "4000"
        let name = words[0] == "mockscript" ? "mockscript " : "scripts/mockscript "
        let line = command.replacingOccurrences(of: name, with: BuiltBinary.path + " ")
            .replacingOccurrences(of: "localhost:4000", with: "localhost:\(port)")
        return try shell(line).replacingOccurrences(of: "localhost:\(port)", with: "localhost:4000")
    }

    private func shell(_ line: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line + " 2>&1"]
        process.currentDirectoryURL = folder
        process.environment = BuiltBinary.environment()
        let pipe = Pipe.ofTest
        process.standardOutput = pipe
        try process.start()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
