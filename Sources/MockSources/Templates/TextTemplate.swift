import MockModel

/// Cuts text at its `{{ expression }}`s; `\{{` is `{{` itself.
struct TextTemplate {
    private let source: SourceText
    private let kind: TemplateChunk.Kind
    private var pieces: [TemplateChunk.Piece] = []
    private var literal: [UInt8] = []
    private var line: Int
    private var index: Int
    private var collector = ReferenceCollector()

    /// Cuts a part of a file.
    ///
    /// - Throws: `Problem` named `bad-template`.
    static func pieces(
        of range: Range<Int>, in source: SourceText, kind: TemplateChunk.Kind
    ) throws(Problem) -> [TemplateChunk.Piece] {
        var template = TextTemplate(source, kind, from: range.lowerBound)
        return try template.cut(upTo: range.upperBound)
    }

    private init(_ source: SourceText, _ kind: TemplateChunk.Kind, from start: Int) {
        self.source = source
        self.kind = kind
        index = start
        line = source.bytes[..<start].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    }

    private mutating func cut(upTo end: Int) throws(Problem) -> [TemplateChunk.Piece] {
        let bytes = end == source.bytes.count ? source.bytes : Array(source.bytes[..<end])
        while index < end {
            if bytes.hasBraces(at: index) {
                try bracesAhead(in: bytes)
            } else {
                move(over: bytes[index])
            }
        }
        flush()
        return pieces
    }

    private mutating func bracesAhead(in bytes: [UInt8]) throws(Problem) {
        guard literal.last != UInt8(ascii: "\\") else {
            literal.removeLast()
            literal += [UInt8(ascii: "{"), UInt8(ascii: "{")]
            index += 2
            return
        }
        flush()
        let expression = try self.expression(in: bytes)
        let source = source
        let references = collector.references(of: expression, in: bytes) { source.location(of: $0) }
        pieces.append(.expression(kind: kind, code: expression.code, line: line, references: references))
        line += bytes[index..<expression.end].count { $0 == 0x0A }
        index = expression.end + 2
    }

    private func expression(in bytes: [UInt8]) throws(Problem) -> LuaExpression {
        do throws(LuaExpression.Failure) {
            return try LuaExpression.inBraces(bytes, from: index + 2)
        } catch {
            throw TemplateProblem.problem(error, braces: source.location(of: index..<index + 2)) { offset in
                source.location(of: offset..<offset + 1)
            }
        }
    }

    private mutating func move(over byte: UInt8) {
        literal.append(byte)
        if byte == 0x0A { line += 1 }
        index += 1
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        pieces.append(.text(literal))
        literal = []
    }
}

extension [UInt8] {
    /// Whether `{{` stands at an offset.
    func hasBraces(at index: Int) -> Bool {
        self[index] == UInt8(ascii: "{") && index + 1 < count && self[index + 1] == UInt8(ascii: "{")
    }

    /// Whether there is a `{{` anywhere.
    var haveBraces: Bool {
        var previous: UInt8 = 0
        for byte in self {
            if byte == UInt8(ascii: "{"), previous == byte { return true }
            previous = byte
        }
        return false
    }
}
