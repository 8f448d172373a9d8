/// The header of a message as it was read: lines of `name: value` and CR LF, of which the edge has checked every byte.
///
/// Most headers of most requests are never looked at: a line is looked for, and a text made, when it is asked for.
public struct HeaderBlock: Sendable {
    private let bytes: [UInt8]
    let names: HeaderNameFilter

    /// Takes the bytes of the lines, with or without the empty line behind them, and the names in them.
    public init(_ bytes: [UInt8], names: HeaderNameFilter) {
        self.bytes = bytes
        self.names = names
    }

    /// How many bytes it has.
    public var count: Int { bytes.count }

    /// All fields as texts.
    var fields: [HeaderFields.Field] {
        var fields: [HeaderFields.Field] = []
        var next = 0
        while let line = line(at: next) {
            fields.append(HeaderFields.Field(text(line.name), bytes: bytes[line.value]))
            next = line.next
        }
        return fields
    }

    /// The first value of a name, in any letter case.
    func value(of name: String) -> String? {
        firstLine(of: name).map { text($0.value) }
    }

    /// Whether a name is there, in any letter case.
    func contains(_ name: String) -> Bool { firstLine(of: name) != nil }

    private func firstLine(of name: String) -> Line? {
        let wanted = name.utf8
        var next = 0
        while let line = line(at: next) {
            if isName(line.name, wanted) { return line }
            next = line.next
        }
        return nil
    }

    private func isName(_ range: Range<Int>, _ wanted: String.UTF8View) -> Bool {
        guard range.count == wanted.count else { return false }
        var place = range.lowerBound
        for byte in wanted {
            guard bytes[place].lowercased == byte.lowercased else { return false }
            place += 1
        }
        return true
    }

    /// Where a line's name and value stand, and where the next one begins.
    private struct Line {
        let name: Range<Int>
        let value: Range<Int>
        let next: Int
    }

    /// The line that begins at a place; `nil` at the end and at the empty line.
    private func line(at start: Int) -> Line? {
        guard start < bytes.count, bytes[start] != 0x0D else { return nil }
        let colon = place(of: UInt8(ascii: ":"), from: start)
        let end = place(of: 0x0D, from: colon)
        var first = min(colon + 1, end)
        while first < end, bytes[first].isBlank { first += 1 }
        var last = end
        while last > first, bytes[last - 1].isBlank { last -= 1 }
        return Line(name: start..<colon, value: first..<last, next: end + 2)
    }

    private func place(of byte: UInt8, from start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] != byte { place += 1 }
        return place
    }

    /// UTF-8 where it is that, else ISO 8859-1, so that no byte is lost.
    private func text(_ range: Range<Int>) -> String {
        if let text = String(validating: bytes[range], as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes[range].map { Unicode.Scalar($0) }))
    }
}

extension UInt8 {
    /// Whether it is a space or a tab.
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
}

/// A set of header names that may take others for its own: each name is one bit, by its length and its first letter.
public struct HeaderNameFilter: Sendable {
    @usableFromInline
    private(set) var bits: UInt64 = 0

    /// Makes the empty set.
    public init() {}

    /// Makes the set of some names; none is empty.
    public init(_ names: [String]) {
        for name in names {
            if let first = name.utf8.first { insert(length: name.utf8.count, first: first) }
        }
    }

    /// Every name there is.
    static let all = HeaderNameFilter(bits: .max)

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// Whether there is none.
    public var isEmpty: Bool { bits == 0 }

    /// Adds a name.
    public mutating func insert(length: Int, first: UInt8) { bits |= HeaderNameFilter.bit(length, first) }

    func mayContain(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return false }
        return bits & HeaderNameFilter.bit(name.utf8.count, first) != 0
    }

    @inlinable
    func overlaps(_ other: HeaderNameFilter) -> Bool { bits & other.bits != 0 }

    private static func bit(_ length: Int, _ first: UInt8) -> UInt64 {
        1 &<< UInt64(truncatingIfNeeded: length &* 5 &+ Int(first | 0x20))
    }
}
