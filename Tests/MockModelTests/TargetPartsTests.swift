import Testing

@testable import MockModel

@Suite("A request target")
struct TargetPartsTests {
    @Test(
        "is cut into segments, each decoded on its own; a trailing slash adds none",
        arguments: [
            ("/", []), ("", []), ("/a", ["a"]), ("/a/", ["a"]), ("/a/b", ["a", "b"]), ("/a//b", ["a", "", "b"]),
            ("//", [""]), ("//a", ["", "a"]), ("/a%2Fb/c%20d", ["a/b", "c d"]), ("/caf%C3%A9", ["café"]),
            ("/a/?x=/y/", ["a"]), ("http://h/a/b?c", ["a", "b"]), ("http://h", []), ("*", ["*"]), ("/100%", ["100%"]),
        ] as [(String, [String])])
    func segments(target: String, expected: [String]) {
        #expect(TargetParts(target).segments == expected)
    }

    @Test("keeps the query as sent and decodes the path")
    func query() {
        let parts = TargetParts("/a%20b?x=%20&y")
        #expect(parts.path == "/a b")
        #expect(parts.query == "x=%20&y")
        #expect(TargetParts("/a").query == nil)
        #expect(TargetParts("/a?").query == "")
        #expect(TargetParts("/a?b").path == "/a")
    }
}
