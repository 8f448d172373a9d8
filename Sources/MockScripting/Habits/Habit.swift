internal import MockModel

/// A piece of source as other languages write it, with the text that Lua has in its place.
struct Habit {
    /// The bytes of the source.
    let range: Range<Int>
    /// The rule of Lua, in one sentence.
    let advice: String
    /// The text to write instead.
    let lua: String
    /// What to do, where no line of Lua means the same.
    var words: String?
    /// Whether it is only rewritten with the other habits of its line: alone it is no error, or another habit tells of it.
    var isFollowUp = false
    /// Whether the text surely means what was meant, so that `check --fix` may write it.
    var isSure = false
    /// What it is written together with: an opening brace and the closing one.
    var group: Int?
}

/// The lines of a source that have habits, each with the line to write instead.
struct HabitLines {
    private let text: LuaText
    private let habits: [Habit]
    /// The groups of which a habit was left out, because another one covers it.
    private var torn: Set<Int> = []

    /// A longer line is not repeated: its replacement alone is shown.
    private static let longest = 140

    /// Takes a source and what was found in it; of habits that overlap, the one that begins first counts.
    init(_ bytes: [UInt8], _ found: [Habit]) {
        text = LuaText(bytes)
        var habits: [Habit] = []
        for habit in HabitLines.inOrder(found) {
            if habit.range.lowerBound >= habits.last?.range.upperBound ?? 0 {
                habits.append(habit)
            } else if let group = habit.group {
                torn.insert(group)
            }
        }
        self.habits = habits
    }

    /// By their beginnings; insertions first, in the order in which they were found, then longer ones.
    private static func inOrder(_ habits: [Habit]) -> [Habit] {
        func rank(_ habit: Habit) -> Int { habit.range.isEmpty ? Int.min : -habit.range.count }
        return habits.enumerated().sorted { first, second in
            (first.element.range.lowerBound, rank(first.element), first.offset)
                < (second.element.range.lowerBound, rank(second.element), second.offset)
        }.map(\.element)
    }

    /// One problem for each line, in the order of the file.
    func problems(_ severity: Problem.Severity, _ name: String, in file: String) -> [Problem] {
        let lines = Dictionary(grouping: habits) { text.line(ofByte: $0.range.lowerBound) }
        var blocks = blocks
        return lines.sorted { $0.key < $1.key }.compactMap { line, habits in
            guard let first = habits.first(where: { !$0.isFollowUp }) else { return nil }
            let place = text.location(ofBytes: first.range, line: line, in: file)
            let code = written(line)
            if let words = first.words { return Problem(severity, name, first.advice, at: place, hint: words) }
            let hint = code.count > HabitLines.longest ? first.lua : code
            var problem = Problem(severity, name, first.advice, at: place, hint: "write: \(hint)")
            guard let block = blocks.block(of: line) else { return problem }
            problem.isRewriteSure = block.isSure
            // Of the lines of a block the first one has the rewrites of all.
            if blocks.takes(line) {
                problem.rewrites = block.lines.map { .init(line: $0, text: indentation($0) + written($0)) }
            }
            if habits.count == 1, block.lines.count == 1, block.isSure { problem.replacement = first.lua }
            return problem
        }
    }

    // MARK: - Lines that belong together

    /// Lines that are only right together.
    private struct Block {
        var lines: [Int] = []
        var isSure = true
    }

    /// The blocks by their roots, and the root of each line that has a habit.
    private struct Blocks {
        let roots: [Int: Int]
        let blocks: [Int: Block]
        private var taken: Set<Int> = []

        init(roots: [Int: Int], blocks: [Int: Block]) {
            self.roots = roots
            self.blocks = blocks
        }

        func block(of line: Int) -> Block? { roots[line].flatMap { blocks[$0] } }

        /// Whether a line is the first one of its block that asks.
        mutating func takes(_ line: Int) -> Bool { roots[line].map { taken.insert($0).inserted } ?? false }
    }

    private var blocks: Blocks {
        var parents: [Int: Int] = [:]
        func root(_ line: Int) -> Int {
            var line = line
            while let parent = parents[line], parent != line {
                parents[line] = parents[parent] ?? parent
                line = parent
            }
            return line
        }
        var groups: [Int: Int] = [:]
        for habit in habits {
            let first = text.line(ofByte: habit.range.lowerBound)
            let last = habit.range.isEmpty ? first : text.line(ofByte: habit.range.upperBound - 1)
            for line in first...last {
                if parents[line] == nil { parents[line] = line }
                parents[root(line)] = root(first)
            }
            if let group = habit.group {
                if let other = groups[group] { parents[root(first)] = root(other) }
                groups[group] = first
            }
        }
        var blocks: [Int: Block] = [:]
        for line in parents.keys.sorted() { blocks[root(line), default: Block()].lines.append(line) }
        for habit in habits where !habit.isSure || habit.words != nil || habit.group.map(torn.contains) ?? false {
            blocks[root(text.line(ofByte: habit.range.lowerBound))]?.isSure = false
        }
        return Blocks(roots: Dictionary(uniqueKeysWithValues: parents.keys.map { ($0, root($0)) }), blocks: blocks)
    }

    private func indentation(_ line: Int) -> String {
        String(decoding: text.bytes[text.bytes(ofLine: line)].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    }

    // MARK: - One line

    /// A line as Lua has it.
    func line(_ number: Int) -> String { written(number) }

    /// The line with all of its habits as Lua has them, without the blanks around it.
    private func written(_ line: Int) -> String {
        let bounds = text.bytes(ofLine: line)
        var written = ""
        var start = bounds.lowerBound
        for habit in habits[firstHabit(endingAtOrBehind: bounds.lowerBound)...] {
            guard habit.range.lowerBound <= bounds.upperBound else { break }
            guard HabitLines.touches(habit.range, bounds) else { continue }
            let begin = max(habit.range.lowerBound, bounds.lowerBound)
            written += string(start..<max(start, begin))
            start = max(start, min(habit.range.upperBound, bounds.upperBound))
            guard habit.range.lowerBound >= bounds.lowerBound else { continue }
            append(habit.lua, to: &written, before: start < bounds.upperBound ? text.bytes[start] : 0x20)
        }
        written += string(start..<max(start, bounds.upperBound))
        var code = written.trimmed[...]
        while code.hasSuffix(";") || code.hasSuffix(" ") { code.removeLast() }
        return String(code)
    }

    /// Habits do not overlap, so that their ends are in order too.
    private func firstHabit(endingAtOrBehind byte: Int) -> Int {
        var low = 0
        var high = habits.count
        while low < high {
            let middle = (low + high) / 2
            if habits[middle].range.upperBound < byte { low = middle + 1 } else { high = middle }
        }
        return low
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
