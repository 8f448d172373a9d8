import MockModel

/// What a look at the bytes of a first line found; places are counted from the start of the span.
enum HeadScan {
    /// The line is not complete yet.
    case incomplete
    /// The line cannot be served.
    case refused(RequestFailure)
    /// The first line.
    case requestLine(RequestLine)

    /// The places of a first line.
    struct RequestLine {
        var method: Range<Int>
        var target: Range<Int>
        var minorVersion: Int
        var isASCII: Bool
        /// Whether the target begins with a slash.
        var isPath: Bool
        var next: Int
    }
}

/// The places of a header line, of the empty line that ends a header, or of a line that is not complete; small, as many are read.
struct FieldLine {
    fileprivate(set) var name: Range<Int>
    fileprivate(set) var value = 0..<0
    /// Where the next line, or the next message, begins; 0 when more bytes are needed.
    fileprivate(set) var next = 0

    fileprivate init(_ name: Range<Int>) {
        self.name = name
    }

    /// Whether its end is there.
    var isWhole: Bool { next > 0 }
    /// Whether it is the empty line.
    var isEmpty: Bool { name.isEmpty }
}

/// Reads one line in one pass from left to right, so that the first fault wins however the bytes were cut.
///
/// `end` is where the bytes end, or where the limit does: `tooLong` is then said instead of "incomplete".
struct LineScanner {
    var end: Int
    var tooLong: RequestFailure?

    /// What it means to come to the end of the bytes.
    private var exhausted: HeadScan { tooLong.map { .refused($0) } ?? .incomplete }

    private func incompleteLine() throws(RequestFailure) -> FieldLine {
        if let tooLong { throw tooLong }
        return FieldLine(0..<0)
    }

    /// Reads `METHOD SP target SP HTTP/d.d CR LF`.
    func requestLine(_ bytes: Span<UInt8>, from start: Int) -> HeadScan {
        var index = start
        while index < end, ByteClass.isToken(bytes[index]) { index += 1 }
        guard index < end else { return exhausted }
        guard bytes[index] == ByteClass.space, index > start else { return .refused(lineFault(bytes[index])) }
        let target = index + 1
        var letters: UInt8 = 0
        index = target
        while index < end, ByteClass.isTarget(bytes[index]) {
            letters |= bytes[index]
            index &+= 1
        }
        guard index < end else { return exhausted }
        if bytes[index] == 0x23 { return .refused(.fragmentInTarget) }
        guard bytes[index] == ByteClass.space, index > target else { return .refused(lineFault(bytes[index])) }
        let line = HeadScan.RequestLine(
            method: start..<target - 1, target: target..<index, minorVersion: 1, isASCII: letters < 0x80,
            isPath: bytes[target] == 0x2F, next: index + 11)
        return version(bytes, of: line)
    }

    /// Reads `HTTP/1.x CR LF` behind the target.
    private func version(_ bytes: Span<UInt8>, of line: HeadScan.RequestLine) -> HeadScan {
        let start = line.target.upperBound + 1
        var line = line
        if isVersionOne(bytes, at: start) {
            line.minorVersion = Int(bytes[start + 7] - 0x30)
            return .requestLine(line)
        }
        for offset in 0..<10 {
            guard start + offset < end else { return exhausted }
            if let fault = versionFault(bytes[start + offset], at: offset) { return .refused(fault) }
        }
        guard bytes[start + 5] == 0x31, bytes[start + 7] <= 0x31 else { return .refused(.unsupportedVersion) }
        line.minorVersion = Int(bytes[start + 7] - 0x30)
        return .requestLine(line)
    }

    /// The bytes that nearly every first line ends with, compared in one go.
    @inline(__always)
    private func isVersionOne(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard start &+ 10 <= end, bytes.word(at: start) | 1 << 56 == 0x312E_312F_5054_5448 else { return false }
        return bytes[start &+ 8] == ByteClass.carriageReturn && bytes[start &+ 9] == ByteClass.lineFeed
    }

    @inline(__always)
    private func versionFault(_ byte: UInt8, at offset: Int) -> RequestFailure? {
        let expected: UInt64 = 0x2E00_2F50_5454_48
        switch offset {
        case 5, 7: return ByteClass.isDigit(byte) ? nil : .badRequestLine
        case 8: return byte == ByteClass.carriageReturn ? nil : lineFault(byte)
        case 9: return byte == ByteClass.lineFeed ? nil : .badLineEnd
        default: return byte == UInt8(truncatingIfNeeded: expected >> UInt64(offset * 8)) ? nil : .badRequestLine
        }
    }

