import Foundation

/// What a page tells its reader to do: files to write, commands to type, and what these print.
///
/// A block below a line that ends with "`PATH`:" is a file; a block fenced as `console` holds commands behind `$ `.
struct ConsoleText {
    /// One thing to do.
    enum Step {
        case write(line: Int, path: String, text: String)
        case type(line: Int, command: String, output: String)
    }

    private(set) var steps: [Step] = []

    init(_ page: String) {
        let lines = page.components(separatedBy: "\n")
        var before = ""
        var number = 0
        while number < lines.count {
            let line = lines[number]
            guard line.hasPrefix("```") else {
                if !line.isEmpty { before = line }
                number += 1
                continue
            }
            let body = Array(lines[(number + 1)...].prefix { !$0.hasPrefix("```") })
            if line == "```console" {
                add(commands: body, from: number + 2)
            } else if let path = before.firstMatch(of: /`([^` ]+)`:$/) {
                steps.append(.write(line: number + 1, path: String(path.1), text: body.map { $0 + "\n" }.joined()))
            }
            before = ""
            number += body.count + 2
        }
    }

    private mutating func add(commands lines: [String], from first: Int) {
        var rest = lines[...]
        while let line = rest.first {
            let output = rest.dropFirst().prefix { !$0.hasPrefix("$ ") }
            if line.hasPrefix("$ ") {
                steps.append(
                    .type(
                        line: first + rest.startIndex, command: String(line.dropFirst(2)),
                        output: output.joined(separator: "\n")))
            }
            rest = rest.dropFirst(1 + output.count)
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
