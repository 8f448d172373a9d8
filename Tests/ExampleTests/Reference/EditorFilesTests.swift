import Foundation
import MockModel
import TestSupport
import Testing

@testable import mockscript

/// `mockscript types`, as users run it, and the schema of the settings beside the reader.
@Suite(.ownThreads) struct EditorFilesTests {
    private func folder(_ files: [String: String] = [:]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("types-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (path, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(path)) }
        return folder
    }

    private func text(_ folder: URL, _ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `the files are written and named, and written again only when they differ`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try BuiltBinary.run(["types"], in: folder)
        #expect(first.code == 0 && first.errors.isEmpty)
        let paths = EditorFiles.generated.map(\.path) + [".luarc.json"]
        #expect(first.output == paths.map { "\($0)\n" }.joined())
        #expect(try text(folder, ".mockscript/mock.d.lua") == DefinitionFile.mock)
        let settings = try JSONValue(parsing: text(folder, ".luarc.json"))
        #expect(settings["workspace.library"] == [".mockscript"])
        let second = try BuiltBinary.run(["types", folder.path])
        #expect(second.output == paths.map { "\($0)   (as it was)\n" }.joined())
        #expect(try BuiltBinary.run(["check"], in: folder).output.contains("mockscript") == false)
    }

    @Test func `settings of a person are completed where they lack something`() throws {
        let own = #"{"diagnostics":{"globals":["vim","mock"]},"runtime.version":"Lua 5.4","telemetry":false}"#
        let folder = try folder([".luarc.json": own])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["types"], in: folder)
        #expect(outcome.output.contains(".luarc.json   (was there; what was missing is added)"))
        let settings = try JSONValue(parsing: text(folder, ".luarc.json"))
        #expect(settings["telemetry"] == false && settings["workspace.library"] == [".mockscript"])
        let globals = try #require(settings["diagnostics"]?["globals"]?.elements)
        #expect(globals.first == "vim" && globals.filter { $0 == "mock" }.count == 1 && globals.contains("any"))
    }

    @Test(arguments: ["{ // a comment\n}", #"{"runtime.version":"LuaJIT"}"#, "[]"])
    func `settings that cannot be completed are left alone`(own: String) throws {
        let folder = try folder([".luarc.json": own])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["types"], in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("add these lines") && outcome.errors.contains("workspace.library"))
        #expect(try text(folder, ".luarc.json") == own)
    }

    @Test func `types wants a folder`() throws {
        let outcome = try BuiltBinary.run(["types", "no-such-folder"])
        #expect(outcome.code == 2 && outcome.errors.contains("no-such-folder is no folder"))
    }

    /// The groups of the settings, each with the YAML that leads to it.
    static let groups: [(path: [String], yaml: String)] = [
        ([], "zzzzzzzz: 1\n"), (["clock"], "clock: { zzzzzzzz: 1 }\n"), (["sessions"], "sessions: { zzzzzzzz: 1 }\n"),
        (["limits"], "limits: { zzzzzzzz: 1 }\n"),
        (["behaviors", "*"], "behaviors: { \"/**\": { zzzzzzzz: 1 } }\n"),
        (["behaviors", "*", "fail"], "behaviors: { \"/**\": { fail: { zzzzzzzz: 1 } } }\n"),
        (
            ["behaviors", "*", "limit"],
            "behaviors: { \"/**\": { limit: { requests: 1, per: 1m, zzzzzzzz: 1 } } }\n"
        ),
    ]

    @Test(arguments: groups)
    func `the schema has the names that the reader has`(group: (path: [String], yaml: String)) throws {
        let folder = try folder(["mockscript.yaml": group.yaml, "a.lua": ""])
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("routes"), withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: folder.appendingPathComponent("routes/GET.json"))
        let outcome = try BuiltBinary.run(["check"], in: folder)
        let hint = try #require(outcome.output.firstMatch(of: /there are ([\w, ]+)/), "\(outcome.output)")
        let known = Set(hint.1.components(separatedBy: ", "))
        var schema = SettingsSchema.schema
        for name in group.path {
            schema = try #require(name == "*" ? schema["additionalProperties"] : schema["properties"]?[name])
        }
        guard case .object(let properties)? = schema["properties"] else {
            Issue.record("no properties at \(group.path)")
            return
        }
        #expect(Set(properties.members.map(\.name)) == known)
        for member in properties.members {
            #expect(member.value["description"]?.text?.isEmpty == false, "\(member.name)")
        }
    }
}
