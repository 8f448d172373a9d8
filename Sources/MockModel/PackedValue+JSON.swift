extension JSONValue {
    /// Unpacks a value.
    ///
    /// Bytes that are not UTF-8 become U+FFFD, whole numbers as names their digits. What is no MessagePack, or deeper than
    /// `maximumDepth`, is `null`: packed values are only ever made by this program.
    public init(_ packed: PackedValue) {
        var reader = PackedReader(packed.bytes)
        self = reader.readDocument() ?? .null
    }
}

extension PackedValue {
    /// Packs a value: shortest whole numbers, doubles as 64 bits, `bigNumber` as the text of extension 1.
    public init(_ value: JSONValue) {
        var writer = PackedWriter()
        writer.write(value)
        self.init(bytes: writer.bytes)
    }
}

/// Writes JSON values as MessagePack.
private struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        if WorkLimit.isReached { return }
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let truth): bytes.append(truth ? 0xC3 : 0xC2)
        case .integer(let integer): write(integer)
        case .number(let number): append(0xCB, number.bitPattern, 8)
        case .bigNumber(let text): writeBig(text)
        case .string(let text): write(text)
        case .array(let elements):
            writeHead(0x90, 0xDC, count: elements.count)
            elements.forEach { write($0) }
        case .object(let object):
            writeHead(0x80, 0xDE, count: object.members.count)
            for member in object.members {
                write(member.name)
                write(member.value)
            }
        }
    }

    private mutating func write(_ integer: Int64) {
        let bits = UInt64(bitPattern: integer)
        switch integer {
        case -32...127: bytes.append(UInt8(truncatingIfNeeded: integer))
        case 0...0xFF: append(0xCC, bits, 1)
        case 0...0xFFFF: append(0xCD, bits, 2)
        case 0...0xFFFF_FFFF: append(0xCE, bits, 4)
        case -0x80..<0: append(0xD0, bits, 1)
        case -0x8000..<0: append(0xD1, bits, 2)
        case -0x8000_0000..<0: append(0xD2, bits, 4)
        default: append(0xD3, bits, 8)
        }
    }

    private mutating func write(_ text: String) {
        let count = text.utf8.count
        if count < 32 {
            bytes.append(0xA0 | UInt8(count))
        } else {
            writeCount(0xD9, count)
        }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func writeBig(_ text: String) {
        writeCount(0xC7, text.utf8.count)
        bytes.append(PackedReader.bigNumber)
        bytes.append(contentsOf: text.utf8)
    }

    /// A count of one, two or four bytes behind one of three leads in a row.
    private mutating func writeCount(_ lead: UInt8, _ count: Int) {
        let size = count <= 0xFF ? 0 : count <= 0xFFFF ? 1 : 2
        append(lead + UInt8(size), UInt64(count), 1 << size)
    }

    private mutating func writeHead(_ short: UInt8, _ long: UInt8, count: Int) {
        if count < 16 { return bytes.append(short | UInt8(count)) }
        count <= 0xFFFF ? append(long, UInt64(count), 2) : append(long + 1, UInt64(count), 4)
    }

    private mutating func append(_ lead: UInt8, _ value: UInt64, _ size: Int) {
        bytes.append(lead)
        for place in stride(from: 8 * (size - 1), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(place)))
        }
    }
}
