import Foundation
import TestSupport
import Testing

@testable import mockscript

@Suite struct MisuseRoundTests {
    /// Functions that cannot be misused by what they are given, and why.
    private static let safe: [String: String] = [
        "mock.uuid": "takes nothing", "mock.log.debug": "takes anything", "mock.log.info": "takes anything",
        "mock.log.warn": "takes anything", "mock.log.error": "takes anything", "mock.jwt.decode": "a bad token is nil",
    ]

    @Test func `the round of wrong use has every function that handlers can call`() throws {
        let file = Corpus.packageRoot.appendingPathComponent("Tests/MockScriptingTests/Lua/misuse.txt")
        let text = try String(contentsOf: file, encoding: .utf8).replacing("⟦", with: "").replacing("⟧", with: "")
        let missing = APIReference.mock.flatMap(\.functions).map(\.name).filter { name in
            let last = name.split { $0 == "." || $0 == ":" }.last.map(String.init) ?? name
            let isMethod = name.contains(":")
            let isThere = isMethod ? text.contains(":\(last)(") || text.contains(".\(last)(") : text.contains("\(name)")
            return !isThere && MisuseRoundTests.safe[name] == nil
        }
        #expect(missing.isEmpty, "\(missing)")
        #expect(APIReference.mock.flatMap(\.functions).count > 60)
    }
}
