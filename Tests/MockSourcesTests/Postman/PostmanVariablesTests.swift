import Foundation
import MockModel
import TestSupport
import Testing

@testable import MockSources

@Suite("The variables of a collection")
struct PostmanVariablesTests {
    @Test("are filled in again and again, the environment's before the collection's")
    func fills() {
        let variables = PostmanVariables(
            collection: [
                ["key": "a", "value": "{{b}}!"], ["key": "b", "value": "collection"],
                ["key": "n", "value": .number(1.5)],
                ["key": "t", "value": true], ["key": "list", "value": ["x"]], ["key": "x1", "value": "inside out"],
                ["id": "old", "value": "old style"],
            ], environment: ["b": "environment", "n2": "1"])
        #expect(variables.fill("{{a}} {{n}} {{t}} {{list}} {{old}}") == "environment! 1.5 true {{list}} old style")
        #expect(variables.fill("{{x{{n2}}}} {{unknown}} {{$guid}}") == "inside out {{unknown}} {{$guid}}")
    }

    @Test("that hold each other end, and do not fill the memory")
    func loops() {
        let loop = PostmanVariables(collection: [["key": "a", "value": "{{b}}"], ["key": "b", "value": "{{a}}"]])
        #expect(["{{a}}", "{{b}}"].contains(loop.fill("{{a}}")))
        let bomb = PostmanVariables(
            collection: [["key": "a", "value": .string(String(repeating: "{{a}}", count: 99))]])
        #expect(bomb.fill("{{a}}").utf8.count <= 8 << 20)
    }

    @Test("come from an environment in any encoding, less what is switched off", .enabled(if: Corpus.isPresent))
    func environments() throws {
        func read(_ name: String) throws -> [TextKey: String] {
            try PostmanEnvironment.read(path: Corpus.folder("postman-environments").appendingPathComponent(name).path)
        }
        let doubled = try read("postmanlabs__disabled-and-duplicates.postman_environment.json")
        #expect(doubled == ["oneDisabled": "1", "duplicate": "2"])
        #expect(try !read("postmanlabs__bom-in-environment-file.postman_environment.json").isEmpty)
        #expect(try !read("postmanlabs__utf16-le-encoding-in-env.postman_environment.json").isEmpty)
        #expect(try read("postmanlabs__globals-env-data-files.postman_globals.json")["Global Foo"] == "Global Bar")
        for file in Corpus.files("postman-environments") { _ = try PostmanEnvironment.read(path: file.path) }
    }

    @Test("in a file that is none are told so")
    func badEnvironments() {
        #expect(throws: Problem.self) { try PostmanEnvironment.read(path: "/nowhere/env.json") }
        #expect {
            try PostmanEnvironment.values(of: Array("{\"item\":[]}".utf8), name: "env.json")
        } throws: {
            ($0 as? Problem)?.name == "bad-environment"
        }
    }
}
