import Foundation
import TestSupport
import Testing

/// The code of Docs/Testing.md, run as the tests of the example that its first line names.
@Suite(.ownThreads) struct TestingGuideTests {
    private static let blocks: [(example: String, code: String)] = {
        let guide = Corpus.packageRoot.appendingPathComponent("Docs/Testing.md")
        let text = (try? String(contentsOf: guide, encoding: .utf8)) ?? ""
        return text.components(separatedBy: "```lua\n").dropFirst().compactMap { part in
            let code = part.components(separatedBy: "\n```").first ?? ""
            let first = code.prefix { $0 != "\n" }
            guard first.hasPrefix("-- examples/") else { return nil }
            return (String(first.dropFirst("-- examples/".count)), code)
        }
    }()

    @Test func `every test of the guide passes`() throws {
        try #require(Self.blocks.count >= 5)
        for (example, code) in Self.blocks {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.copyItem(
                at: Corpus.packageRoot.appendingPathComponent("examples/\(example)"), to: folder)
            try FileManager.default.removeItem(at: folder.appendingPathComponent("tests"))
            try Data(code.utf8).write(to: folder.appendingPathComponent("guide.test.lua"))
            let outcome = try BuiltBinary.run(["test", folder.path])
            #expect(outcome.code == 0 && outcome.output.contains(" passed in "), "\(outcome.output)\(outcome.errors)")
        }
    }
}
