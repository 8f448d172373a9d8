import Foundation

/// The commands of a page and what it says they print: the blocks fenced as `console`.
struct ConsoleText {
    /// A command behind `$ ` and the lines below it.
    struct Step {
        let line: Int
        let command: String
        let output: String
    }

    private(set) var steps: [Step] = []

    init(_ page: String) {
        var isInside = false
        var open: (line: Int, command: String, output: [String])?
        for (number, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let isFence = line.hasPrefix("```")
            if isFence || line.hasPrefix("$ ") && isInside, let step = open {
                steps.append(Step(line: step.line, command: step.command, output: step.output.joined(separator: "\n")))
                open = nil
            }
            if isFence {
                isInside = !isInside && line == "```console"
            } else if isInside, line.hasPrefix("$ ") {
                open = (number + 1, String(line.dropFirst(2)), [])
            } else if isInside {
                open?.output.append(String(line))
            }
        }
    }
}

/// Whether a text is what a page says, where `…` stands for anything within its line.
struct OutputPattern {
    private let lines: [String]

    init(_ text: String) {
        lines = OutputPattern.lines(text)
    }

    func matches(_ text: String) -> Bool {
        let found = OutputPattern.lines(text)
        return found.count == lines.count && zip(lines, found).allSatisfy(OutputPattern.matches)
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func matches(_ wanted: String, _ found: String) -> Bool {
        let parts = wanted.components(separatedBy: "…")
        guard parts.count > 1 else { return wanted == found }
        guard found.hasPrefix(parts[0]), found.hasSuffix(parts[parts.count - 1]) else { return false }
        var rest = found[...]
        for part in parts where !part.isEmpty {
            guard let range = rest.range(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
