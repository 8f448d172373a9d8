/// Finds in a source that does not compile what other languages write so: `!=`, `const x`, `function() {`.
struct SyntaxHabits {
    let source: ForeignSource
    /// The masked source.
    let text: LuaText
    private(set) var habits: [Habit] = []
    /// The open brackets around the token that is looked at, innermost last.
    private(set) var open: [Int] = []
    /// The loops around it.
    var loops = LoopStack()
    /// Plus signs that join texts.
    var joins: Set<Int> { sums.places }
    let sums: TextJoins
    /// The tokens that are template strings.
    let templates: Set<Int>
    /// Whether a habit takes a token.
    private var covered: [Bool]
    /// What the habits that are found now are written together with.
    private var group = 0
    /// The groups of which a text was left out.
    private var refused: Set<Int> = []
    private let chainEnds: [Int: Range<Int>]
    private let chainStarts: [Int: Range<Int>]

    /// Looks through a whole source.
    init(_ bytes: [UInt8]) {
        source = ForeignSource(bytes)
        let text = LuaText(source.masked)
        self.text = text
        covered = Array(repeating: false, count: text.tokens.count)
        let starts = source.parts.filter { $0.kind == .template }.map { text.firstToken(fromByte: $0.range.lowerBound) }
        templates = Set(starts)
        sums = TextJoins(text, templates: templates)
        chainEnds = Dictionary(text.outline.chains.map { ($0.range.upperBound, $0.range) }) { first, _ in first }
        chainStarts = Dictionary(text.outline.chains.map { ($0.range.lowerBound, $0.range) }) { first, _ in first }
        for part in source.parts {
            group -= 1
            look(at: part)
        }
        for place in tokens.indices {
            group = place
            look(at: place)
            track(place)
        }
        for place in habits.indices where habits[place].group.map(refused.contains) ?? false {
            habits[place].isSure = false
        }
    }

    var tokens: [LuaToken] { text.tokens }

    /// Whether another habit takes the token.
    func isCovered(_ place: Int) -> Bool { covered[place] }

    /// The chain of names and calls that ends in front of a token.
    func chain(endingAt place: Int) -> Range<Int>? {
        guard let chain = chainEnds[place] else { return nil }
        let start = breaks(in: chain).last ?? chain.lowerBound
        return start < chain.upperBound ? start..<chain.upperBound : nil
    }

    /// The chain that begins at a token, or that token alone.
    func chain(from place: Int) -> Range<Int> {
        guard let chain = chainStarts[place] else { return place..<max(place, min(place + 1, tokens.count)) }
        let end = breaks(in: chain).first { $0 > place } ?? chain.upperBound
        return place..<max(place + 1, text.isSign(":", at: end - 1) ? end - 1 : end)
    }

    /// Where tokens that Lua reads as one chain are several statements elsewhere: at line breaks, and behind the colon of a label or a key.
    private func breaks(in chain: Range<Int>) -> [Int] {
        var found: [Int] = []
        var index = chain.lowerBound
        while index < chain.upperBound {
            let isBroken = index > chain.lowerBound && tokens[index].line > tokens[index - 1].line
            if isBroken, !text.isSign(".", at: index), !text.isSign(".", at: index - 1) { found.append(index) }
            if isLabel(index) { found.append(index + 1) }
            index = max(index, text.outline.partners[index] ?? index) + 1
        }
        return found
    }

    /// Whether a colon calls no method.
    private func isLabel(_ place: Int) -> Bool {
        guard text.isSign(":", at: place) else { return false }
        guard place + 2 < tokens.count else { return true }
        let isTight = tokens[place + 1].range.lowerBound == tokens[place].range.upperBound
        let argument = tokens[place + 2]
        return !isTight || !(argument.isSign("(") || argument.isSign("{") || argument.kind == .string)
    }

    /// Words that a statement or a value goes on behind.
    private static let openWords: Set<String> = [
        "let", "const", "var", "new", "typeof", "await", "async", "delete", "case", "of", "instanceof", "throw",
    ]

    /// Whether a statement begins at a token.
    func beginsStatement(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        let before = tokens[place - 1]
        switch before.kind {
        case .keyword: return ["then", "do", "else", "repeat", "end", "nil", "true", "false"].contains(before.text)
        case .name: return !SyntaxHabits.openWords.contains(before.text)
        case .number, .string: return true
        case .sign: return [";", "{", "}", ")", "]"].contains(before.text) || before.text == ":" && isLabel(place - 1)
        }
    }

    /// Whether a chain is of names alone, so that it may be written twice.
    func isPlain(_ chain: Range<Int>) -> Bool {
        chain.allSatisfy { tokens[$0].kind == .name || tokens[$0].isSign(".") }
    }

