import Foundation
import MockModel
import Testing

@testable import MockSources

@Suite struct SeedReaderTests {
    @Test func `records know their lines`() throws {
        let text = "\n[ {\"id\": 1, \"t\": \"a]\\\"[\\n\"},\n\n  {\"id\": 2, \"list\": [1,\n 2]}, {\"id\": 3}\n]"
        let project = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": text]).read()
        let seed = try #require(project.seeds.first)
        #expect(seed.lines == [2, 4, 5])
        #expect(seed.location(of: 1) == SourceLocation(file: "data/a.json", line: 4))
        let odd = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": "[\n{},\n 5]"]).read()
        #expect(odd.problems.first?.location == SourceLocation(file: "data/a.json", line: 3))
    }
}
