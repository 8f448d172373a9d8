import MockModel

/// How many letters must be changed to make one path of a route's, and the path of the route that is nearest.
///
/// Segments are aligned (Needleman–Wunsch): a text costs its edit distance, a parameter nothing; a segment that one side lacks costs its
/// letters and its slash.
struct PathDistance {
    /// The letters to change.
    let letters: Int
    /// The nearest path that the route answers; a parameter for which the request has no segment stands as `{id}`.
    let path: String

    /// What a parameter costs for which the request has no segment.
    private static let missingParameter = 3

    /// A distance that is known.
    init(letters: Int, path: String) {
        self.letters = letters
        self.path = path
    }

    /// Compares the path of a route with that of a request.
    init(from pattern: [PathPattern.Segment], to sent: SentPath) {
        let table = PathDistance.table(pattern, sent.segments)
        letters = table[pattern.count][sent.segments.count]
        path = PathDistance.path(pattern, sent, table)
    }

    /// The costs of all beginnings: rows are segments of the pattern, columns segments of the path.
    private static func table(_ pattern: [PathPattern.Segment], _ segments: [String]) -> [[Int]] {
        var rows = [segments.reduce(into: [0]) { $0.append(($0.last ?? 0) + surplus($1)) }]
        for (row, part) in pattern.enumerated() {
            var costs = [rows[row][0] + missing(part)]
            for (column, segment) in segments.enumerated() {
                let replaced = rows[row][column] + cost(part, segment)
                let removed = costs[column] + (part.isRest ? 0 : surplus(segment))
                costs.append(min(replaced, rows[row][column + 1] + missing(part), removed))
            }
            rows.append(costs)
        }
        return rows
    }

    /// Walks back through the cheapest alignment and writes the route's side of it.
    private static func path(_ pattern: [PathPattern.Segment], _ sent: SentPath, _ table: [[Int]]) -> String {
        let segments = sent.segments
        var parts: [String] = []
        var (row, column) = (pattern.count, segments.count)
        while row > 0 {
            let part = pattern[row - 1]
            let here = table[row][column]
            if column > 0, here == table[row - 1][column - 1] + cost(part, segments[column - 1]) {
                parts.append(part.filled(with: segments[column - 1], written: sent.written[column - 1]))
                (row, column) = (row - 1, column - 1)
            } else if column > 0, here == table[row][column - 1] + (part.isRest ? 0 : surplus(segments[column - 1])) {
                if part.isRest { parts.append(sent.written[column - 1]) }
                column -= 1
            } else {
                if !part.isRest { parts.append(part.written) }
                row -= 1
            }
        }
        return parts.isEmpty ? "/" : parts.reversed().map { "/" + $0 }.joined()
    }

    private static func surplus(_ segment: String) -> Int { segment.utf8.count + 1 }

    private static func missing(_ part: PathPattern.Segment) -> Int {
        switch part {
        case .literal(let text): text.utf8.count + 1
        case .affixed, .parameter: missingParameter
        case .rest: 0
        }
    }

    private static func cost(_ part: PathPattern.Segment, _ segment: String) -> Int {
        switch part {
        case .literal(let text): distance(text, segment)
        case .parameter: segment.isEmpty ? 1 : 0
        case .rest: 0
        case .affixed(let prefix, _, let suffix):
            part.accepts(segment) ? 0 : distance(prefix + suffix, segment)
        }
    }

    /// Longer segments are not taken apart: the work grows with the product of both lengths.
    private static let longest = 64

    /// Letter case alone is one change; the letters that an abbreviation leaves out (`usr` for `users`) count half.
    private static func distance(_ text: String, _ segment: String) -> Int {
        if text.isSame(as: segment) { return 0 }
        let (left, right) = (Array(text.lowercased().unicodeScalars), Array(segment.lowercased().unicodeScalars))
        guard left.count <= longest, right.count <= longest else { return max(left.count, right.count) }
        let changes = EditDistance.between(left, right, .orSwap)
        let (shorter, longer) = (min(left.count, right.count), max(left.count, right.count))
        let isAbbreviation = changes == longer - shorter && left.first == right.first && shorter > longer - shorter
        return max(1, isAbbreviation ? changes / 2 : changes)
    }
}

extension PathPattern.Segment {
    /// The segment with a value for its parameter, as a URL has it; text stays as it is, and so does a parameter that the value does not fit.
    ///
    /// - Parameters:
    ///   - segment: the decoded value.
    ///   - written: the value as it was sent.
    fileprivate func filled(with segment: String, written: String) -> String {
        switch self {
        case .literal(let text): PercentEncoding.encode(text)
        case .affixed: accepts(segment) ? written : description
        case .parameter, .rest: segment.isEmpty ? description : written
        }
    }

    /// The letters of its text; a parameter has none.
    var letterCount: Int {
        switch self {
        case .literal(let text): text.unicodeScalars.count
        case .affixed(let prefix, _, let suffix): prefix.unicodeScalars.count + suffix.unicodeScalars.count
        case .parameter, .rest: 0
        }
    }

    /// Whether it fits a segment when letter case does not count.
    func acceptsAnyCase(_ segment: String) -> Bool {
        guard case .literal(let text) = self else { return accepts(segment) }
        return text.lowercased().isSame(as: segment.lowercased())
    }

    /// The segment as a URL has it, a parameter as `{id}`.
    fileprivate var written: String {
        guard case .literal(let text) = self else { return description }
        return PercentEncoding.encode(text)
    }

    var isRest: Bool {
        if case .rest = self { return true }
        return false
    }

    /// Whether it fits a segment.
    func accepts(_ segment: String) -> Bool {
        switch self {
        case .literal(let text): text.isSame(as: segment)
        case .affixed(let prefix, _, let suffix): segment.hasText(prefix, suffix)
        case .parameter: !segment.isEmpty
        case .rest: true
        }
    }
}
