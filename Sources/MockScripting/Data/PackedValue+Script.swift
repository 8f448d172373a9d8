internal import MockModel

extension PackedValue {
    /// Packs what Lua handed over; nothing is no value.
    init?(_ value: ScriptValue) {
        switch value {
        case .nothing: return nil
        case .null: self.init(bytes: [0xC0])
        case .boolean(let truth): self.init(bytes: [truth ? 0xC3 : 0xC2])
        case .integer(let number): self.init(PackedNumber.integer(number))
        case .number(let number): self.init(PackedNumber.number(number))
        case .packed(let bytes): self.init(bytes: bytes)
        case .bytes(let bytes): self.init(text: bytes)
        }
    }

    /// Packs a Lua string: text when it is UTF-8, else bytes.
    private init(text bytes: [UInt8]) {
        let isText = String(validating: bytes, as: UTF8.self) != nil
        let head: [UInt8] =
            switch bytes.count {
            case 0..<32 where isText: [0xA0 | UInt8(bytes.count)]
            case 0..<256: [isText ? 0xD9 : 0xC4, UInt8(bytes.count)]
            case 256..<65_536: [isText ? 0xDA : 0xC5] + PackedValue.bigEndian(bytes.count, 2)
            default: [isText ? 0xDB : 0xC6] + PackedValue.bigEndian(bytes.count, 4)
            }
        self.init(bytes: head + bytes)
    }

    /// Packs values as one array.
    static func array(_ values: [PackedValue]) -> PackedValue {
        var bytes: [UInt8] =
            switch values.count {
            case 0..<16: [0x90 | UInt8(values.count)]
            case 16..<65_536: [0xDC] + bigEndian(values.count, 2)
            default: [0xDD] + bigEndian(values.count, 4)
            }
        bytes.reserveCapacity(values.reduce(bytes.count) { $0 + $1.bytes.count })
        for value in values { bytes.append(contentsOf: value.bytes) }
        return PackedValue(bytes: bytes)
    }

    /// Packs at most 15 names and values as one map.
    static func map(_ members: [(name: String, value: PackedValue)]) -> PackedValue {
        var bytes: [UInt8] = [0x80 | UInt8(members.count & 0x0F)]
        for member in members { bytes += PackedValue(member.name).bytes + member.value.bytes }
        return PackedValue(bytes: bytes)
    }

    private static func bigEndian(_ count: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: count >> (8 * (width - 1 - $0))) }
    }
}

extension PackedNumber {
    init?(_ value: ScriptValue) {
        switch value {
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        default: return nil
        }
    }
}

extension ScriptValue {
    init(_ number: PackedNumber) {
        switch number {
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        }
    }

    init(_ argument: ScriptArgument) {
        switch argument {
        case .none: self = .nothing
        case .bool(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .text(let value): self = .text(value)
        }
    }
}

extension ScriptArgument {
    init(_ value: ScriptValue) {
        switch value {
        case .boolean(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .bytes: self = .text(value.text ?? "")
        case .nothing, .null, .packed: self = .none
        }
    }
}
