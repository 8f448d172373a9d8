import MockModel
import Testing

@Suite("Postman's tokens in a text")
struct VariableTemplateTests {
    @Test(
        "are cut out of the literal text around them",
        arguments: [
            ("", []),
            ("plain { text }", [.literal("plain { text }")]),
            ("{{a}}", [.token("a")]),
            ("x{{a}}y{{b c}}", [.literal("x"), .token("a"), .literal("y"), .token("b c")]),
            ("{\"a\":{{n}}}", [.literal("{\"a\":"), .token("n"), .literal("}")]),
            ("{{{n}}}", [.literal("{"), .token("n"), .literal("}")]),
            ("{{a{{b}}}}", [.literal("{{a"), .token("b"), .literal("}}")]),
            ("{{a}b}}", [.literal("{{a}b}}")]),
            ("{{open", [.literal("{{open")]),
            ("{{}}", [.token("")]),
            ("ü{{ü}}ü", [.literal("ü"), .token("ü"), .literal("ü")]),
        ] as [(String, [VariableTemplate.Piece])])
    func pieces(text: String, expected: [VariableTemplate.Piece]) {
        #expect(VariableTemplate.pieces(of: text) == expected)
    }
}
