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
        index += 1
        while index < source.bytes.count, source.bytes[index] != UInt8(ascii: "\"") {
            index += source.bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, source.bytes.count)
        guard let level = open.indices.last, open[level] != nil else { return }
        guard source.bytes[index...].first(where: { $0 > 0x20 }) == UInt8(ascii: ":") else { return }
        note(start..<index, level)
    }

    private mutating func note(_ range: Range<Int>, _ level: Int) {
        let written = Array(source.bytes[range])
        guard let name = (try? JSONValue(parsing: written))?.text else { return }
        if let first = open[level]?[TextKey(name)] {
            found.append((first, range, String(decoding: written, as: UTF8.self)))
        }
        open[level]?[TextKey(name)] = range.lowerBound
    }
}
