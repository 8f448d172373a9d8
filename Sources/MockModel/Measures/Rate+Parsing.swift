extension Rate {
    /// Reads a body speed: `20kB/s`, `1.5MB/s`, `500B/s`, `64KiB/s`; at least `1B/s`.
    ///
    /// - Throws: `ValueError` that says what is allowed and what was probably meant.
    public init(parsing text: String) throws(ValueError) {
        let allowed = "a number and a unit (B/s, kB/s, MB/s, GB/s, KiB/s, MiB/s), such as \"20kB/s\""
        guard let quantity = Quantity(text) else { throw ValueError("\"\(text)\" is no rate: write \(allowed)") }
        guard quantity.unit.hasSuffix("/s"), let scale = ByteSize.scale(of: quantity.unit.dropLast(2)) else {
            let meant = Rate.meantUnit(quantity.unit)
            throw ValueError(
                "\"\(text)\" is no rate: write \(allowed)", hint: "did you mean \"\(quantity.digits)\(meant)/s\"?")
        }
        let speed = quantity.number * scale
        guard speed >= 1, speed <= 1e15 else { throw ValueError("\"\(text)\" is no rate: at least \"1B/s\"") }
        self.init(bytesPerSecond: speed)
    }

    private static func meantUnit(_ unit: Substring) -> String {
        let word = unit.prefix { $0 != "/" }
        if word.lowercased().hasSuffix("ps") { return ByteSize.meantUnit(word.dropLast(2)) ?? "kB" }
        return ByteSize.meantUnit(word) ?? "kB"
    }
}

extension Rate: CustomStringConvertible {
    /// The speed as users write it: `20kB/s`.
    public var description: String { ByteSize.text(of: bytesPerSecond) + "/s" }
}
