/// Blocks and words of Python: `if a:`, `for x in list:`, `def f(a):`, `a is None`, `lambda x: x + 1`.
extension SyntaxHabits {
    private static let heads: Set<String> = ["if", "elif", "elseif", "else", "for", "while", "def", "try", "except"]
    private static let blocks = "a block begins with then or do, without a colon, and ends with end"

    /// A line whose last sign, or the one in front of its statement, is the colon of a block.
    mutating func block(_ place: Int) {
        let line = text.places(onLine: tokens[place].line)
        guard line.lowerBound == place, SyntaxHabits.heads.contains(tokens[place].text),
            let colon = line.first(where: { endsHead($0, of: line) })
        else { return }
        switch tokens[place].text {
        case "for":
            guard let head = iteration(place, colon) else { return }
            add(bytes(place..<colon + 1), head, SyntaxHabits.blocks, isSure: false)
        case "while": add(tokens[colon].range, " do", SyntaxHabits.blocks, isSure: false)
        case "if", "elif", "elseif": add(tokens[colon].range, " then", SyntaxHabits.blocks, isSure: false)
        case "try", "except":
            return refuse(
                bytes(place..<colon + 1), "errors are caught by pcall: local ok, err = pcall(function() … end)")
        default: add(tokens[colon].range, "", SyntaxHabits.blocks, isSure: false)
        }
        if colon + 1 < line.upperBound { insert(" end", behind: line.upperBound - 1) }
    }

    /// Whether a colon ends the head of a block: no bracket of the line is open, and it calls no method.
    private func endsHead(_ place: Int, of line: Range<Int>) -> Bool {
        guard text.isSign(":", at: place), !text.isSign(":", at: place + 1) else { return false }
        let isWithin = line.contains { start in
            start < place && text.outline.partners[start].map { $0 > place } ?? false
        }
        let isMarked = line.contains { tokens[$0].isKeyword("then") || tokens[$0].isKeyword("do") }
        let isApart =
            place + 1 >= line.upperBound || tokens[place + 1].range.lowerBound > tokens[place].range.upperBound
        return !isWithin && !isMarked && isApart
    }

    /// `for x in list`, `for i in range(10)`, `for k, v in t.items()`.
    private func iteration(_ place: Int, _ colon: Int) -> String? {
        guard let word = (place..<colon).first(where: { tokens[$0].isKeyword("in") }), word + 1 < colon else {
            return nil
        }
        let names = tokens[place + 1..<word].filter { $0.kind == .name }.map(\.text)
        let list = word + 1..<colon
        let listed = names.joined(separator: ", ")
        if list.count > 3, text.isSign("(", at: word + 2), text.outline.partners[word + 2] == colon - 1 {
            let inside = text.outline.split(word + 3..<colon - 1).map { converted($0) }
            switch tokens[word + 1].text {
            case "range": return range(listed, inside)
            case "enumerate": return inside.first.map { "for \(listed) in ipairs(\($0)) do" }
            case "pairs", "ipairs": return "for \(listed) in \(written(list)) do"
            default: break
            }
        }
        let source = converted(list)
        if source.hasSuffix(".items()") { return "for \(listed) in pairs(\(source.dropLast(".items()".count))) do" }
        return names.count == 1 ? "for _, \(listed) in ipairs(\(source)) do" : "for \(listed) in pairs(\(source)) do"
    }

    /// `range(10)` ends before its last number.
    private func range(_ name: String, _ bounds: [String]) -> String? {
        func before(_ bound: String) -> String { bound.smallNumber.map { "\($0 - 1)" } ?? "\(bound) - 1" }
        switch bounds.count {
        case 1: return "for \(name) = 0, \(before(bounds[0])) do"
        case 2: return "for \(name) = \(bounds[0]), \(before(bounds[1])) do"
        case 3 where !bounds[2].hasPrefix("-"):
            return "for \(name) = \(bounds[0]), \(before(bounds[1])), \(bounds[2]) do"
        default: return nil
        }
    }

    /// `a is None`, `a is not None`: whether it is one.
    mutating func identity(_ place: Int) -> Bool {
        let next = place + 1
        guard place > 0, isSameLine(place - 1, place), isSameLine(place, next), isValue(tokens[place - 1]) else {
            return false
        }
        if tokens[next].isKeyword("not") {
            add(bytes(place..<next + 1), "~=", "\"not equal\" is ~=", isSure: false)
        } else {
            add(tokens[place].range, "==", "\"equal\" is ==", isSure: false)
        }
        return true
    }

    /// `lambda x: x + 1`: whether it is one.
    mutating func lambda(_ place: Int) -> Bool {
        let line = text.places(onLine: tokens[place].line)
        guard let colon = (place..<line.upperBound).first(where: { text.isSign(":", at: $0) }),
            colon + 1 < line.upperBound
        else { return false }
        let end = expressionEnd(from: colon + 1)
        let names = colon > place + 1 ? written(place + 1..<colon) : ""
        add(
            bytes(place..<end + 1), "function(\(names)) return \(converted(colon + 1..<end + 1)) end",
            "a function is written: function(a) return a end", isSure: false)
        return true
    }

    /// `"abc".toUpperCase()`, `"Hi {}".format(name)`: a text in quotes has methods only in parentheses.
    mutating func literalCall(_ place: Int) {
        guard text.isSign(".", at: place + 1), place + 3 < tokens.count, tokens[place + 2].kind == .name,
            text.isSign("(", at: place + 3), let close = text.outline.partners[place + 3],
            place == 0 || !isValue(tokens[place - 1])
        else { return }
        let arguments = text.outline.split(place + 4..<close).map { converted($0) }
        let literal = written(place..<place + 1)
        let name = tokens[place + 2].text
        let code =
            name == "format"
            ? "(\(literal.replacing("{}", with: "%s"))):format(\(arguments.joined(separator: ", ")))"
            : ForeignMethod(name: name, owner: "(\(literal))", arguments: arguments).expression
        let advice = "a text in quotes has methods behind parentheses: (\"a\"):upper()"
        guard let code else {
            insert("(", before: place, advice)
            return insert(")", behind: place)
        }
        add(bytes(place..<close + 1), code, advice, isSure: false)
    }
}
