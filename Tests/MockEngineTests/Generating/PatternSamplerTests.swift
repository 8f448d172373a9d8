import MockModel
import Testing

@testable import MockEngine

@Suite struct PatternSamplerTests {
    @Test(arguments: [
        "^[A-Z]{2}\\d{4}$", "^(red|green|blue)$", "^\\+?[1-9]\\d{1,14}$", "^[^@]+@[^@]+\\.[a-z]{2,}$", "[a-f0-9]{8}",
        "^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{8,20}$", "^\\p{Lu}\\p{L}*$", "^([a-z])\\1$", "^a{0}b?c*$", "^[\\w.-]+$",
        "^\\u0041\\x42$", "^$", "x|y|", "^(?:ab)+?$", "^[-a]$", "^[a\\-z]$", "^\\/a\\.b$",
    ])
    func `a text of a pattern has the pattern in it`(_ pattern: String) throws {
        let schema = try SchemaLibrary().schema(["pattern": .string(pattern)], at: "test:/")
        var random = RandomGenerator(seed: 7)
        var fitting = 0
        for _ in 0..<200 {
            let text = try #require(PatternSampler.sample(pattern, using: &random, 0...64))
            if try schema.allows(.string(text)) { fitting += 1 }
        }
        #expect(fitting > 20, "\(pattern)")
    }

    @Test(arguments: ["(", "[a", "a{3,2}", "*", "[z-a]", "\\u00"])
    func `a broken pattern gives no text`(_ pattern: String) {
        var random = RandomGenerator(seed: 7)
        #expect(PatternSampler.sample(pattern, using: &random, 0...64) == nil)
    }

    @Test func `lengths are met where the pattern leaves them open`() throws {
        var random = RandomGenerator(seed: 7)
        let lengths = (0..<200).compactMap { _ in
            PatternSampler.sample("^[a-z]+$", using: &random, 20...24)?.unicodeScalars.count
        }
        #expect(lengths.contains { (20...24).contains($0) })
    }
}
