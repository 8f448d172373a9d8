/// Leaves of a text its expressions alone: all else becomes blanks, so that lines and columns stay.
enum ExpressionMask {
    /// The lines with what stands in `{{ … }}`, over several lines too, and behind `@when`.
    static func lines(_ lines: [String]) -> [String] {
        var isInside = false
        return lines.map { line in
            if !isInside, let condition = condition(line) { return condition }
            return masked(line, &isInside)
        }
    }

    private static func condition(_ line: String) -> String? {
        guard line.hasPrefix("#") || line.hasPrefix("//"), let word = line.firstRange(of: "@when ") else { return nil }
        let before = line.distance(from: line.startIndex, to: word.upperBound)
        return String(repeating: " ", count: before) + line[word.upperBound...]
    }

    private static func masked(_ line: String, _ isInside: inout Bool) -> String {
        var last: Character = " "
        var masked = ""
        for character in line {
            if character == "{", last == "{" { isInside = true }
            if character == "}", last == "}" { isInside = false }
            let isMark = character == "{" && last == "{" || character == "\\"
            masked.append(isInside && !isMark ? character : " ")
            last = character
        }
        return masked
    }
}
