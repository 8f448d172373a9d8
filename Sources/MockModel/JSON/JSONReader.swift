/// Reads JSON from bytes: an index that only moves forward, no copies but the values themselves.
struct JSONReader {
    let bytes: [UInt8]
    var index = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte at the index; 0 at the end, where no rule expects one.
    var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func readDocument() throws(JSONError) -> JSONValue {
        skipSpace()
        let value = try readValue()
        skipSpace()
        guard index == bytes.count else { throw failure(expected: "the end of the text after the value") }
        return value
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func readValue() throws(JSONError) -> JSONValue {
        switch peek {
        case UInt8(ascii: "\""): .string(try readString())
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readWord("true", .bool(true))
        case UInt8(ascii: "f"): try readWord("false", .bool(false))
        case UInt8(ascii: "n"): try readWord("null", .null)
        default: throw failure(expected: "a value")
        }
    }

    private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let start = index
        let wanted = word.description.utf8
        guard bytes[index...].starts(with: wanted), !isWordByte(at: index + wanted.count) else {
            throw failure(expected: "a value", at: start)
        }
        index += wanted.count
        return value
    }

    private mutating func readArray() throws(JSONError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        var more = peek != UInt8(ascii: "]")
        if !more { index += 1 }
        while more {
            elements.append(try readValue())
            more = try readSeparator(closing: UInt8(ascii: "]"))
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func readObject() throws(JSONError) -> JSONValue {
        try enter()
        var members: [JSONObject.Member] = []
        var more = peek != UInt8(ascii: "}")
        if !more { index += 1 }
        while more {
            members.append(try readMember())
            more = try readSeparator(closing: UInt8(ascii: "}"))
        }
        depth -= 1
        return .object(JSONObject(members))
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= JSONValue.maximumDepth else {
            throw failure("more than \(JSONValue.maximumDepth) arrays and objects in each other", at: index)
        }
        index += 1
        skipSpace()
    }

    private mutating func readMember() throws(JSONError) -> JSONObject.Member {
        guard peek == UInt8(ascii: "\"") else { throw failure(expected: "a name in double quotes") }
        let name = try readString()
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw failure(expected: "':' after the name") }
        index += 1
        skipSpace()
        return JSONObject.Member(name, try readValue())
    }

    /// After an element: moves over the comma, which tells that more follow, or over the closing bracket.
    private mutating func readSeparator(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        let byte = peek
        guard byte == UInt8(ascii: ",") || byte == closing else {
            throw failure(expected: "',' or '\(Character(Unicode.Scalar(closing)))' after the value")
        }
        index += 1
        if byte == closing { return false }
        skipSpace()
        return true
    }
}
