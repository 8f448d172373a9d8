import Foundation
import TestSupport
import Testing

@testable import MockScripting

/// The proof scripts beside the package, each held as its first line demands; `s05` and `s06` are faults of Lua itself
/// (Docs/Lua.md) and are not run.
@Suite("Escape scripts")
struct EscapeTests {
    static let folder = Corpus.shared.appendingPathComponent("lua-escapes")
    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// What must come out, by the script's number: the beginning of the description.
    static let expectations: [String: [String]] = [
        "a01": ["done held"], "a03": ["done held"], "a04": ["done"], "a06": ["done held"],
        "m01": ["memory not enough memory"], "m02": ["memory used more"], "m04": ["processorTime"], "m05": ["memory"],
        "m09": ["done alive", "memory", "processorTime"],
        "r01": ["error cycle at value.body.self"], "r02": ["done packed"], "r04": ["done packed"],
        "s01": ["error stack overflow", "memory"], "s04": ["done true", "done false", "error C stack overflow"],
        "s07": ["done closed", "error __close was lost"], "s09": ["done alive"], "s10": ["done"], "s12": ["done alive"],
        "t01": ["processorTime"], "t02": ["processorTime"], "t03": ["processorTime"], "t04": ["processorTime"],
        "t06": ["error __gc is not supported"], "t07": ["processorTime"], "t09": ["processorTime", "error"],
        "t10": ["processorTime"], "t12": ["done 0"], "t13": ["processorTime"], "t16": ["processorTime"],
        "t17": ["error collectgarbage: only \"count\" is supported"], "t19": ["processorTime", "memory"],
        "t21": ["error error value of type table"], "t23": ["processorTime"],
        "y01": ["done ok woke"], "y02": ["done held"],
    ]

    static var scripts: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".lua") && !["s05", "s06"].contains($0.prefix(3)) }.sorted()
    }

    @Test("every script is held", .enabled(if: isPresent), arguments: scripts)
    func held(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        let fixture = try WallFixture(
            [name: text, "victim.lua": #"return function() return ("x"):upper() end"#], seconds: 0.25 * min(slowness, 8)
        )
        let expected = try #require(Self.expectations[String(name.prefix(3))], "no expectation for \(name)")
        let start = processorTime()
        let outcome = fixture.run(name)
        #expect(expected.contains { outcome.hasPrefix($0) }, "\(outcome)")
        #expect(processorTime() - start < 0.6 * slowness, "it ran on for too long after its limit")
        #expect(fixture.run("victim.lua") == "done X", "the next run must not notice")
    }
}
