import Foundation
import TestSupport
import Testing

/// Every command that a message prints works as it is printed.
@Suite struct PrintedCommandTests {
    /// A run whose messages have commands in them.
    struct Case: CustomTestStringConvertible, Sendable {
        let command: [String]
        var files: [String: String] = [:]
        /// The commands that are printed, each of which is typed in the same folder.
        let printed: [String]

        var testDescription: String { command.joined(separator: " ") }
    }

    private static let failing = "it('x', function(api) api:get('/a'):expect(404) end)"
    private static let many =
        "return { GET = function()\n" + (1...30).map { "    pritn(\($0))\n" }.joined() + "end }\n"
    private static let file = "return { [\"GET /a\"] = function() return 1 end }\n"

    static let cases = [
        Case(command: ["serve"], printed: ["mockscript new"]),
        Case(command: ["serve"], files: ["notes.txt": "x"], printed: ["mockscript new mocks"]),
        Case(command: ["serve", "q1"], files: ["q1/notes.txt": "x"], printed: ["mockscript new q1/mocks"]),
        Case(command: ["serve", "my q"], files: ["my q/notes.txt": "x"], printed: ["mockscript new 'my q/mocks'"]),
        Case(
            command: ["serve", "q1"], files: ["q1/GET.json": "{}"],
            printed: ["mkdir q1/routes && mv q1/GET.json q1/routes/"]),
        Case(command: ["serve"], files: ["GET.json": "{}"], printed: ["mkdir routes && mv GET.json routes/"]),
        Case(command: ["serve", "q1"], files: ["q1/api.lua": file], printed: ["mockscript serve q1/api.lua"]),
        Case(command: ["serve"], files: ["api.lua": file], printed: ["mockscript serve api.lua"]),
        Case(command: ["q1"], files: ["q1/routes/a/GET.json": "{}"], printed: ["mockscript serve q1"]),
        Case(command: ["new", "q1"], printed: ["mockscript serve q1"]),
        Case(command: ["new"], printed: ["mockscript serve"]),
        Case(
            command: ["test", "--source", "q1", "--only", "zzz"],
            files: ["q1/routes/a/GET.json": "{}", "q1/a.test.lua": failing], printed: ["mockscript test q1 --list"]),
        Case(
            command: ["test", "q1"], files: ["q1/routes/a/GET.json": "{}", "q1/a.test.lua": failing],
            printed: ["mockscript test q1 --only x --seed 0"]),
        Case(command: ["check", "q1"], files: ["q1/routes/a/route.lua": many], printed: ["mockscript check q1 --all"]),
        Case(
            command: ["try", "GET", "/b", "--source", "q1"], files: ["q1/routes/a/route.lua": many],
            printed: ["mockscript check q1"]),
        Case(
            command: ["try", "GET", "/a", "--source", "q1"],
            files: ["q1/routes/a/route.lua": "return { GET = function() error('x') end }"],
            printed: ["mockscript try GET /a --source q1"]),
        Case(command: ["help", "cors"], printed: ["mockscript help Docs/Guides/Browsers.md"]),
        Case(command: ["help", "oidc"], printed: ["mockscript help Docs/Guides/Auth.md"]),
    ]

    /// A process that has ended, so that a server which is started under it ends at once.
    private static func endedProcess() throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        return process.processIdentifier
    }

    @Test(arguments: cases)
    func `a printed command works`(example: Case) throws {
        let folder = try TemporaryFiles.folder(example.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(example.command, in: folder)
        let told = outcome.output + outcome.errors
        for command in example.printed {
            #expect(told.contains(command), "\(told)")
            let typed = try type(command, in: folder)
            // A test that fails and a problem that is found end with 1.
            #expect(typed.code == 0 || typed.code == 1, "\(command): \(typed)")
        }
    }

    /// Types a command into a shell that finds the program under its name.
    private func type(_ command: String, in folder: URL) throws -> (code: Int32, text: String) {
        let tools = try TemporaryFiles.folder([:])
        defer { try? FileManager.default.removeItem(at: tools) }
        try FileManager.default.createSymbolicLink(
            atPath: tools.appendingPathComponent("mockscript").path, withDestinationPath: BuiltBinary.path)
        let isServer = command.hasPrefix("mockscript serve")
        let line = command + (isServer ? " --port 0 --parent-pid \(try Self.endedProcess())" : "")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        var environment = BuiltBinary.environment([:])
        environment["PATH"] = "\(tools.path):\(environment["PATH"] ?? "")"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test(arguments: ManualPages.all) func `every page of the manual that help names is shown`(path: String) throws {
        let shown = try BuiltBinary.run(["help", path])
        let text = try String(contentsOf: Corpus.packageRoot.appendingPathComponent(path), encoding: .utf8)
        #expect(shown.code == 0 && shown.output == text)
    }
}

/// The pages of the manual by their paths.
enum ManualPages {
    static let all: [String] = ["Docs", "Docs/Guides"].flatMap { folder in
        let path = Corpus.packageRoot.appendingPathComponent(folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }
}
