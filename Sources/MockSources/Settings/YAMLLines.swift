import MockModel

/// The lines of a YAML text that cannot be read, looked at as people write them.
struct YAMLLines {
    /// A place with what to do there.
    struct Advice {
        let line: Int
        let column: Int
        let length: Int
        let hint: String

        func place(in file: String) -> SourceLocation {
            SourceLocation(file: file, line: line, column: column, length: length)
        }
    }

    private let lines: [Substring]

    init(_ text: String) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines.map { Substring($0.last == 0x0D ? $0.dropLast() : $0) }
    }

    /// How many there are.
    var count: Int { lines.count }

    /// What is wrong at a line, from 1, that the parser tells something of.
    func advice(on message: String, at number: Int) -> Advice? {
        if message.contains("could not find expected ':'") { return missingBlank(before: number) }
        if message.contains("mapping values are not allowed") {
            let isTight = line(above: number).map { hasTightColon(text(of: $0)) } ?? false
            return isTight ? missingBlank(before: number - 1) : surplusBlanks(at: number)
        }
        if message.contains("did not find expected key") || message.contains("expected <document start>")
            || message.contains("expected <block end>")
        {
            return unevenBlanks(at: number)
        }
        return nil
    }

    // MARK: - Colons

    /// `port:4000`.
    private func missingBlank(before number: Int) -> Advice? {
        guard let line = (1...max(1, min(number, count))).last(where: { hasTightColon(text(of: $0)) }) else {
            return nil
        }
        let written = text(of: line)
        return Advice(
            line: line, column: indent(of: line) + 1, length: written.count,
            hint: "a blank stands behind the colon: \(YAMLLines.spaced(written))")
    }

    private func hasTightColon(_ text: Substring) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.first != "#" else { return false }
        let next = text.index(after: colon)
        return next < text.endIndex && text[next] != " " && !text[next...].hasPrefix("//") && text.first != "-"
    }

    /// `port: 4000` of `port:4000`.
    static func spaced(_ text: Substring) -> String {
        guard let colon = text.firstIndex(of: ":") else { return String(text) }
        return "\(text[...colon]) \(text[text.index(after: colon)...])"
    }

    // MARK: - Indentation

    /// A name below a name that has a value already.
    private func surplusBlanks(at number: Int) -> Advice? {
        guard let above = line(above: number), indent(of: number) > indent(of: above), isField(number),
            isField(above), text(of: above).last != ":"
        else { return nil }
        return Advice(
            line: number, column: 1, length: max(1, indent(of: number)),
            hint: "indent it as line \(above): \(YAMLLines.blanks(indent(of: above)))")
    }

    /// A name that lines up with none above.
    private func unevenBlanks(at number: Int) -> Advice? {
        guard number <= count, number > 1 else { return nil }
        let own = indent(of: number)
        let others = (1..<number).filter { isField($0) }
        guard !others.contains(where: { indent(of: $0) == own }), let above = others.last else { return nil }
        return Advice(
            line: number, column: 1, length: max(1, own),
            hint: "it lines up with no name above: line \(above) is indented by \(YAMLLines.blanks(indent(of: above)))")
    }

    private static func blanks(_ count: Int) -> String { count == 1 ? "1 blank" : "\(count) blanks" }

    private func line(above number: Int) -> Int? {
        (1..<max(1, number)).last { !text(of: $0).isEmpty && text(of: $0).first != "#" }
    }

    private func isField(_ number: Int) -> Bool {
        let text = text(of: number)
        return text.first != "#" && (text.contains(": ") || text.last == ":")
    }

    private func indent(of number: Int) -> Int {
        guard lines.indices.contains(number - 1) else { return 0 }
        return lines[number - 1].prefix { $0 == " " }.count
    }

    private func text(of number: Int) -> Substring {
        guard lines.indices.contains(number - 1) else { return "" }
        return lines[number - 1].trimmed
    }

    // MARK: - Names

    /// The second place of a name in the group that begins at a place.
    func second(_ name: String, from line: Int, _ column: Int) -> Advice? {
        var first: Int?
        for number in line...max(line, count) where lines.indices.contains(number - 1) {
            for start in columns(of: name, on: number) where number > line || start >= column {
                guard number == line || start == column else { continue }
                guard let known = first else {
                    first = number
                    continue
                }
                let hint = known == number ? "keep one of them" : "the first one is in line \(known); keep one of them"
                return Advice(line: number, column: start, length: name.count, hint: hint)
            }
        }
        return nil
    }

    /// The columns, from 1, at which a name with its colon stands on a line.
    private func columns(of name: String, on number: Int) -> [Int] {
        let line = lines[number - 1]
        return line.ranges(of: name).compactMap { range in
            let before = line[..<range.lowerBound].last
            let isQuoted = before == "\"" || before == "'"
            var rest = line[range.upperBound...]
            if isQuoted { rest = rest.dropFirst() }
            guard before.map({ " {,-\"'".contains($0) }) ?? true, rest.drop(while: { $0 == " " }).first == ":" else {
                return nil
            }
            let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
            return isQuoted ? column - 1 : column
        }
    }
}
