/// A number of bytes as users write it: `64MB`, `10kB`, `1.5MiB`.
public struct ByteSize: Sendable, Hashable {
    /// How many bytes.
    public let bytes: Int

    /// Takes a number of bytes.
    public init(bytes: Int) {
        self.bytes = bytes
    }

    /// Decimal units (IEC 80000-13): 1 kB is 1,000 bytes, 1 KiB is 1,024.
    static let units: [(name: String, bytes: Double)] = [
        ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1_024), ("MiB", 1_048_576), ("GiB", 1_073_741_824),
    ]

    /// Reads a size with its unit; `0` needs none.
    ///
    /// - Throws: `ValueError` that says what is allowed and what was probably meant.
    public init(parsing text: String) throws(ValueError) {
        guard let quantity = Quantity(text) else {
            throw ValueError(
                "\"\(text)\" is no size: write a number and a unit (B, kB, MB, GB, KiB, MiB, GiB), such as \"64MB\"")
        }
        let bytes = (quantity.number * (try ByteSize.scale(of: quantity, written: text))).rounded()
        guard bytes <= 1e15 else { throw ValueError("\"\(text)\" is too large: at most \"1000000GB\"") }
        self.bytes = Int(bytes)
    }

    private static func scale(of quantity: Quantity, written: String) throws(ValueError) -> Double {
        if let scale = scale(of: quantity.unit) { return scale }
        if quantity.unit.isEmpty {
            guard quantity.number != 0 else { return 0 }
            throw ValueError(
                "\"\(written)\" is no size: it has no unit (B, kB, MB, GB, KiB, MiB, GiB)",
                hint: "did you mean \"\(written)B\" or \"\(written)MB\"?")
        }
        throw ValueError(
            "\"\(written)\" is no size: \"\(quantity.unit)\" is no unit (B, kB, MB, GB, KiB, MiB, GiB)",
            hint: meantUnit(quantity.unit).map { "did you mean \"\(quantity.digits)\($0)\"?" })
    }

    static func scale(of unit: Substring) -> Double? {
        units.first { $0.name == unit }?.bytes
    }

    /// The unit that was meant by another spelling: `KB`, `mb`, `M`, `bytes`.
    static func meantUnit(_ unit: Substring) -> String? {
        let word = unit.lowercased()
        guard !word.isEmpty else { return nil }
        if word == "byte" || word == "bytes" { return "B" }
        return units.first { $0.name.lowercased() == word || $0.name.lowercased() == word + "b" }?.name
    }

    /// The largest decimal unit that gives at least 1, with at most three decimals.
    static func text(of bytes: Double) -> String {
        let unit = units.prefix(4).last { bytes >= $0.bytes } ?? units[0]
        return Quantity.text(bytes / unit.bytes) + unit.name
    }
}

extension ByteSize: CustomStringConvertible {
    /// The size in its largest decimal unit: `64MB`, `1.5kB`.
    public var description: String { ByteSize.text(of: Double(bytes)) }
}
