/// Reads MessagePack (msgpack.org, 2013) as JSON values; every count is checked against the bytes that are left.
struct PackedReader {
    /// The extension type of a number that neither an integer nor a double holds: its JSON text.
    static let bigNumber: UInt8 = 1

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value that the bytes hold; `nil` when they are broken.
    mutating func readDocument() -> JSONValue? {
        let value = read()
        return index == bytes.count ? value : nil
    }

    private mutating func read() -> JSONValue? {
        guard !WorkLimit.isReached, let lead = take(1)?.first else { return nil }
        switch lead {
        case 0x00...0x7F, 0xE0...0xFF: return .integer(Int64(Int8(bitPattern: lead)))
        case 0x80...0x8F: return readObject(Int(lead & 15))
        case 0x90...0x9F: return readArray(Int(lead & 15))
        case 0xA0...0xBF: return readText(Int(lead & 31))
        case 0xC0: return .null
        case 0xC2, 0xC3: return .bool(lead == 0xC3)
        case 0xCA...0xD3: return readNumber(lead)
        default: return readCounted(lead)
        }
    }

    private mutating func readNumber(_ lead: UInt8) -> JSONValue? {
        let size = lead < 0xCC ? 4 << Int(lead - 0xCA) : 1 << Int(lead & 3)
        guard let number = take(size).flatMap({ PackedValue(bytes: [lead] + $0).number }) else { return nil }
        switch number {
        case .integer(let integer): return .integer(integer)
        case .number(let number): return .number(number)
        }
    }

    private mutating func readCounted(_ lead: UInt8) -> JSONValue? {
        switch lead {
        case 0xC4...0xC6: unsigned(1 << Int(lead - 0xC4)).flatMap { readText($0) }
        case 0xC7...0xC9: unsigned(1 << Int(lead - 0xC7)).flatMap { readExtension($0) }
        case 0xD4...0xD8: readExtension(1 << Int(lead - 0xD4))
        case 0xD9...0xDB: unsigned(1 << Int(lead - 0xD9)).flatMap { readText($0) }
        case 0xDC, 0xDD: unsigned(2 << Int(lead - 0xDC)).flatMap { readArray($0) }
        case 0xDE, 0xDF: unsigned(2 << Int(lead - 0xDE)).flatMap { readObject($0) }
        default: nil
        }
    }

    private mutating func readText(_ count: Int) -> JSONValue? {
        take(count).map { .string(String(decoding: $0, as: UTF8.self)) }
    }

    private mutating func readExtension(_ count: Int) -> JSONValue? {
        guard take(1)?.first == PackedReader.bigNumber else { return nil }
        return take(count).map { .bigNumber(String(decoding: $0, as: UTF8.self)) }
    }

    private mutating func readArray(_ count: Int) -> JSONValue? {
        guard enter(count) else { return nil }
        var elements: [JSONValue] = []
        for _ in 0..<count {
            guard let element = read() else { return nil }
            elements.append(element)
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func readObject(_ count: Int) -> JSONValue? {
        guard enter(count) else { return nil }
        var members: [JSONObject.Member] = []
        for _ in 0..<count {
            guard let name = readName(), let value = read() else { return nil }
            members.append(JSONObject.Member(name, value))
        }
        depth -= 1
        return .object(JSONObject(members))
    }

    private mutating func readName() -> String? {
        switch read() {
        case .string(let name): name
        case .integer(let integer): String(integer)
        default: nil
        }
    }

    private mutating func enter(_ count: Int) -> Bool {
        depth += 1
        return depth <= JSONValue.maximumDepth && count <= bytes.count - index
    }

    private mutating func unsigned(_ size: Int) -> Int? {
        take(size).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - index else { return nil }
        defer { index += count }
        return bytes[index..<index + count]
    }
}
