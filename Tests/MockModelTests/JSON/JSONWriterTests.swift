import MockModel
import Testing

@Suite("JSON writing")
struct JSONWriterTests {
    @Test("compact text has no white space and keeps the order")
    func compact() {
        let value: JSONValue = ["z": [1, .number(2.5), .null, true], "a": [:], "b": []]
        #expect(JSONWriter.text(value) == #"{"z":[1,2.5,null,true],"a":{},"b":[]}"#)
    }

    @Test("pretty text indents by two and leaves empty ones on their line")
    func pretty() {
        let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": [:]]
        #expect(
            String(decoding: JSONWriter.pretty(value), as: UTF8.self) == """
                {
                  "a": [
                    1,
                    {
                      "b": "c"
                    }
                  ],
                  "d": [],
                  "e": {}
                }
                """)
    }

    @Test(
        "numbers are as short as they can be",
        arguments: [
            (5, "5"), (0.1, "0.1"), (-0.0, "-0"), (1e21, "1e+21"), (100, "100"), (1.0 / 3, "0.3333333333333333"),
            (.leastNonzeroMagnitude, "5e-324"), (.nan, "null"), (-.infinity, "null"),
        ] as [(Double, String)])
    func numbers(number: Double, text: String) {
        #expect(JSONWriter.text(.number(number)) == text)
    }

    @Test("a big number is written as it came")
    func bigNumber() throws {
        let text = "[123456789012345678901234567890,0.12345678901234567890,1E400]"
        #expect(JSONWriter.text(try JSONValue(parsing: text)) == text)
    }

    @Test("control characters, quotes and backslashes are escaped, all else is not")
    func escapes() {
        let quoted = JSONWriter.quoted("a\"\\\n\r\t\u{8}\u{C}\u{1}\u{1F}/é😀\u{7F}")
        #expect(quoted == #""a\"\\\n\r\t\b\f\u0001\u001f/é😀\#u{7F}""#)
    }

    @Test("whatever is written reads back the same")
    func roundTrip() throws {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = RandomGenerator(seed: seed)
        for _ in 0..<2_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite, number.rounded() != number else { continue }
            #expect(try JSONValue(parsing: JSONWriter.text(of: number)) == .number(number), "seed \(seed)")
        }
    }
}
