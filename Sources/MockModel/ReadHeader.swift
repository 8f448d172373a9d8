/// The header of a message as it was read: its bytes, and where names and values stand in them.
///
/// Most headers of most requests are never looked at: a text is made when it is asked for.
public final class ReadHeader: Sendable {
    /// Where a line's name and value stand in the bytes.
    public struct Line: Sendable {
        fileprivate let name: Range<UInt32>
        fileprivate let value: Range<UInt32>

        /// Makes a line of two places, counted from a base.
        @inlinable
        public init(name: Range<Int>, value: Range<Int>, base: Int = 0) {
            self.init(
                name: UInt32(base + name.lowerBound)..<UInt32(base + name.upperBound),
                value: UInt32(base + value.lowerBound)..<UInt32(base + value.upperBound))
        }

        @usableFromInline
        init(name: Range<UInt32>, value: Range<UInt32>) {
            self.name = name
            self.value = value
        }
    }

    private let bytes: [UInt8]
    let lines: [Line]
    let names: HeaderNames

    /// Takes bytes and the lines in them, in their order.
    public init(_ bytes: [UInt8], _ lines: [Line]) {
        self.bytes = bytes
        self.lines = lines
        var names = HeaderNames()
        for line in lines where !line.name.isEmpty {
            names.insert(length: line.name.count, first: bytes[Int(line.name.lowerBound)])
        }
        self.names = names
    }

    /// All fields as texts.
    var fields: [HeaderFields.Field] {
        lines.map { HeaderFields.Field(text($0.name), text($0.value)) }
    }

    /// The first value of a name, in any letter case.
    func value(of name: String) -> String? {
        place(of: name).map { text(lines[$0].value) }
    }

    /// The first line of a name, in any letter case.
    func place(of name: String) -> Int? {
        let wanted = name.utf8
        guard let first = wanted.first, names.contains(length: wanted.count, first: first) else { return nil }
        return lines.firstIndex { isName($0.name, wanted) }
    }

    private func isName(_ range: Range<UInt32>, _ wanted: String.UTF8View) -> Bool {
        guard range.count == wanted.count else { return false }
        var place = Int(range.lowerBound)
        for byte in wanted {
            guard bytes[place].lowercased == byte.lowercased else { return false }
            place += 1
        }
        return true
    }

    /// UTF-8 where it is that, else ISO 8859-1, so that no byte is lost.
    private func text(_ range: Range<UInt32>) -> String {
        let bytes = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

/// A set of header names that may take others for its own: each name is one bit, by its length and its first letter.
public struct HeaderNames: Sendable {
    private var bits: UInt64 = 0

    /// Makes the set of some names; none is empty.
    public init(_ names: [String] = []) {
        for name in names {
            if let first = name.utf8.first { insert(length: name.utf8.count, first: first) }
        }
    }

    mutating func insert(length: Int, first: UInt8) { bits |= HeaderNames.bit(length, first) }

    func contains(length: Int, first: UInt8) -> Bool { bits & HeaderNames.bit(length, first) != 0 }

    func overlaps(_ other: HeaderNames) -> Bool { bits & other.bits != 0 }

    private static func bit(_ length: Int, _ first: UInt8) -> UInt64 {
        1 &<< UInt64(truncatingIfNeeded: length &* 5 &+ Int(first | 0x20))
    }
}
