import MockModel
import Testing

@testable import MockEngine

@Suite("The table of literal segments")
struct LiteralTableTests {
    @Test("finds each of thousands of texts from its own node, and nothing else")
    func many() {
        var table = LiteralTable()
        for number in 0..<3_000 { table[number % 7, "item\(number)"] = number + 1 }
        for number in 0..<3_000 {
            #expect(table[number % 7, "item\(number)"] == number + 1)
            #expect(table[(number + 1) % 7, "item\(number)"] == nil)
        }
        #expect(table[0, "item"] == nil)
        #expect(table[0, ""] == nil)
    }

    @Test("looks at a part of a text")
    func part() {
        var table = LiteralTable()
        table[0, "users"] = 4
        let path = Array("/users/7".utf8)
        let found = table[0, path.span, 1..<6]
        let missed = table[0, path.span, 0..<5]
        #expect(found == 4)
        #expect(missed == nil)
    }

    @Test("keeps the place of a text that is there")
    func again() {
        var table = LiteralTable()
        table[0, "a"] = 1
        table[0, "a"] = 2
        #expect(table[0, "a"] == 1)
    }
}
