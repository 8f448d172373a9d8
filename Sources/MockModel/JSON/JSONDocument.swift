/// A JSON text that was read: its value, and the places of its parts by their JSON Pointers (RFC 6901).
public struct JSONDocument: Sendable {
    private let outline: JSONOutline

    /// The text in UTF-8 without a byte order mark; the ranges of its parts are ranges of these bytes.
    public var bytes: [UInt8] { outline.bytes }

    /// Reads one JSON value in UTF-8 without a byte order mark.
    ///
    /// - Throws: `JSONError`, as ``JSONValue/init(parsing:)-([UInt8])`` does.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        outline = try reader.readDocument()
    }

    /// Reads a JSON file as other programs leave it: UTF-8 with or without a byte order mark, or UTF-16 with one.
    public init(file bytes: [UInt8]) throws(JSONError) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xEF, 0xBB) where bytes.dropFirst(2).first == 0xBF: try self.init(parsing: Array(bytes.dropFirst(3)))
        case (0xFE, 0xFF): try self.init(utf16: bytes) { UInt16($0) << 8 | UInt16($1) }
        case (0xFF, 0xFE): try self.init(utf16: bytes) { UInt16($1) << 8 | UInt16($0) }
        default: try self.init(parsing: bytes)
        }
    }

    private init(utf16 bytes: [UInt8], unit: (UInt8, UInt8) -> UInt16) throws(JSONError) {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw JSONReader(bytes).failure("the file is not valid UTF-16", at: 0)
        }
        try self.init(parsing: Array(text.utf8))
    }

    /// The whole value.
    public var value: JSONValue { outline.value }

    /// The bytes of what a pointer leads to: the name of a member in its quotes, the first byte of an element or of the whole value.
    ///
    /// A pointer that leads to nothing gives the bytes of its last step that is there.
    public func range(of pointer: String) -> Range<Int> {
        var index = 0
        var range = outline.entries[0].range
        for step in JSONPointer.steps(pointer) ?? [] {
            guard let next = child(of: index, step) else { break }
            (index, range) = next
        }
        return range.lowerBound..<max(range.upperBound, range.lowerBound + 1)
    }

    /// The first byte of each element of the whole value, when that is an array.
    public var elements: [Int] {
        guard outline.entries[0].kind == .array else { return [] }
        return outline.children(of: 0).map(start)
    }

    private func child(of index: Int, _ step: String) -> (Int, Range<Int>)? {
        switch outline.entries[index].kind {
        case .array:
            let children = outline.children(of: index)
            guard let place = Int(step), children.indices.contains(place) else { return nil }
            let start = start(of: children[place])
            return (children[place], start..<start + 1)
        case .object:
            return outline.member(step, of: index).map { value in
                let name = outline.entries[value - 1].range
                return (value, name.lowerBound - 1..<name.upperBound + 1)
            }
        default: return nil
        }
    }

    /// The first byte of an entry; the range of a string leaves its quotes out.
    private func start(of index: Int) -> Int {
        let entry = outline.entries[index]
        return entry.kind == .text || entry.kind == .escaped ? entry.range.lowerBound - 1 : entry.range.lowerBound
    }
}
