extension Duration {
    /// The units of durations, from small to large.
    static let units: [(name: String, nanoseconds: Double)] = [
        ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3_600e9), ("d", 86_400e9),
    ]

    /// Reads a duration with its unit: `250ms`, `1.5s`, `15m`, `24h`, `30d`, `0`; at most 36,500 days.
    ///
    /// - Parameters:
    ///   - text: the text as a user wrote it.
    ///   - signed: whether a minus sign may stand in front, as in `-1h`.
    /// - Throws: `ValueError` that says what is allowed and what was probably meant.
    public init(mock text: String, signed: Bool = false) throws(ValueError) {
        let negative = text.hasPrefix("-")
        if negative && !signed {
            throw ValueError(
                "\"\(text)\" is no duration here: it cannot be negative", hint: "write \"\(text.dropFirst())\"")
        }
        let magnitude = try Duration(unsigned: negative ? String(text.dropFirst()) : text, written: text)
        self = negative ? .zero - magnitude : magnitude
    }

    private init(unsigned text: String, written: String) throws(ValueError) {
        let allowed = "a number and a unit (ms, s, m, h, d), such as \"250ms\""
        guard let quantity = Quantity(text) else { throw ValueError("\"\(written)\" is no duration: write \(allowed)") }
        let scale = try Duration.scale(of: quantity, written: written)
        let nanoseconds = (quantity.number * scale).rounded()
        guard nanoseconds <= Duration.longest / .nanoseconds(1) else {
            throw ValueError("\"\(written)\" is too long: at most \"36500d\"")
        }
        self = .nanoseconds(Int64(nanoseconds))
    }

    private static func scale(of quantity: Quantity, written: String) throws(ValueError) -> Double {
        if let unit = units.first(where: { $0.name == quantity.unit }) { return unit.nanoseconds }
        if quantity.unit.isEmpty {
            guard quantity.number != 0 else { return 0 }
            throw ValueError(
                "\"\(written)\" is no duration: it has no unit (ms, s, m, h, d)",
                hint: "did you mean \"\(written)ms\" or \"\(written)s\"?")
        }
        let near = meantUnit(quantity.unit.lowercased())
        throw ValueError(
            "\"\(written)\" is no duration: \"\(quantity.unit)\" is no unit (ms, s, m, h, d)",
            hint: near.map { "did you mean \"\(written.hasPrefix("-") ? "-" : "")\(quantity.digits)\($0)\"?" })
    }

    private static func meantUnit(_ word: String) -> String? {
        switch word {
        case "ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds": "ms"
        case "s", "sec", "secs", "second", "seconds": "s"
        case "m", "min", "mins", "minute", "minutes": "m"
        case "h", "hr", "hrs", "hour", "hours": "h"
        case "d", "day", "days": "d"
        default: nil
        }
    }

    /// The duration as users write it, in its largest fitting unit: `250ms`, `1.5s`, `90s`, `15m`, `1d`.
    public var written: String {
        guard self >= .zero else { return "-" + (.zero - self).written }
        let nanoseconds = Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
        guard nanoseconds > 0 else { return "0ms" }
        let whole = Duration.units.dropFirst(2).reversed().first { isMultiple(nanoseconds, of: $0.nanoseconds) }
        let unit = whole ?? Duration.units[nanoseconds < 1e9 ? 0 : 1]
        return Quantity.text(nanoseconds / unit.nanoseconds) + unit.name
    }

    private func isMultiple(_ nanoseconds: Double, of unit: Double) -> Bool {
        nanoseconds.truncatingRemainder(dividingBy: unit) == 0
    }
}
