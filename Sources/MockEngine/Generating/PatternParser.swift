/// Takes a regular expression of ECMA-262 apart, as far as texts are made of it.
struct PatternParser {
    private let input: [Unicode.Scalar]
    private var index = 0
    private var groups = 0
    private var depth = 0

    init(_ pattern: String) { input = Array(pattern.unicodeScalars) }

    /// The whole pattern; `nil` for one that is not understood.
    mutating func parse() -> PatternNode? {
        guard let node = choice(), index == input.count else { return nil }
        return node
    }

    private var next: Unicode.Scalar? { index < input.count ? input[index] : nil }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard input[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    private mutating func choice() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { return nil }
        var branches: [PatternNode] = []
        repeat {
            var nodes: [PatternNode] = []
            while let scalar = next, scalar != "|", scalar != ")" {
                guard let atom = atom(), let node = quantified(atom) else { return nil }
                nodes.append(node)
            }
            branches.append(.sequence(nodes))
        } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func atom() -> PatternNode? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "^", "$": return .nothing
        case ".": return .character(.words)
        case "(": return group()
        case "[": return characterClass().map { .character($0) }
        case "\\": return escape()
        case "*", "+", "?": return nil
        default: return .character(.init(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func group() -> PatternNode? {
        // What must stand ahead is written there, and what follows behind it: `^(?=.*\\d)[a-z]+$` gives a text with both.
        let isAhead = take("?=")
        let isLook = isAhead || take("?!") || take("?<=") || take("?<!")
        let isPlain = !isLook && take("?:")
        if !isLook, !isPlain, take("?<") {
            while let scalar = next, scalar != ">" { _ = scalar; index += 1 }
            index += 1
        }
        if !isLook, !isPlain { groups += 1 }
        let number = groups
        guard let node = choice(), take(")") else { return nil }
        return isAhead ? node : isLook ? .nothing : isPlain ? node : .group(number, node)
    }

    private mutating func quantified(_ node: PatternNode) -> PatternNode? {
        let bounds: (Int, Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else {
            guard let counted = counted() else { return node }
            bounds = counted
        }
        _ = take("?")
        guard bounds.0 <= 10_000, bounds.1.map({ $0 >= bounds.0 }) ?? true else { return nil }
        return .repeated(node, bounds.0, bounds.1)
    }

    /// `{2}`, `{2,}` or `{2,5}`; a brace that is none of them stands for itself.
    private mutating func counted() -> (Int, Int?)? {
        let start = index
        guard take("{"), let least = number() else {
            index = start
            return nil
        }
        let most = take(",") ? number() : least
        guard take("}") else {
            index = start
            return nil
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var digits = ""
        while let scalar = next, ("0"..."9").contains(scalar) {
            digits.unicodeScalars.append(scalar)
            index += 1
        }
        return Int(digits)
    }

    private mutating func escape() -> PatternNode? {
        guard let scalar = next else { return nil }
        if scalar == "b" || scalar == "B" {
            index += 1
            return .nothing
        }
        if ("1"..."9").contains(scalar) {
            return number().map { .back($0) }
        }
        return escapedCharacters().map { .character($0) }
    }

    /// The characters of an escape, whose backslash was taken.
    private mutating func escapedCharacters() -> CharacterChoice? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "d": return .digits
        case "D": return CharacterChoice(ranges: CharacterChoice.digits.ranges, isNegated: true)
        case "w": return .words
        case "W": return CharacterChoice(ranges: CharacterChoice.words.ranges, isNegated: true)
        case "s": return .spaces
        case "S": return .words
        case "p", "P": return property(isNegated: scalar == "P")
        case "n": return single(0x0A)
        case "r": return single(0x0D)
        case "t": return single(0x09)
        case "f": return single(0x0C)
        case "v": return single(0x0B)
        case "0": return single(0)
        case "x": return code(2)
        case "u": return next == "{" ? braced() : code(4)
        default: return single(scalar.value)
        }
    }

    private func single(_ value: UInt32) -> CharacterChoice { CharacterChoice(ranges: [value...value]) }

    private mutating func code(_ count: Int) -> CharacterChoice? {
        guard index + count <= input.count else { return nil }
        let digits = input[index..<index + count].reduce(into: "") { $0.unicodeScalars.append($1) }
        index += count
        return UInt32(digits, radix: 16).map(single)
    }

    private mutating func braced() -> CharacterChoice? {
        guard let end = input[index...].firstIndex(of: "}") else { return nil }
        let digits = input[(index + 1)..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
        index = end + 1
        return UInt32(digits, radix: 16).map(single)
    }

    private mutating func property(isNegated: Bool) -> CharacterChoice? {
        guard next == "{", let end = input[index...].firstIndex(of: "}") else { return nil }
        let name = input[(index + 1)..<end].reduce(into: "") { $0.unicodeScalars.append($1) }
        index = end + 1
        let isUpper = name == "Lu" || name == "Uppercase_Letter"
        let isLower = name == "Ll" || name == "Lowercase_Letter"
        var choice: CharacterChoice
        switch name.split(separator: "=").last?.first {
        case "N": choice = .digits
        case "Z": choice = .spaces
        case "P": choice = CharacterChoice(ranges: [0x2C...0x2E])
        case "S": choice = single(0x2B)
        default: choice = .letters
        }
        if isUpper { choice = CharacterChoice(ranges: [0x41...0x5A]) }
        if isLower { choice = CharacterChoice(ranges: [0x61...0x7A]) }
        choice.isNegated = isNegated
        return choice
    }

    /// The inside of brackets, whose first one was taken.
    private mutating func characterClass() -> CharacterChoice? {
        var choice = CharacterChoice()
        choice.isNegated = take("^")
        while let scalar = next, scalar != "]" {
            guard let part = classPart() else { return nil }
            _ = scalar
            if next == "-", index + 1 < input.count, input[index + 1] != "]", let low = part.only {
                index += 1
                guard let high = classPart()?.only, high >= low else { return nil }
                choice.ranges.append(low...high)
            } else {
                // What a negated escape leaves open is taken from the printable characters.
                choice.ranges += part.isNegated ? (0x20...0x7E).filter(part.holds).map { $0...$0 } : part.ranges
            }
        }
        guard take("]") else { return nil }
        return choice
    }

    private mutating func classPart() -> CharacterChoice? {
        guard let scalar = next else { return nil }
        index += 1
        guard scalar == "\\" else { return single(scalar.value) }
        if next == "b" {
            index += 1
            return single(0x08)
        }
        return escapedCharacters()
    }
}

extension CharacterChoice {
    /// The one character that it has.
    fileprivate var only: UInt32? {
        guard !isNegated, ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }
}
