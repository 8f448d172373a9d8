/// Writes JSON values (RFC 8259) as UTF-8.
///
/// Whole doubles stand without a fraction (`5`), others with the fewest digits that read back as the same number. A double that is no
/// number or infinite, which JSON cannot say, is written as `null`.
public enum JSONWriter {
    /// The value on one line, without white space.
    public static func compact(_ value: JSONValue) -> [UInt8] {
        var output = JSONOutput(indent: nil)
        output.write(value)
        return output.bytes
    }

    /// The value over several lines, two spaces a level, without a line feed at the end.
    public static func pretty(_ value: JSONValue) -> [UInt8] {
        var output = JSONOutput(indent: 2)
        output.write(value)
        return output.bytes
    }

    /// The value on one line, as text.
    public static func text(_ value: JSONValue) -> String {
        String(decoding: compact(value), as: UTF8.self)
    }

    /// The beginning of the value on one line, of about as many bytes; the work does not grow with the value.
    static func beginning(of value: JSONValue, bytes: Int) -> String {
        var output = JSONOutput(indent: nil, limit: bytes)
        output.write(value)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// A text in double quotes with its escapes.
    public static func quoted(_ text: String) -> String {
        JSONWriter.text(.string(text))
    }

    /// A double as JSON writes it.
    public static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// The bytes of a JSON value as they grow.
struct JSONOutput {
    private(set) var bytes: [UInt8] = []
    private let indent: Int?
    /// Bytes after which no further element is written.
    private let limit: Int
    private var level = 0

    init(indent: Int?, limit: Int = .max) {
        self.indent = indent
        self.limit = limit
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let truth): append(truth ? "true" : "false")
        case .integer(let integer): append(integer.description)
        case .number(let number): append(JSONWriter.text(of: number))
        case .bigNumber(let written): append(written)
        case .string(let text) where text.utf8.count > limit: writeText(String(text.unicodeScalars.prefix(limit)))
        case .string(let text): writeText(text)
        case .array(let elements): writeArray(elements)
        case .object(let object): writeObject(object.members)
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func writeArray(_ elements: [JSONValue]) {
        writeList(elements, "[", "]") { output, element in output.write(element) }
    }

    private mutating func writeObject(_ members: [JSONObject.Member]) {
        writeList(members, "{", "}") { output, member in
            output.writeText(member.name)
            output.append(output.indent == nil ? ":" : ": ")
            output.write(member.value)
        }
    }

    private mutating func writeList<Item>(
        _ items: [Item], _ opening: String, _ closing: String, write: (inout JSONOutput, Item) -> Void
    ) {
        append(opening)
        level += 1
        for (place, item) in items.enumerated() {
            if bytes.count >= limit { break }
            if place > 0 { append(",") }
            breakLine()
            write(&self, item)
        }
        level -= 1
        if !items.isEmpty { breakLine() }
        append(closing)
    }

    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    private mutating func writeText(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: \.needsJSONEscape) {
            for byte in text.utf8 { writeByte(byte) }
        } else {
            append(text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeByte(_ byte: UInt8) {
        guard byte.needsJSONEscape else { return bytes.append(byte) }
        switch byte {
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        case 0x22, 0x5C: bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        default:
            append("\\u00")
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            bytes.append(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10)
        }
    }
}

extension UInt8 {
    fileprivate var needsJSONEscape: Bool { self < 0x20 || self == 0x22 || self == 0x5C }
}
