import Foundation
import TestSupport
import Testing

/// `mockscript test`, as users run it.
@Suite struct TestCommandTests {
    @Test(arguments: ExampleTests.names)
    func `the tests of an example pass`(name: String) throws {
        let outcome = try BuiltBinary.run(["test", "examples/\(name)"])
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let declared = try FileManager.default.subpathsOfDirectory(
            atPath: "\(Corpus.packageRoot.path)/examples/\(name)"
        )
        .filter { $0.hasSuffix(".test.lua") }
        try #require(!declared.isEmpty)
        for path in declared { #expect(outcome.output.contains(path)) }
        #expect(outcome.output.contains(" passed in ") && !outcome.output.contains("failed"))
    }
}
