extension PackedValue {
    /// The number it holds; `nil` when it is something else (MessagePack formats 0x00–0x7F, 0xE0–0xFF, 0xCA–0xD3).
    public var number: PackedNumber? {
        guard let first = bytes.first else { return nil }
        switch first {
        case 0x00...0x7F, 0xE0...0xFF: return .integer(Int64(Int8(bitPattern: first)))
        case 0xCA: return unsigned(4).map { .number(Double(Float(bitPattern: UInt32($0)))) }
        case 0xCB: return unsigned(8).map { .number(Double(bitPattern: $0)) }
        case 0xCC...0xCF: return unsigned(1 << Int(first - 0xCC)).map(PackedNumber.init(unsigned:))
        case 0xD0: return unsigned(1).map { .integer(Int64(Int8(truncatingIfNeeded: $0))) }
        case 0xD1: return unsigned(2).map { .integer(Int64(Int16(truncatingIfNeeded: $0))) }
        case 0xD2: return unsigned(4).map { .integer(Int64(Int32(truncatingIfNeeded: $0))) }
        case 0xD3: return unsigned(8).map { .integer(Int64(bitPattern: $0)) }
        default: return nil
        }
    }

    /// Packs a number: the shortest form of a whole one, a double of any other.
    public init(_ number: PackedNumber) {
        switch number {
        case .integer(let value) where value >= -32 && value < 128: self.init(bytes: [UInt8(truncatingIfNeeded: value)])
        case .integer(let value): self.init(bytes: PackedValue.eightBytes(UInt64(bitPattern: value), behind: 0xD3))
        case .number(let value): self.init(bytes: PackedValue.eightBytes(value.bitPattern, behind: 0xCB))
        }
    }

    private func unsigned(_ count: Int) -> UInt64? {
        guard bytes.count == count + 1 else { return nil }
        return bytes.dropFirst().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A format byte and a value, most significant byte first, made in one piece.
    private static func eightBytes(_ value: UInt64, behind format: UInt8) -> [UInt8] {
        func byte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift) }
        return [format, byte(56), byte(48), byte(40), byte(32), byte(24), byte(16), byte(8), byte(0)]
    }
}

extension PackedNumber {
    /// A whole number, or a double when it does not fit 64 signed bits.
    init(unsigned value: UInt64) {
        self = Int64(exactly: value).map(PackedNumber.integer) ?? .number(Double(value))
    }

    /// The sum; whole as long as both are whole and it fits 64 bits.
    public static func + (left: PackedNumber, right: PackedNumber) -> PackedNumber {
        if case .integer(let first) = left, case .integer(let second) = right {
            let (sum, overflow) = first.addingReportingOverflow(second)
            if !overflow { return .integer(sum) }
        }
        return .number(left.double + right.double)
    }

    /// The value as a double.
    public var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        }
    }
}