    /// Reads `name: value CR LF`, or the empty line.
    @inline(__always)
    func field(_ bytes: Span<UInt8>, from start: Int) throws(RequestFailure) -> FieldLine {
        var index = nameEnd(bytes, from: start)
        while index < end, ByteClass.isToken(bytes[index]) { index &+= 1 }
        guard index < end else { return try incompleteLine() }
        guard bytes[index] == ByteClass.colon, index > start else { return try noName(bytes, start, index) }
        var line = FieldLine(start..<index)
        index &+= 1
        while index < end, isBlank(bytes[index]) { index &+= 1 }
        line.value = index..<index
        index = nextControl(bytes, from: index)
        while index < end, bytes[index] == ByteClass.tab { index = nextControl(bytes, from: index + 1) }
        return try ending(line, at: index, bytes)
    }

    /// Ends a line at a control character, which must be its line end; white space before it does not belong to the value.
    @inline(__always)
    private func ending(_ line: FieldLine, at index: Int, _ bytes: Span<UInt8>) throws(RequestFailure) -> FieldLine {
        guard index < end else { return try incompleteLine() }
        guard bytes[index] == ByteClass.carriageReturn else { throw valueFault(bytes[index]) }
        guard index + 1 < end else { return try incompleteLine() }
        guard bytes[index + 1] == ByteClass.lineFeed else { throw .badLineEnd }
        var line = line
        var last = index
        while last > line.value.lowerBound, isBlank(bytes[last - 1]) { last &-= 1 }
        line.value = line.value.lowerBound..<last
        line.next = index + 2
        return line
    }

    /// The next byte that is no letter and no hyphen, of which nearly every name is made; other bytes of a token are not looked for.
    @inline(__always)
    private func nameEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let marks = bytes.word(at: index).marksOfOthersThanLettersAndHyphens
            guard marks == 0 else { return index &+ marks.unmarkedBytes }
            index &+= 8
        }
        return index
    }

    /// The next control character, eight bytes at a time; the end when there is none.
    @inline(__always)
    private func nextControl(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = bytes.word(at: index)
            let marks = word.marks(below: ByteClass.space) | word.marks(of: 0x7F)
            guard marks == 0 else { return index &+ marks.unmarkedBytes }
            index &+= 8
        }
        while index < end, bytes[index] >= ByteClass.space, bytes[index] != 0x7F { index &+= 1 }
        return index
    }

    /// A line that does not begin with a name and a colon: the empty line, or a fault.
    private func noName(_ bytes: Span<UInt8>, _ start: Int, _ index: Int) throws(RequestFailure) -> FieldLine {
        let byte = bytes[index]
        guard index == start else {
            if isBlank(byte) { throw .spaceBeforeColon }
            throw byte == ByteClass.lineFeed ? .badLineEnd : .badFieldName
        }
        if isBlank(byte) { throw .foldedField }
        if byte == ByteClass.lineFeed { throw .badLineEnd }
        guard byte == ByteClass.carriageReturn else { throw .badFieldName }
        guard index + 1 < end else { return try incompleteLine() }
        guard bytes[index + 1] == ByteClass.lineFeed else { throw .badLineEnd }
        var line = FieldLine(start..<start)
        line.next = index + 2
        return line
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == ByteClass.space || byte == ByteClass.tab }

    private func lineFault(_ byte: UInt8) -> RequestFailure {
        byte == ByteClass.lineFeed ? .badLineEnd : .badRequestLine
    }

    private func valueFault(_ byte: UInt8) -> RequestFailure {
        byte == ByteClass.lineFeed ? .badLineEnd : .controlInField
    }
}

extension UInt64 {
    /// Marks every byte that is neither an ASCII letter nor a hyphen; sums stay within their bytes, so that each mark is exact.
    @inline(__always)
    fileprivate var marksOfOthersThanLettersAndHyphens: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = self & ~UInt64.highBits
        let lower = low | ones &* 0x20
        let letters = (lower &+ ones &* 0x1F) & ~(lower &+ ones &* 0x05)
        let hyphens = ~((low ^ ones &* 0x2D) &+ ones &* 0x7F)
        return (self | ~(letters | hyphens)) & UInt64.highBits
    }
}
