import Testing

@testable import MockModel

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "the closest word is found",
        arguments: [
            ("gnoe", "gone"), ("GONE", "gone"), ("defalt", "default"), ("default2", "default"), ("nmae", "name"),
            ("frist_name", "first_name"), ("g", nil), ("completely", nil), ("", nil), ("xyz", nil),
        ] as [(String, String?)])
    func closest(word: String, near: String?) {
        let words = ["default", "gone", "name", "first_name", "last_name"]
        #expect(Suggestion.closest(to: word, among: words) == near)
        #expect(Suggestion.question(for: word, among: words) == near.map { "did you mean \"\($0)\"?" })
    }

    @Test("of equally close words the first one is taken, a closer one wins")
    func ties() {
        #expect(Suggestion.closest(to: "cat", among: ["bat", "hat"]) == "bat")
        #expect(Suggestion.closest(to: "uid", among: ["id", "bid", "uuid", "uip"]) == "uuid")
        #expect(Suggestion.closest(to: "handler", among: ["handles", "Handler"]) == "Handler")
    }

    @Test("texts without end are not compared")
    func bounded() {
        let long = String(repeating: "a", count: 100_000)
        #expect(Suggestion.closest(to: long, among: [long + "b"]) == nil)
        #expect(Suggestion.closest(to: "aaa", among: [long]) == nil)
    }
}
