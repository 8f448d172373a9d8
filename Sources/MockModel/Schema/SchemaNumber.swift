/// Numbers of JSON compared and divided exactly, whatever their size.
enum SchemaNumber {
    /// -1, 0 or 1 as the left number is less, equal or more; `nil` when one of them is no number.
    static func order(_ left: JSONValue, _ right: JSONValue) -> Int? {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.number(let left), .number(let right)): return left < right ? -1 : left > right ? 1 : 0
        default:
            guard let left = ExactDecimal(left), let right = ExactDecimal(right) else { return nil }
            return ExactDecimal.order(left, right)
        }
    }

    /// Whether a number has no fraction, as 1.0 has none.
    static func isWhole(_ value: JSONValue) -> Bool {
        switch value {
        case .integer: true
        case .number(let number): number.isFinite && number.rounded() == number
        case .bigNumber: ExactDecimal(value).map { $0.exponent >= 0 } ?? false
        default: false
        }
    }

    /// Whether a number is a whole multiple of a positive one.
    static func isMultiple(_ value: JSONValue, of divisor: ExactDecimal) -> Bool {
        if case .integer(let value) = value, divisor.exponent == 0, let step = divisor.significand {
            return value.magnitude % step == 0
        }
        return ExactDecimal(value).map { $0.isMultiple(of: divisor) } ?? false
    }
}

/// A number as digits and a power of ten: neither end has a zero, so that equal numbers look alike.
struct ExactDecimal: Sendable, Equatable {
    let isNegative: Bool
    /// The digits, each 0 to 9; none for zero.
    let digits: [UInt8]
    /// The power of ten that the digits are multiplied with.
    let exponent: Int

    init?(_ value: JSONValue) {
        switch value {
        case .integer(let integer): self.init(written: integer.description)
        case .number(let number) where number.isFinite: self.init(written: number.description)
        case .bigNumber(let text): self.init(written: text)
        default: return nil
        }
    }

    /// Reads a number of JSON; an exponent beyond 18 digits is as good as one of 18.
    private init(written text: String) {
        var digits: [UInt8] = []
        var shift = 0
        var isFraction = false
        var power = 0
        for (place, byte) in text.utf8.enumerated() {
            if byte | 0x20 == UInt8(ascii: "e") {
                let written = String(decoding: text.utf8.dropFirst(place + 1).prefix(18), as: UTF8.self)
                power = Int(written) ?? 0
                break
            }
            if byte == UInt8(ascii: ".") { isFraction = true }
            guard byte.isDigit else { continue }
            if isFraction { shift -= 1 }
            if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - 0x30) }
        }
        while digits.last == 0 {
            digits.removeLast()
            shift += 1
        }
        isNegative = text.utf8.first == UInt8(ascii: "-") && !digits.isEmpty
        exponent = digits.isEmpty ? 0 : power + shift
        self.digits = digits
    }

    /// The digits as a number, when 64 bits hold them.
    var significand: UInt64? {
        guard digits.count <= 18 else { return nil }
        return digits.reduce(0) { $0 * 10 + UInt64($1) }
    }

    /// The whole number, when it is one and 64 bits hold it.
    var integer: Int64? {
        guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
        let zeros = repeatElement(UInt8(0), count: exponent)
        return Int64((isNegative ? "-" : "") + (digits + zeros).map(String.init).joined())
    }

    /// Whether dividing by a positive number leaves no rest.
    ///
    /// Neither number ends in a zero, so that one with the smaller power of ten is no multiple of one with the larger.
    func isMultiple(of divisor: ExactDecimal) -> Bool {
        guard !digits.isEmpty else { return true }
        guard let step = divisor.significand, step > 0, exponent >= divisor.exponent else { return false }
        var rest: UInt64 = 0
        for digit in digits { rest = ExactDecimal.product(rest, 10, modulo: step, plus: UInt64(digit)) }
        let power = ExactDecimal.powerOfTen(exponent - divisor.exponent, modulo: step)
        return ExactDecimal.product(rest, power, modulo: step, plus: 0) == 0
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo: UInt64, plus: UInt64) -> UInt64 {
        UInt64((UInt128(left) * UInt128(right) + UInt128(plus)) % UInt128(modulo))
    }

    private static func powerOfTen(_ power: Int, modulo: UInt64) -> UInt64 {
        var result = 1 % modulo
        var base = 10 % modulo
        var power = power
        while power > 0 {
            if power & 1 == 1 { result = product(result, base, modulo: modulo, plus: 0) }
            base = product(base, base, modulo: modulo, plus: 0)
            power >>= 1
        }
        return result
    }

    static func order(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        guard left.isNegative == right.isNegative else { return left.isNegative ? -1 : 1 }
        let order = magnitudeOrder(left, right)
        return left.isNegative ? -order : order
    }

    private static func magnitudeOrder(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        guard !left.digits.isEmpty, !right.digits.isEmpty else {
            return (left.digits.isEmpty ? 0 : 1) - (right.digits.isEmpty ? 0 : 1)
        }
        let (leftSize, rightSize) = (left.digits.count + left.exponent, right.digits.count + right.exponent)
        guard leftSize == rightSize else { return leftSize < rightSize ? -1 : 1 }
        if left.digits == right.digits { return 0 }
        return left.digits.lexicographicallyPrecedes(right.digits) ? -1 : 1
    }
}
