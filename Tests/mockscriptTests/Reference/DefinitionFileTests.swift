import Foundation
import MockModel
import MockScripting
import TestSupport
import Testing

@testable import mockscript

/// The definition files: their syntax, and that they say all that was agreed with the people who write handlers.
@Suite struct DefinitionFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let builtIn: Set<String> = [
        "string", "number", "integer", "boolean", "table", "any", "nil", "T", "self", "ok", "problems",
    ]

    private static func agreed(_ name: String) throws -> Annotations {
        let file = folder.appendingPathComponent("agreed/\(name.replacing(".lua", with: ".txt"))")
        return Annotations(try String(contentsOf: file, encoding: .utf8))
    }

    static let files = ["mock.d.lua", "mock.test.d.lua"]

    private static func written(_ name: String) -> String {
        name == "mock.d.lua" ? DefinitionFile.mock : DefinitionFile.test
    }

    @Test(arguments: files)
    func `every annotation can be read`(name: String) throws {
        let found = Annotations(Self.written(name))
        #expect(found.problems.isEmpty, "\(found.problems.joined(separator: "\n"))")
        #expect(found.classes.count > 5 && found.functions.count > 20)
    }

    @Test func `every type that is used is declared`() throws {
        let all = Self.files.map { Annotations(Self.written($0)) }
        let declared = Set(all.flatMap { Array($0.classes.keys) + Array($0.aliases.keys) }).union(Self.builtIn)
        var used: [String] = []
        for file in all {
            used += file.classes.values.flatMap { $0.fields.values }
            used += file.functions.values.flatMap { $0.results + $0.types.values }
            used += file.aliases.values.map { $0.hasPrefix("|") ? String($0.dropFirst()) : $0 }
        }
        try #require(used.count > 200)
        for type in used {
            for name in try #require(AnnotationType.names(in: type), "\(type)") {
                #expect(declared.contains(name), "\(name) in \(type)")
            }
        }
    }

    @Test(arguments: files)
    func `everything that was agreed is there with its parameters and types`(name: String) throws {
        let (agreed, found) = (try Self.agreed(name), Annotations(Self.written(name)))
        try #require(agreed.functions.count > 20)
        for (name, wanted) in agreed.classes {
            let present = try #require(found.classes[name], "class \(name)")
            #expect(present.parent == wanted.parent, "\(name)")
            for (field, type) in wanted.fields { #expect(present.fields[field] == type, "\(name).\(field)") }
        }
        for (name, type) in agreed.aliases { #expect(found.aliases[name] == type, "alias \(name)") }
        for (name, wanted) in agreed.functions {
            let present = try #require(found.functions[name], "function \(name)")
            #expect(present.parameters == wanted.parameters, "\(name)")
            for (parameter, type) in wanted.types { #expect(present.types[parameter] == type, "\(name): \(parameter)") }
            #expect(wanted.results.isEmpty || present.results == wanted.results, "\(name)")
        }
        for (name, type) in agreed.values where found.classes.isEmpty { #expect(found.values[name] == type) }
    }

    @Test(arguments: files)
    func `a definition file is Lua that compiles`(name: String) {
        let file = ScriptFile(name: name, kind: .module("definitions"), text: Self.written(name))
        let (_, problems) = LuaCompiler().compile([file], root: "/", settings: Settings())
        // What compiles is run, and then may not make the globals that it describes.
        #expect(problems.allSatisfy { $0.message.contains("cannot be written") }, "\(problems)")
    }

    @Test(arguments: [("Reference.md", ManualPage.api), ("Settings.md", .settings), ("Admin.md", .admin)])
    func `a page that the code makes is up to date`(name: String, page: ManualPage) throws {
        let file = Corpus.packageRoot.appendingPathComponent("Docs/\(name)")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == page.text, "run scripts/update-reference")
    }

    @Test func `every entry is in the manual once`() {
        let names = APIReference.functions.map(\.shownName)
        #expect(Set(names).count == names.count)
        for function in APIReference.functions {
            #expect(function.text.hasSuffix(".") || function.text.hasSuffix("`."), "\(function.name)")
            #expect(ReferenceEntry(function.shownName)?.text.hasPrefix(function.shownCall) == true)
        }
    }
}
