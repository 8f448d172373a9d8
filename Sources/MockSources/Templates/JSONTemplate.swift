import MockModel

/// Cuts JSON at the strings that hold `{{ expression }}`s, and leaves all else as it is formatted.
///
/// A string that is one expression becomes its value: `"{{ 1 + 1 }}"` is sent as `2`. Among text, and as the name of a member, the
/// expression stays inside the string. Escapes of JSON are read first: `\"` is a quote of the expression.
struct JSONTemplate {
    private let source: SourceText
    private var pieces: [TemplateChunk.Piece] = []
    private var literal: [UInt8] = []
    private var line: Int
    private var index: Int
    private let end: Int
    private var collector = ReferenceCollector()

    /// Cuts a part of a file that was checked to be JSON.
    ///
    /// - Throws: `Problem` named `bad-template`.
    static func pieces(of range: Range<Int>, in source: SourceText) throws(Problem) -> [TemplateChunk.Piece] {
        var template = JSONTemplate(source, range)
        return try template.cut()
    }

    private init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        index = range.lowerBound
        end = range.upperBound
        line = source.bytes[..<range.lowerBound].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    }

    private mutating func cut() throws(Problem) -> [TemplateChunk.Piece] {
        while index < end {
            let byte = source.bytes[index]
            if byte == UInt8(ascii: "\"") {
                try string()
            } else {
                if byte == 0x0A { line += 1 }
                literal.append(byte)
                index += 1
            }
        }
        flush()
        return pieces
    }

    private mutating func string() throws(Problem) {
        let close = closingQuote()
        let inside = JSONStringText(source.bytes[index + 1..<close])
        defer { index = min(close + 1, end) }
        guard inside.bytes.haveBraces else {
            literal += source.bytes[index..<min(close + 1, end)]
            return
        }
        let start = index + 1
        if !isName(endingAt: close), inside.bytes.hasBraces(at: 0) {
            let expression = try expression(in: inside, at: 0, start: start)
            if expression.end + 2 == inside.bytes.count {
                flush()
                add(expression, .json, of: inside, start: start)
                return
            }
        }
        try mixed(inside, start: start)
    }

    private func closingQuote() -> Int {
        var place = index + 1
        while place < end, source.bytes[place] != UInt8(ascii: "\"") {
            place += source.bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(place, end)
    }

    private func isName(endingAt quote: Int) -> Bool {
        guard quote + 1 < end else { return false }
        let rest = source.bytes[(quote + 1)..<end]
        return rest.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) } == UInt8(ascii: ":")
    }

    /// A string with text and expressions: the text stays as it is escaped.
    private mutating func mixed(_ inside: JSONStringText, start: Int) throws(Problem) {
        literal.append(UInt8(ascii: "\""))
        var place = 0
        while place < inside.bytes.count {
            guard inside.bytes.hasBraces(at: place) else {
                let isEscape = inside.isEscapedBraces(at: place)
                if !isEscape { literal += source.bytes[inside.source(of: place, start: start)] }
                place += 1
                if isEscape {
                    literal += Array("{{".utf8)
                    place += 2
                }
                continue
            }
            flush()
            let expression = try expression(in: inside, at: place, start: start)
            add(expression, .jsonstring, of: inside, start: start)
            place = expression.end + 2
        }
        literal.append(UInt8(ascii: "\""))
    }

    private mutating func add(
        _ expression: LuaExpression, _ kind: TemplateChunk.Kind, of inside: JSONStringText, start: Int
    ) {
        let source = source
        let references = collector.references(of: expression, in: inside.bytes) { range in
            let first = inside.source(of: range.lowerBound, start: start)
            let last = inside.source(of: range.upperBound - 1, start: start)
            return source.location(of: first.lowerBound..<last.upperBound)
        }
        pieces.append(.expression(kind: kind, code: expression.code, line: line, references: references))
    }

    private func expression(in inside: JSONStringText, at place: Int, start: Int) throws(Problem) -> LuaExpression {
        do throws(LuaExpression.Failure) {
            return try LuaExpression.inBraces(inside.bytes, from: place + 2)
        } catch {
            let braces = inside.source(of: place, start: start).lowerBound
            throw TemplateProblem.problem(error, braces: source.location(of: braces..<braces + 2)) { offset in
                source.location(of: inside.source(of: offset, start: start))
            }
        }
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        pieces.append(.text(literal))
        literal = []
    }
}

/// The inside of a JSON string without its escapes, each byte with the place that it came from.
///
/// Escaped control characters become the escapes that Lua has for them, so that a string of the expression stays on its line.
struct JSONStringText {
    private(set) var bytes: [UInt8] = []
    /// Where each byte begins in the raw text; one more for the end.
    private var places: [Int] = []
    private let raw: ArraySlice<UInt8>

    init(_ raw: ArraySlice<UInt8>) {
        self.raw = raw
        bytes.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex { index = read(at: index) }
        places.append(raw.count)
    }

    /// The raw bytes of the byte at an offset, in a file where the raw text begins at `start`.
    func source(of offset: Int, start: Int) -> Range<Int> {
        guard offset < bytes.count else { return start + raw.count..<start + raw.count }
        let first = places[offset]
        // The bytes of one escape share its place: the first one stands for all of it, the others for nothing.
        if offset > 0, places[offset - 1] == first { return start + first..<start + first }
        let next = places[(offset + 1)...].first { $0 != first } ?? raw.count
        return start + first..<start + next
    }

    /// Whether `\{{` stands at an offset.
    func isEscapedBraces(at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count && bytes.hasBraces(at: index + 1)
    }

    private mutating func read(at index: Int) -> Int {
        guard raw[index] == UInt8(ascii: "\\"), index + 1 < raw.endIndex else {
            add([raw[index]], from: index)
            return index + 1
        }
        let escaped = raw[index + 1]
        switch escaped {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            add([UInt8(ascii: "\\"), escaped], from: index)
        case UInt8(ascii: "u"): return unicode(at: index)
        default: add([escaped], from: index)
        }
        return index + 2
    }

    private mutating func unicode(at index: Int) -> Int {
        let high = unit(at: index)
        guard let high, (0xD800..<0xDC00).contains(high), let low = unit(at: index + 6),
            let scalar = Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF)
        else {
            let scalar = high.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
            add(Array(String(Character(scalar)).utf8), from: index)
            return min(index + 6, raw.endIndex)
        }
        add(Array(String(Character(scalar)).utf8), from: index)
        return min(index + 12, raw.endIndex)
    }

    private func unit(at index: Int) -> UInt32? {
        guard index + 6 <= raw.endIndex, raw[index] == UInt8(ascii: "\\"), raw[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt32(String(decoding: raw[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }

    private mutating func add(_ text: [UInt8], from index: Int) {
        bytes += text
        places += repeatElement(index - raw.startIndex, count: text.count)
    }
}
