import Testing

@testable import mockscript

@Suite("Text from outside")
struct VisibleTextTests {
    @Test(
        "is shown as it was printed, line by line",
        arguments: [
            ("a\tb", ["a\tb"]), ("one\ntwo\r\nthree", ["one", "two", "three"]), ("a\n\nb\n", ["a", "", "b", ""]),
            ("\u{1B}[31mred\rback", ["\\x1B[31mred\\x0Dback"]), ("", [""]), ("\u{202E}x", ["\\u{202E}x"]),
        ])
    func lines(text: String, lines: [String]) {
        #expect(VisibleText(text).lines == lines)
    }
}
