import MockModel
import MockScripting

/// A handler that failed: the line with its neighbours, what called it, the request, and how to see it again.
struct FailureText {
    let failure: ScriptFailure
    let exchange: Exchange
    let route: String
    let readLines: LineReader
    /// What is served, as the command names it.
    var source = "."

    /// The block, without an empty line at its end.
    func text(_ terminal: Terminal) -> String {
        var lines = [head(terminal), ""] + place(terminal)
        let further = (callers + existing).map(terminal.folded) + request(terminal)
        if !further.isEmpty { lines += [""] + further }
        return lines.joined(separator: "\n")
    }

    /// The line with its neighbours and what is wrong with it; the message alone when there is no line.
    func place(_ terminal: Terminal) -> [String] {
        guard let location = failure.location else { return ["  \(shown(failure.message))"] }
        return excerpt(at: location).text(terminal)
    }

    private func head(_ terminal: Terminal) -> String {
        let title = "\(word) \(shown(what))"
        let place = "call \(exchange.call) · session \(shown(exchange.session))"
        if terminal.isInteractive, title.count + place.count + 3 > terminal.width {
            let folded = terminal.folded(title).dropFirst(word.count)
            return terminal.paint(word, .bad) + folded + "\n  " + terminal.paint(place, .faint)
        }
        let gap = max(3, terminal.width - title.count - place.count)
        return terminal.paint(word, .bad) + " \(shown(what))" + String(repeating: " ", count: gap)
            + terminal.paint(place, .faint)
    }

    /// What happened: an example that does not exist says it all.
    private var what: String {
        if case .unknownExample = failure.kind { return failure.message }
        return "\(shown(route)) failed"
    }

    private var word: String {
        switch failure.kind {
        case .runtime, .expectation: "error:"
        case .syntax: "error[bad-script]:"
        case .cpu: "error[cpu-limit]:"
        case .memory: "error[memory-limit]:"
        case .time: "error[time-limit]:"
        case .unknownExample: "error[unknown-example]:"
        case .badResponse: "error[bad-response]:"
        }
    }

    private func excerpt(at location: SourceLocation) -> SourceExcerpt {
        let lines = readLines(location.file)
        let exact = FailureText.located(failure, at: location, in: lines)
        return SourceExcerpt(
            location: exact, lines: lines, context: 1, remark: shown(remark(exact, lines)), heading: exact.ofLine)
    }

    private func remark(_ place: SourceLocation, _ lines: [String]) -> String {
        if case .unknownExample(let name, let existing) = failure.kind {
            return Suggestion.question(for: name, among: existing) ?? failure.message
        }
        return ErrorLocator(lines: lines, isLua: place.file.hasSuffix(".lua")).remark(on: failure, at: place)
            ?? failure.message
    }

    /// Lua names the line alone: what stands in it tells the column.
    static func located(
        _ failure: ScriptFailure, at location: SourceLocation, in lines: [String]
    ) -> SourceLocation {
        guard location.column == nil, let number = location.line, lines.indices.contains(number - 1) else {
            return location
        }
        if let place = ErrorLocator(lines: lines, isLua: location.file.hasSuffix(".lua")).place(of: failure) {
            return place
        }
        let line = lines[number - 1]
        let word = quotedWords(of: failure.message).lazy.compactMap { place(of: $0, in: line) }.first
        let code = line.drop { $0 == " " || $0 == "\t" }
        let (column, length) = word ?? (line.count - code.count + 1, max(1, code.count))
        return SourceLocation(file: location.file, line: number, column: column, length: length)
    }

    /// What may stand in the line: a word in single quotes, then one in double quotes, then what was called with a dot.
    private static func quotedWords(of message: String) -> [String] {
        var words: [String] = []
        for quote in ["'", "\""] {
            let parts = message.split(separator: quote, omittingEmptySubsequences: false)
            if parts.count >= 3 && !parts[1].isEmpty { words.append(String(parts[1])) }
        }
        if let cut = message.firstRange(of: "with a colon: ") {
            let usage = String(message[cut.upperBound...].prefix { $0 != "(" })
            words.append(usage.replacing(":", with: "."))
        }
        return words
    }

    /// Where a word stands in a line, when it stands there exactly once.
    private static func place(of word: String, in line: String) -> (Int, Int)? {
        let found = line.ranges(of: word)
        guard found.count == 1, let range = found.first else { return nil }
        return (line.distance(from: line.startIndex, to: range.lowerBound) + 1, word.count)
    }

    private var callers: [String] {
        var lines: [(text: String, count: Int)] = []
        for frame in failure.frames.dropFirst() {
            let text = shown(frame.location.description) + (frame.function.map { ", \(shown($0))" } ?? "")
            if lines.last?.text == text {
                lines[lines.count - 1].count += 1
            } else {
                lines.append((text, 1))
            }
        }
        return lines.map { "  called from \($0.text)" + ($0.count > 1 ? " (\($0.count) times)" : "") }
    }

    private var existing: [String] {
        guard case .unknownExample(_, let existing) = failure.kind else { return [] }
        return existing.isEmpty ? ["  it has no examples"] : ["  it has: \(shown(existing.joined(separator: ", ")))"]
    }

    /// The body in one line when it is short text, and the command that sends the same again.
    private func request(_ terminal: Terminal) -> [String] {
        let request = exchange.request
        let body = request.body.count <= 400 ? String(validating: request.body, as: UTF8.self) : nil
        var lines: [String] = []
        if let body, !body.isEmpty {
            let line = "  request body: \(shown(body))"
            lines.append(terminal.isInteractive ? line.cutInMiddle(to: terminal.width) : line)
        }
        return lines + RepeatedRequest(request, source: source).lines.map { "  " + $0 }
    }

    private func shown(_ text: String) -> String {
        VisibleText(text).escaped
    }
}

/// Commands that can be pasted into a shell.
enum ShellText {
    /// A word as it is when it is plain, in single quotes when it is not, as `$'…'` when it has control characters.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy(isPlain)
        if isPlain { return word }
        let hidden = VisibleText(word).escaped != word
        guard hidden else { return "'\(word.replacing("'", with: "'\\''"))'" }
        return "$'\(word.unicodeScalars.map(escaped).joined())'"
    }

    /// A character within `$'…'`: one that is not visible as the bytes of its UTF-8.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let character = String(Character(scalar))
        if scalar == "'" || scalar == "\\" { return "\\" + character }
        guard VisibleText(character).escaped != character else { return character }
        return character.utf8.map { "\\x" + ($0 < 0x10 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "/._-:,%@+=".utf8.contains(byte)
        }
    }
}
