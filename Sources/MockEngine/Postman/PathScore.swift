import MockModel

/// What the path of an example costs against that of a request (Postman's table of deductions from 100).
struct PathScore: Sendable {
    /// The deduction: 0 for the same path, 20 with parameters, up to 30 for one that is only close; 30 more for another value of a parameter.
    let deduction: Double
    /// How many segments stand for any value; fewer is closer.
    let wildcards: Int

    /// A call that leaves out the base URL's path is a little less than one that has it.
    private static let shortened = 1.0
    /// More than query and body can make up for: an example that was saved for another id comes last.
    private static let otherValue = 30.0

    /// Compares the paths; `nil` when they do not fit.
    ///
    /// A parameter for which the file gives the very value that was sent counts as text.
    ///
    /// - Parameters:
    ///   - hasSameSlash: whether both paths end alike and no doubled slash was passed over.
    ///   - fuzzy: whether letter case, ids and near misses are allowed.
    init?(
        _ path: CollectionPath, values: [String: String], to segments: [String], hasSameSlash: Bool, fuzzy: Bool
    ) {
        guard path.segments.count == segments.count else { return nil }
        var relations = Relations()
        for (pattern, segment) in zip(path.segments, segments) {
            guard let relation = SegmentRelation(pattern, values: values, to: segment, fuzzy: fuzzy) else { return nil }
            relations.insert(relation)
        }
        let otherValues = relations.counts.removeValue(forKey: .otherValue)
        if let otherValues { relations.counts[.wildcard, default: 0] += otherValues }
        deduction =
            relations.deduction(hasSameSlash: hasSameSlash) + (path.isShortened ? PathScore.shortened : 0)
            + (otherValues == nil ? 0 : PathScore.otherValue)
        wildcards = relations.counts[.wildcard, default: 0]
    }

    /// The relations of all segments, as Postman's ordered tests see them.
    private struct Relations {
        var counts: [SegmentRelation: Int] = [:]

        mutating func insert(_ relation: SegmentRelation) { counts[relation, default: 0] += 1 }

        func deduction(hasSameSlash: Bool) -> Double {
            if isMade(of: [.same]) { return hasSameSlash ? 0 : 5 }
            if isMade(of: [.same, .sameLetters]) { return hasSameSlash ? 10 : 15 }
            if isMade(of: [.same, .wildcard]) { return 20 }
            if isMade(of: [.same, .sameLetters, .wildcard, .id]) { return hasSameSlash ? 21 : 25 }
            return 30
        }

        private func isMade(of allowed: Set<SegmentRelation>) -> Bool { allowed.isSuperset(of: counts.keys) }
    }
}

/// How one segment of a request stands to one of an example.
enum SegmentRelation: Hashable {
    /// The same text.
    case same
    /// The same but for letter case.
    case sameLetters
    /// Any value will do.
    case wildcard
    /// Any value will do, and the file gives another one.
    case otherValue
    /// Both are ids: a number, a text with a UUID, or 256 characters and more.
    case id
    /// At least three quarters of the letters agree.
    case near

    /// Compares; `nil` when they do not fit.
    ///
    /// Without `fuzzy` only the same text and parameters fit.
    init?(_ pattern: PathPattern.Segment, values: [String: String], to segment: String, fuzzy: Bool) {
        switch pattern {
        case .literal(let text):
            if text.isSame(as: segment) {
                self = .same
            } else if fuzzy, let relation = SegmentRelation.guess(text, segment) {
                self = relation
            } else {
                return nil
            }
        case .parameter(let name), .rest(let name): self.init(value: values[name], segment)
        case .affixed(let prefix, let name, let suffix):
            guard segment.hasText(prefix, suffix) else { return nil }
            self.init(value: values[name].map { prefix + $0 + suffix }, segment)
        }
    }

    private init(value: String?, _ segment: String) {
        guard let value else {
            self = .wildcard
            return
        }
        self = value.isSame(as: segment) ? .same : .otherValue
    }

    private static func guess(_ text: String, _ segment: String) -> SegmentRelation? {
        let left = text.lowercased()
        let right = segment.lowercased()
        if left == right { return .sameLetters }
        if left.isPostmanID, right.isPostmanID { return .id }
        return isNear(left, right) ? .near : nil
    }

    /// Longer texts are not compared: the work grows with the product of both lengths.
    private static let longest = 256

    /// Whether at least three quarters of the longer text's letters agree.
    private static func isNear(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        let length = max(left.count, right.count)
        guard length <= longest, length > 0, abs(left.count - right.count) * 4 <= length else { return false }
        return EditDistance.between(left, right, .single) * 4 <= length
    }
}

extension String {
    /// Whether Postman takes a segment for an id.
    fileprivate var isPostmanID: Bool {
        let isDecimal = Double(self) != nil && utf8.allSatisfy { $0.hexDigit ?? 10 < 10 || $0 == 0x2E || $0 == 0x2D }
        return isDecimal || utf8.count >= 256 || hasUUID
    }

    /// Whether 8-4-4-4-12 hexadecimal digits stand in it.
    private var hasUUID: Bool {
        let bytes = Array(utf8)
        guard bytes.count >= 36 else { return false }
        return (0...(bytes.count - 36)).contains { start in
            (0..<36).allSatisfy { offset in
                let byte = bytes[start + offset]
                return [8, 13, 18, 23].contains(offset) ? byte == UInt8(ascii: "-") : byte.hexDigit != nil
            }
        }
    }
}
