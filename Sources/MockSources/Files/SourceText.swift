import MockModel

/// The bytes of a file, with the lines and columns of its places.
struct SourceText {
    let file: String
    let bytes: [UInt8]
    private let lines = LineStarts()

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// Where each line begins; made when a place is first asked for, so that many places cost no more than reading the file.
    private final class LineStarts {
        private var starts: [Int] = []
        /// The last column that was counted on a long line.
        private var last = (index: 0, line: -1, column: 0)

        /// Characters of a line in front of a byte; on a long line counted on from the last one that was asked for, so that the places
        /// of a document on one line cost no more than reading it.
        func column(of index: Int, _ line: (number: Int, start: Int), in bytes: [UInt8]) -> Int {
            guard index - line.start > 4_096 else { return SourceText.characters(bytes[line.start..<index]) }
            let isAhead = last.line == line.number && last.index <= index
            let known = isAhead ? (last.index, last.column) : (line.start, 0)
            let column = known.1 + SourceText.characters(bytes[known.0..<index])
            last = (index, line.number, column)
            return column
        }

        /// The line of a byte, from 0, and where it begins.
        func line(of index: Int, in bytes: [UInt8]) -> (number: Int, start: Int) {
            if starts.isEmpty {
                starts = [0]
                for (place, byte) in bytes.enumerated() where byte == 0x0A { starts.append(place + 1) }
            }
            var low = 0
            var high = starts.count
            while low + 1 < high {
                let middle = (low + high) / 2
                if starts[middle] <= index { low = middle } else { high = middle }
            }
            return (low, starts[low])
        }
    }

    /// The place of some bytes, with its length in characters on its first line.
    func location(of range: Range<Int>) -> SourceLocation {
        let start = min(range.lowerBound, bytes.count)
        let line = lines.line(of: start, in: bytes)
        let end = min(range.upperBound, bytes.count)
        let meant = bytes[start..<max(start, end)].prefix { $0 != 0x0A }
        return SourceLocation(
            file: file, line: line.number + 1, column: lines.column(of: start, line, in: bytes) + 1,
            length: max(1, SourceText.characters(meant)))
    }

    fileprivate static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
        String(decoding: bytes, as: UTF8.self).count
    }
}

extension Collection<UInt8> {
    /// Whether all of it is white space of ASCII.
    var isBlank: Bool {
        allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }
}

extension UInt8 {
    /// Whether it is one of `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether it may stand in a name of Lua.
    var isWord: Bool {
        isDigit || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
