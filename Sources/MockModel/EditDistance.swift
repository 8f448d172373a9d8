/// The number of letters to change to make one text of another.
public enum EditDistance {
    /// What one change may be.
    public enum Changes: Sendable {
        /// A letter is added, left out or replaced (Levenshtein).
        case single
        /// These, or two neighbours are swapped (Damerau–Levenshtein, optimal string alignment).
        case orSwap
    }

    /// The number of changes; the work is the product of both lengths.
    public static func between(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar], _ changes: Changes) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            current.reserveCapacity(last.count)
            for column in second.indices {
                let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if case .orSwap = changes, row > 0, column > 0, first[row] == second[column - 1],
                    first[row - 1] == second[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
