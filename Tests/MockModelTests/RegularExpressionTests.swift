import MockModel
import TestSupport
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
    @Test(
        "an expression is found anywhere in a text",
        arguments: [
            ("b+", "aabbcc", true), ("^b", "aabb", false), ("^a.*c$", "abc", true), ("(?i)ABC", "xabcx", true),
            ("é{2}", "caféé", true), ("^.$", "😀", true), ("\\d{3}", "12", false), ("", "", true), ("", "a", true),
            ("(a)(b)\\2\\1", "abba", true), ("(?<=x)y", "xy", true), ("^$", "", true), ("a\u{0}b", "a\u{0}b", true),
        ])
    func finds(pattern: String, text: String, found: Bool) throws {
        #expect(try RegularExpression(pattern).isFound(in: text) == found)
    }

    @Test(
        "an error has its reason and its place",
        arguments: [
            ("a(b", "missing closing parenthesis", 3), ("[a", "missing terminating ] for character class", 2),
            ("a**b+*", "quantifier does not follow a repeatable item", 2), ("\\", "\\ at end of pattern", 1),
            ("a\\Cb", "using \\C is disabled by the application", 3),
        ])
    func refuses(pattern: String, reason: String, offset: Int) {
        #expect(throws: RegularExpressionError(reason: reason, offset: offset)) { try RegularExpression(pattern) }
    }

    @Test("an expression has at most 1 KiB")
    func length() throws {
        #expect(throws: Never.self) { try RegularExpression(String(repeating: "a", count: 1_024)) }
        #expect(throws: RegularExpressionError.self) { try RegularExpression(String(repeating: "a", count: 1_025)) }
    }

    @Test(
        "what backtracks without end is given up, which is not the same as no match",
        arguments: [
            ("^(a+)+$", "a", 40), ("(x+x+)+[yz]", "x", 5_000), ("a.*[bc]", "a", 300_000), ("(a+)\\1$", "a", 1_000_001),
            ("(.*)*(.*)*(.*)*(.*)*[=;]", "z", 100_000), ("^((a?)+)+$", "a", 60), ("(?:(?:a*)*b)*[cd]", "a", 200_000),
            ("(a|b|ab)*[cd]", "ab", 100_000),
        ])
    func limits(pattern: String, unit: String, count: Int) throws {
        let expression = try RegularExpression(pattern)
        let text = String(repeating: unit, count: count) + "!"
        let start = processorTime()
        #expect(throws: RegularExpressionLimit.self) { try expression.isFound(in: text) }
        #expect(processorTime() - start < 0.5 * slowness, "far above the 50 ms meant, as debug builds are slow")
    }

    @Test("long texts are searched by ordinary expressions")
    func longTexts() throws {
        let text = String(repeating: "lorem ipsum dolor sit amet, ", count: 100_000) + "needle 42"
        #expect(try RegularExpression("needle \\d+").isFound(in: text))
        #expect(try !RegularExpression("Needle").isFound(in: text))
        #expect(try RegularExpression("[0-9]+$").isFound(in: text))
    }

    @Test("several threads use one expression at once")
    func threads() async throws {
        let expression = try RegularExpression("^user-(\\d+)$")
        let found = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    try (0..<500).count {
                        try expression.isFound(in: $0.isMultiple(of: 2) ? "user-\(worker)" : "user-x")
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(found == 2_000)
    }

    @Test("expressions are equal when they are written alike")
    func equality() throws {
        #expect(try RegularExpression("a") == RegularExpression("a"))
        #expect(try RegularExpression("a") != RegularExpression("b"))
    }
}
