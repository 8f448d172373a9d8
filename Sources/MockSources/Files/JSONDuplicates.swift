import MockModel

/// Finds names that stand twice in one object of a JSON text, of which the last one counts.
struct JSONDuplicates {
    private let source: SourceText
    private var index = 0
    /// The names of each object around a place, with where they stand; `nil` for a list.
    private var open: [[TextKey: Int]?] = []
    private var found: [(first: Int, second: Range<Int>, name: String)] = []

    private static let most = 5

    /// A warning for each of the first ones, at the second place.
    ///
    /// - Parameter source: a text that is known to be JSON.
    static func problems(in source: SourceText) -> [Problem] {
        var duplicates = JSONDuplicates(source: source)
        duplicates.scan()
        return duplicates.found.map { first, second, name in
            let line = source.location(of: first..<first + 1).line ?? 1
            return Problem(
                .warning, "duplicate-key", "\(name) stands twice in one object, and the last one counts",
                at: source.location(of: second), hint: "the first one is in line \(line); remove one of them")
        }
    }

    private init(source: SourceText) { self.source = source }

    private mutating func scan() {
        while index < source.bytes.count, found.count < JSONDuplicates.most {
            switch source.bytes[index] {
            case UInt8(ascii: "\""): text()
            case UInt8(ascii: "{"): enter([:])
            case UInt8(ascii: "["): enter(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                index += 1
            default: index += 1
            }
        }
    }

    private mutating func enter(_ names: [TextKey: Int]?) {
        open.append(names)
        index += 1
    }

    /// Goes behind a text, and notes it when it is a name.
    private mutating func text() {
        let start = index
        var isEscaped = false
        index += 1
        while index < source.bytes.count, source.bytes[index] != UInt8(ascii: "\"") {
            let isMark = source.bytes[index] == UInt8(ascii: "\\")
            isEscaped = isEscaped || isMark
            index += isMark ? 2 : 1
        }
        index = min(index + 1, source.bytes.count)
        guard let level = open.indices.last, open[level] != nil else { return }
        var next = index
        while next < source.bytes.count, source.bytes[next] <= 0x20 { next += 1 }
        guard next < source.bytes.count, source.bytes[next] == UInt8(ascii: ":") else { return }
        note(start..<index, level, isEscaped)
    }

    /// A name is read as JSON only when it is written with escapes.
    private mutating func note(_ range: Range<Int>, _ level: Int, _ isEscaped: Bool) {
        let inside = range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - 1)
        let name =
            isEscaped
            ? (try? JSONValue(parsing: Array(source.bytes[range])))?.text
            : String(decoding: source.bytes[inside], as: UTF8.self)
        guard let name, let first = open[level]?.updateValue(range.lowerBound, forKey: TextKey(name)) else { return }
        found.append((first, range, String(decoding: source.bytes[range], as: UTF8.self)))
    }
}
