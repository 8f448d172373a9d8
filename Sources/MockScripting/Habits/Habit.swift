internal import MockModel

/// A piece of source as other languages write it, with the text that Lua has in its place.
struct Habit {
    /// The bytes of the source.
    let range: Range<Int>
    /// The rule of Lua, in one sentence.
    let advice: String
    /// The text to write instead.
    let lua: String
    /// Whether it is only rewritten with the other habits of its line: alone it is no error, or another habit tells of it.
    var isFollowUp = false
    /// Whether the replacement is right wherever it stands, so that `check --fix` may write it.
    var isExact = false
}

/// The lines of a source that have habits, each with the line to write instead.
struct HabitLines {
    private let text: LuaText
    private let habits: [Habit]

    /// A longer line is not repeated: its replacement alone is shown.
    private static let longest = 100

    /// Takes a source and what was found in it; of habits that overlap, the one that begins first counts.
    init(_ bytes: [UInt8], _ found: [Habit]) {
        text = LuaText(bytes)
        var habits: [Habit] = []
        for habit in found.sorted(by: { ($0.range.lowerBound, $1.range.count) < ($1.range.lowerBound, $0.range.count) })
        where habit.range.lowerBound >= habits.last?.range.upperBound ?? 0 {
            habits.append(habit)
        }
        self.habits = habits
    }

    /// One problem for each line, in the order of the file.
    func problems(_ severity: Problem.Severity, _ name: String, in file: String) -> [Problem] {
        let lines = Dictionary(grouping: habits) { text.line(ofByte: $0.range.lowerBound) }
        return lines.sorted { $0.key < $1.key }.compactMap { line, habits in
            guard let first = habits.first(where: { !$0.isFollowUp }) else { return nil }
            let place = text.location(ofBytes: first.range, line: line, in: file)
            var problem = Problem(severity, name, first.advice, at: place, hint: "write: \(written(line, first))")
            if habits.count(where: { !$0.isFollowUp }) == 1, first.isExact { problem.replacement = first.lua }
            return problem
        }
    }

    /// The line with all of its habits as Lua has them.
    private func written(_ line: Int, _ first: Habit) -> String {
        let bounds = text.bytes(ofLine: line)
        var written = ""
        var start = bounds.lowerBound
        for habit in habits where HabitLines.touches(habit.range, bounds) {
            let begin = max(habit.range.lowerBound, bounds.lowerBound)
            written += string(start..<max(start, begin))
            start = max(start, min(habit.range.upperBound, bounds.upperBound))
            guard habit.range.lowerBound >= bounds.lowerBound else { continue }
            append(habit.lua, to: &written, before: start < bounds.upperBound ? text.bytes[start] : 0x20)
        }
        written += string(start..<max(start, bounds.upperBound))
        var code = written.trimmed[...]
        while code.hasSuffix(";") { code.removeLast() }
        return code.count > HabitLines.longest ? first.lua : String(code)
    }

    /// An insertion has no bytes; it may stand at the end of the line.
    private static func touches(_ range: Range<Int>, _ line: Range<Int>) -> Bool {
        range.isEmpty ? (line.lowerBound...line.upperBound).contains(range.lowerBound) : range.overlaps(line)
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: text.bytes[range], as: UTF8.self)
    }

    /// Words stay apart: `a&&b` becomes `a and b`; what is left out takes a blank with it.
    private func append(_ lua: String, to written: inout String, before next: UInt8) {
        if let last = written.last, let first = lua.first, last.isWord, first.isWord { written += " " }
        if lua.isEmpty, next == 0x20 || next == UInt8(ascii: ")"), written.hasSuffix(" ") { written.removeLast() }
        written += lua
        guard !lua.isEmpty, let last = written.last, last.isWord else { return }
        if Character(Unicode.Scalar(next)).isWord { written += " " }
    }
}

extension Character {
    /// Whether it may stand in a name or a number.
    fileprivate var isWord: Bool { isLetter || isNumber || self == "_" || self == "\"" }
}
