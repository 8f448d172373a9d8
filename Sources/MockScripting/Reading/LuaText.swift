internal import MockModel

/// Lua source with its tokens, chains and calls, and the places of them in lines and columns.
struct LuaText {
    let bytes: [UInt8]
    let outline: LuaOutline
    /// Where each line begins.
    private let starts: [Int]

    var tokens: [LuaToken] { outline.tokens }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        outline = LuaOutline(LuaLexer.tokens(of: bytes))
        starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    /// The place of some tokens; what lies on further lines is left out of its length.
    func location(of range: Range<Int>, in file: String) -> SourceLocation? {
        guard let first = tokens[range].first, let last = tokens[range].last else { return nil }
        return location(ofBytes: first.range.lowerBound..<last.range.upperBound, line: first.line, in: file)
    }

    /// The place of some bytes that begin on a line.
    func location(ofBytes range: Range<Int>, line: Int, in file: String) -> SourceLocation? {
        guard starts.indices.contains(line - 1) else { return nil }
        let meant = bytes[range].prefix { $0 != 0x0A }
        let length = String(decoding: meant, as: UTF8.self).trimmedAtEnd.count
        let column = String(decoding: bytes[starts[line - 1]..<range.lowerBound], as: UTF8.self).count + 1
        return SourceLocation(file: file, line: line, column: column, length: max(1, length))
    }

    /// The line of a byte, from 1.
    func line(ofByte place: Int) -> Int {
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The bytes of a line, without its end.
    func bytes(ofLine line: Int) -> Range<Int> {
        guard starts.indices.contains(line - 1) else { return 0..<0 }
        let end = starts.indices.contains(line) ? starts[line] - 1 : bytes.count
        let start = starts[line - 1]
        return start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
    }

    /// The source of some tokens, as it is written.
    func source(of range: Range<Int>) -> String {
        guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
        return String(decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
    }

    /// The tokens of a line.
    func places(onLine line: Int) -> Range<Int> {
        firstToken(from: line)..<firstToken(from: line + 1)
    }

    /// The first token on a line or behind it.
    private func firstToken(from line: Int) -> Int {
        firstToken { $0.line >= line }
    }

    /// The first token that begins at a byte or behind it.
    func firstToken(fromByte byte: Int) -> Int {
        firstToken { $0.range.lowerBound >= byte }
    }

    /// The first token for which something holds that holds for all behind it.
    private func firstToken(where holds: (LuaToken) -> Bool) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if holds(tokens[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    func isSign(_ sign: String, at place: Int) -> Bool {
        tokens.indices.contains(place) && tokens[place].isSign(sign)
    }

    /// Whether all of it stands on one line.
    func isOnOneLine(_ range: Range<Int>) -> Bool {
        guard let first = tokens[range].first, let last = tokens[range].last else { return false }
        return !bytes[first.range.lowerBound..<last.range.upperBound].contains(0x0A)
    }

    /// The chain around a token.
    func chain(of place: Int) -> LuaChain? {
        outline.chains.filter { $0.range.contains(place) }.min { $0.range.count < $1.range.count }
    }
}

extension String {
    fileprivate var trimmedAtEnd: Substring {
        var text = self[...]
        while let last = text.last, last == "\r" || last == "\r\n" || last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
