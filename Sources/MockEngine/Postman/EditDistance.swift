/// How many letters must be put in, taken out or changed to make one text of another (Levenshtein).
enum EditDistance {
    /// Longer texts are not compared: the work grows with the product of both lengths.
    private static let longest = 256

    /// Whether at least three quarters of the longer text's letters agree.
    static func isNear(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        let length = max(left.count, right.count)
        guard length <= longest, length > 0, abs(left.count - right.count) * 4 <= length else { return false }
        return distance(left, right) * 4 <= length
    }

    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (line, mine) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, theirs) in right.enumerated() {
                let changed = diagonal + (mine == theirs ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