    /// The source of some tokens as it is written, with its template strings.
    func written(_ range: Range<Int>) -> String {
        guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
        return String(decoding: source.bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
    }

    mutating func add(
        _ range: Range<Int>, _ lua: String, _ advice: String, isFollowUp: Bool = false, isSure: Bool? = nil
    ) {
        // A line is written for a line.
        guard !lua.contains(where: \.isNewline) else {
            refused.insert(group)
            return
        }
        habits.append(
            Habit(
                range: range, advice: advice, lua: lua, isFollowUp: isFollowUp, isSure: isSure ?? isFollowUp,
                group: group))
        var place = text.firstToken(fromByte: range.lowerBound)
        while place < tokens.count, tokens[place].range.lowerBound < range.upperBound {
            covered[place] = true
            place += 1
        }
    }

    /// Tells of something for which no line can be written.
    mutating func refuse(_ range: Range<Int>, _ words: String) {
        let source = String(decoding: self.source.bytes[range], as: UTF8.self)
        habits.append(
            Habit(range: range, advice: "\(source) has no counterpart in Lua", lua: source, words: words, group: group))
    }

    /// A text that is put in front of a token, or behind the last one.
    mutating func insert(_ lua: String, before place: Int, _ advice: String = "") {
        let byte = place < tokens.count ? tokens[place].range.lowerBound : source.bytes.count
        add(byte..<byte, lua, advice, isFollowUp: advice.isEmpty, isSure: true)
    }

    /// A text that is put behind a token.
    mutating func insert(_ lua: String, behind place: Int) {
        let byte = tokens[place].range.upperBound
        add(byte..<byte, lua, "", isFollowUp: true)
    }

    /// The bytes of some tokens.
    func bytes(_ range: Range<Int>) -> Range<Int> {
        tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
    }

    /// Whether tokens stand there without a blank between them.
    func isRun(_ signs: [String], at place: Int) -> Bool {
        guard place + signs.count <= tokens.count else { return false }
        return signs.indices.allSatisfy { index in
            tokens[place + index].isSign(signs[index])
                && (index == 0 || tokens[place + index].range.lowerBound == tokens[place + index - 1].range.upperBound)
        }
    }

    func isName(_ name: String, at place: Int) -> Bool {
        tokens.indices.contains(place) && tokens[place].kind == .name && tokens[place].text == name
    }

    func isSameLine(_ first: Int, _ second: Int) -> Bool {
        tokens.indices.contains(first) && tokens.indices.contains(second) && tokens[first].line == tokens[second].line
    }

    /// The last token of a line.
    func lineEnd(of place: Int) -> Int {
        max(place, text.places(onLine: tokens[place].line).upperBound - 1)
    }

    private mutating func track(_ place: Int) {
        guard tokens[place].kind == .sign else { return }
        switch tokens[place].text {
        case "(", "[", "{": open.append(place)
        case ")", "]", "}": if let partner = text.outline.partners[place], open.last == partner { open.removeLast() }
        default: break
        }
    }

    private mutating func look(at place: Int) {
        if let loop = loops.step(self, place) { label(loop) }
        if place == 0 { entries() }
        block(place)
        switch tokens[place].kind {
        case .sign: sign(place)
        case .name: name(place)
        case .keyword: keyword(place)
        case .string: literalCall(place)
        case .number: break
        }
    }

    /// The label that `goto continue` jumps to.
    private mutating func label(_ loop: LoopEnd) {
        let own = group
        group = loop.continued
        defer { group = own }
        if let exit = loop.exit { insert("do ", before: exit) }
        insert(loop.exit == nil ? "::continue:: " : "end ::continue:: ", before: loop.end)
    }

    // MARK: - Comments, template strings, patterns

    private mutating func look(at part: ForeignSource.Part) {
        let inside = String(decoding: source.bytes[part.range], as: UTF8.self)
        let start = part.range.lowerBound
        switch part.kind {
        case .hash: add(start..<start + 1, "--", "a comment begins with --", isSure: true)
        case .lineComment:
            add(
                start..<start + 2, "--", "a comment begins with --",
                isSure: source.hasProse(source.bytes[start + 2..<part.range.upperBound]))
        case .blockComment:
            add(
                start..<start + 2, "--[[", "a comment of several lines stands between --[[ and ]]",
                isSure: !inside.contains("]]"))
            guard inside.hasSuffix("*/") else { return }
            add(part.range.upperBound - 2..<part.range.upperBound, "]]", "", isFollowUp: true)
        case .template:
            let code = String(inside.dropFirst().dropLast())
            add(
                part.range, TemplateString.lua(code) { SyntaxHabits.converted($0) }, "texts are joined with ..",
                isSure: TemplateString.isPlain(code))
        case .pattern: pattern(part.range)
        case .decrement: decrement(start)
        }
    }

    /// `i--`, where Lua begins a comment.
    private mutating func decrement(_ start: Int) {
        let name = source.bytes[..<start].reversed().prefix { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || Character(Unicode.Scalar(byte)).isLetter
                || Character(Unicode.Scalar(byte)).isNumber
        }
        let target = String(decoding: Array(name.reversed()), as: UTF8.self)
        let before = source.bytes[..<(start - name.count)].last { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        let isWhole = before.map { [0x0A, UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}")].contains($0) }
        guard isWhole ?? true, let first = target.first, first.isLetter || first == "_" else { return }
        add(start..<start + 2, " = \(target) - 1", "-- begins a comment; a variable is set with =", isSure: true)
    }
}
