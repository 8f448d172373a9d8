import MockModel

/// Makes texts in which a regular expression of a schema (ECMA-262) is found.
enum PatternSampler {
    /// A text of a pattern; `nil` for a pattern that is not understood.
    ///
    /// - Parameters:
    ///   - pattern: the regular expression.
    ///   - random: chance.
    ///   - lengths: how many characters are wanted; what the pattern leaves open is drawn so that they are likely.
    static func sample(_ pattern: String, using random: inout RandomGenerator, _ lengths: ClosedRange<Int>) -> String? {
        var parser = PatternParser(pattern)
        guard let node = parser.parse() else { return nil }
        var sample = PatternSample(random: random, lengths: lengths)
        sample.add(node)
        sample.fill(isOpenAtEnd: !pattern.hasSuffix("$"))
        random = sample.random
        return sample.text
    }
}

/// A part of a regular expression.
indirect enum PatternNode {
    case sequence([PatternNode])
    case choice([PatternNode])
    case character(CharacterChoice)
    case group(Int, PatternNode)
    case back(Int)
    case repeated(PatternNode, Int, Int?)
    /// What stands for no character: anchors, and looks ahead and behind.
    case nothing
}

/// The characters that may stand at one place.
struct CharacterChoice {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    static let digits = CharacterChoice(ranges: [0x30...0x39])
    static let words = CharacterChoice(ranges: [0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F...0x5F])
    static let letters = CharacterChoice(ranges: [0x61...0x7A, 0x41...0x5A])
    static let spaces = CharacterChoice(ranges: [0x20...0x20])
    private static let printable: [ClosedRange<UInt32>] = [0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x20...0x7E]

    init(ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    func holds(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

    /// One of the characters; of those that are not named, a printable one.
    func pick(_ random: inout RandomGenerator) -> Unicode.Scalar? {
        guard isNegated else {
            var place = random.index(below: ranges.reduce(0) { $0 + $1.count })
            for range in ranges {
                if place < range.count { return Unicode.Scalar(range[range.index(range.startIndex, offsetBy: place)]) }
                place -= range.count
            }
            return nil
        }
        let open = CharacterChoice.printable.flatMap { Array($0) }.filter(holds)
        guard !open.isEmpty else { return (0xA1...0x2FF).first(where: holds).flatMap { Unicode.Scalar($0) } }
        return random.pick(open).flatMap { Unicode.Scalar($0) }
    }
}

/// A text of a regular expression in the making.
private struct PatternSample {
    var random: RandomGenerator
    private let lengths: ClosedRange<Int>
    private var scalars: [Unicode.Scalar] = []
    private var groups: [Int: [Unicode.Scalar]] = [:]
    private let spread: Int

    private static let longest = 10_000

    init(random: RandomGenerator, lengths: ClosedRange<Int>) {
        self.random = random
        self.lengths = lengths
        let isLong = self.random.next().isMultiple(of: 2)
        spread = isLong ? max(4, min(lengths.lowerBound, PatternSample.longest) + 2) : 4
    }

    var text: String { scalars.reduce(into: "") { $0.unicodeScalars.append($1) } }

    mutating func add(_ node: PatternNode) {
        switch node {
        case .sequence(let nodes): for node in nodes { add(node) }
        case .choice(let nodes): if let node = random.pick(nodes) { add(node) }
        case .character(let choice): if let scalar = choice.pick(&random) { scalars.append(scalar) }
        case .group(let number, let node):
            let start = scalars.count
            add(node)
            groups[number] = Array(scalars[start...])
        case .back(let number): scalars += groups[number] ?? []
        case .repeated(let node, let least, let most): repeatedly(node, least, most)
        case .nothing: break
        }
    }

    private mutating func repeatedly(_ node: PatternNode, _ least: Int, _ most: Int?) {
        let limit = min(most ?? (least + spread), least + spread + 32)
        var count = least + random.index(below: max(limit - least, 0) + 1)
        while count > 0, scalars.count < PatternSample.longest {
            if count <= count - least, scalars.count >= lengths.upperBound { break }
            add(node)
            count -= 1
        }
    }

    /// Lengthens a text behind which anything may stand.
    mutating func fill(isOpenAtEnd: Bool) {
        while isOpenAtEnd, scalars.count < min(lengths.lowerBound, PatternSample.longest) { scalars.append("a") }
    }
}
