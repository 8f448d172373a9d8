import MockModel
import Testing

@Suite("Text as a key")
struct TextKeyTests {
    /// Texts that Unicode holds for equivalent and whose bytes differ.
    private static let pairs = [
        ("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("K", "\u{212A}"), (";", "\u{37E}"),
        ("a\u{323}\u{307}", "a\u{307}\u{323}"), ("12345678\u{E9}", "12345678e\u{301}"),
    ]

    @Test("is equal when the bytes are", arguments: pairs)
    func equality(left: String, right: String) {
        #expect(left == right)
        #expect(!left.isSame(as: right))
        #expect(TextKey(left) != TextKey(right))
        #expect(TextKey(left) == TextKey(String(decoding: Array(left.utf8), as: UTF8.self)))
        #expect(Set([TextKey(left), TextKey(right), TextKey(left)]).count == 2)
        #expect((TextKey(left) < TextKey(right)) != (TextKey(right) < TextKey(left)))
        #expect([left].holds(left))
        #expect(![left].holds(right))
    }

    @Test("has one hash for equal texts of every length")
    func hashes() {
        for length in 0..<40 {
            let text = String(repeating: "x", count: length)
            #expect(TextKey(text) == TextKey(String(text.utf8.map { Character(Unicode.Scalar($0)) })))
            #expect(TextKey(text).hashValue == TextKey(text + "").hashValue)
            #expect(TextKey(text) != TextKey(text + "y"))
        }
    }

    @Test("keeps equivalent names of JSON objects apart", arguments: pairs)
    func members(left: String, right: String) throws {
        let object = JSONObject([.init(left, 1), .init(right, 2)])
        #expect(object.members.count == 2)
        #expect(object[left] == 1 && object[right] == 2)
        #expect(JSONValue.string(left) != .string(right))
        #expect(!JSONValue.object(JSONObject([.init(left, 1)])).isSame(as: .object(JSONObject([.init(right, 1)]))))
        let many = JSONObject((0..<20).map { .init("\($0)", 0) } + [.init(left, 1), .init(right, 2)])
        #expect(many.members.count == 22)
        #expect(JSONValue.object(many).isSame(as: .object(JSONObject(many.members.reversed()))))
    }
}
