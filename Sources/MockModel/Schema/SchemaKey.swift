/// A value in a form in which equal values look alike.
///
/// Equal are 1 and 1.0, and objects whatever the order of their members
/// (JSON Schema 2020-12 Core §4.2.2). Texts are equal when their characters are, byte for byte.
struct SchemaKey: Sendable, Hashable {
    private let bytes: [UInt8]

    init(_ value: JSONValue) {
        var bytes: [UInt8] = []
        SchemaKey.append(value, to: &bytes)
        self.bytes = bytes
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        if WorkLimit.isReached { return }
        switch value {
        case .null: bytes.append(UInt8(ascii: "n"))
        case .bool(let truth): bytes.append(UInt8(ascii: truth ? "t" : "f"))
        case .integer, .number, .bigNumber: append(number: value, to: &bytes)
        case .string(let text): append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for element in elements { append(element, to: &bytes) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for member in object.members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                append(member.name, to: &bytes)
                append(member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8.count.description.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(number: JSONValue, to bytes: inout [UInt8]) {
        guard let decimal = ExactDecimal(number) else {
            bytes.append(UInt8(ascii: "?"))
            return
        }
        bytes.append(UInt8(ascii: decimal.isNegative ? "-" : "+"))
        for digit in decimal.digits { bytes.append(digit + 0x30) }
        bytes.append(UInt8(ascii: "e"))
        bytes.append(contentsOf: decimal.exponent.description.utf8)
        bytes.append(UInt8(ascii: ","))
    }
}
