import MockModel

/// Texts: by pattern, by format, by the name of the member.
extension ValueGenerator {
    func text(_ constraints: Constraints, at place: Place) throws(Failure) -> String {
        var random = random(place.key)
        let least = constraints.leastLength
        let most = constraints.mostLength ?? max(least, 4_096)
        guard least <= most else { throw .never("\"minLength\" is greater than \"maxLength\"") }
        guard least <= 1_000_000 else { throw .never("\"minLength\" is \(least)") }
        if let pattern = constraints.patterns.first {
            return try patterned(pattern, constraints, least...most, &random)
        }
        if let format = constraints.format, let text = TextFormats.text(format, place.name, &random, request.now) {
            return TextFormats.isFixed(format) ? text : ValueGenerator.fit(text, least...most, &random)
        }
        if constraints.media.encoding == "base64" {
            return TextFormats.text("byte", place.name, &random, request.now) ?? ""
        }
        let text = FieldName.text(place.name, &random, request.now)
        return ValueGenerator.fit(text, least...most, &random)
    }

    /// A text of a pattern; one that the name or the format gives where it happens to fit.
    private func patterned(
        _ pattern: String, _ constraints: Constraints, _ lengths: ClosedRange<Int>, _ random: inout RandomGenerator
    ) throws(Failure) -> String {
        let others = constraints.patterns.dropFirst().compactMap { try? RegularExpression($0) }
        for _ in 0..<64 {
            guard let text = PatternSampler.sample(pattern, using: &random, lengths) else { break }
            let isFound = others.allSatisfy { (try? $0.isFound(in: text)) ?? false }
            if lengths.contains(text.unicodeScalars.count), isFound { return text }
        }
        throw .never(
            "\"pattern\" \(pattern) gives no text of \(lengths.lowerBound) to \(lengths.upperBound) characters")
    }

    /// The text, cut or lengthened to a number of characters.
    private static func fit(_ text: String, _ lengths: ClosedRange<Int>, _ random: inout RandomGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        while scalars.count < lengths.lowerBound {
            scalars += (scalars.isEmpty ? "" : " ").unicodeScalars + FakeData.text("word", &random, 0).unicodeScalars
        }
        guard
            scalars.count > lengths.upperBound || scalars.count < lengths.lowerBound
                || lengths.lowerBound > text.unicodeScalars.count
        else { return text }
        let length = min(scalars.count, max(lengths.lowerBound, min(lengths.upperBound, text.unicodeScalars.count)))
        var cut = Array(scalars.prefix(length))
        if cut.last == " " { cut[cut.count - 1] = "a" }
        return cut.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}

extension FakeData {
    /// A value of a kind as a text.
    static func text(_ kind: String, _ random: inout RandomGenerator, _ now: Int64) -> String {
        switch value(kind, random: &random, now: now) {
        case .text(let text): text
        case .number(let number): JSONWriter.text(of: number)
        case .integer(let integer): "\(integer)"
        default: kind
        }
    }
}
