/// Reads the grammar of JSON (RFC 8259): an index that only moves forward, and an outline of what stands where.
struct JSONReader {
    let bytes: [UInt8]
    var index = 0
    var outline: JSONOutline
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        outline = JSONOutline(of: bytes)
    }

    /// The byte at the index; 0 at the end, where no rule expects one.
    var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func readDocument() throws(JSONError) -> JSONOutline {
        skipSpace()
        try readValue()
        skipSpace()
        guard index == bytes.count else { throw failure(expected: "the end of the text after the value") }
        return outline
    }

    /// Moves over white space, of which there is most often none or a blank.
    @inline(__always)
    mutating func skipSpace() {
        if peek == 0x20 { index += 1 }
        if peek <= 0x20 { skipMoreSpace() }
    }

    @inline(never)
    private mutating func skipMoreSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func readValue() throws(JSONError) {
        switch peek {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readWord("true", .yes)
        case UInt8(ascii: "f"): try readWord("false", .no)
        case UInt8(ascii: "n"): try readWord("null", .null)
        default: throw failure(expected: "a value")
        }
    }

    private mutating func readWord(_ word: StaticString, _ kind: JSONOutline.Kind) throws(JSONError) {
        let start = index
        let wanted = word.description.utf8
        guard bytes[index...].starts(with: wanted), !isWordByte(at: index + wanted.count) else {
            throw failure(expected: "a value", at: start)
        }
        index += wanted.count
        outline.append(kind, start..<index)
    }

    private mutating func readArray() throws(JSONError) {
        let entry = try enter(.array)
        var more = peek != UInt8(ascii: "]")
        if !more { index += 1 }
        while more {
            try readValue()
            more = try readSeparator(closing: UInt8(ascii: "]"))
        }
        leave(entry)
    }

    private mutating func readObject() throws(JSONError) {
        let entry = try enter(.object)
        var more = peek != UInt8(ascii: "}")
        if !more { index += 1 }
        while more {
            try readMember()
            more = try readSeparator(closing: UInt8(ascii: "}"))
        }
        leave(entry)
    }

    private mutating func enter(_ kind: JSONOutline.Kind) throws(JSONError) -> Int {
        depth += 1
        guard depth <= JSONValue.maximumDepth else {
            throw failure("more than \(JSONValue.maximumDepth) arrays and objects in each other", at: index)
        }
        let entry = outline.append(kind, index..<index + 1)
        index += 1
        skipSpace()
        return entry
    }

    private mutating func leave(_ entry: Int) {
        depth -= 1
        outline.close(entry)
    }

    private mutating func readMember() throws(JSONError) {
        guard peek == UInt8(ascii: "\"") else { throw failure(expected: "a name in double quotes") }
        try readString()
        if peek != UInt8(ascii: ":") { skipSpace() }
        guard peek == UInt8(ascii: ":") else { throw failure(expected: "':' after the name") }
        index += 1
        skipSpace()
        try readValue()
    }

    /// After an element: moves over the comma, which tells that more follow, or over the closing bracket.
    private mutating func readSeparator(closing: UInt8) throws(JSONError) -> Bool {
        var byte = peek
        if byte <= 0x20 {
            skipSpace()
            byte = peek
        }
        guard byte == UInt8(ascii: ",") else {
            guard byte == closing else { throw noSeparator(closing) }
            index += 1
            return false
        }
        index += 1
        skipSpace()
        if WorkLimit.isReached { throw failure("the time of the run is used up", at: index) }
        return true
    }

    private func noSeparator(_ closing: UInt8) -> JSONError {
        failure(expected: "',' or '\(Character(Unicode.Scalar(closing)))' after the value")
    }
}
