extension JSONOutline {
    /// The value of an entry.
    func value(at place: Int) -> JSONValue {
        let entry = entries[place]
        if WorkLimit.isReached { return .null }
        switch entry.kind {
        case .null: return .null
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .whole, .fraction: return number(bytes[entry.range], isWhole: entry.kind == .whole)
        case .text, .escaped: return .string(text(at: place))
        case .array: return .array(children(of: place).map(value))
        case .object: return .object(object(at: place))
        }
    }

    private func object(at place: Int) -> JSONObject {
        var members: [JSONObject.Member] = []
        forEachMember(of: place) { name, place in
            members.append(.init(text(at: name), value(at: place)))
        }
        return JSONObject(members)
    }

    private func text(at place: Int) -> String {
        if entries[place].kind == .escaped, let text = texts[place] { return text }
        return String(decoding: bytes[entries[place].range], as: UTF8.self)
    }

    /// A number, kept exactly.
    private func number(_ written: ArraySlice<UInt8>, isWhole: Bool) -> JSONValue {
        if isWhole, let integer = integer(written) { return .integer(integer) }
        let text = String(decoding: written, as: UTF8.self)
        // Fifteen digits come back from a double as they were written (IEEE 754 §5.12.2).
        guard significantDigits(written) <= (keepsDigits ? 15 : 17), let number = Double(text), number.isFinite else {
            return .bigNumber(text)
        }
        return rounded(written, to: number).map(JSONValue.integer) ?? .number(number)
    }

    /// A whole number with a point or an exponent that the double would round: `9007199254740993.0`; `nil` for all others.
    private func rounded(_ written: ArraySlice<UInt8>, to number: Double) -> Int64? {
        guard number.magnitude >= 0x1p53, number.magnitude < 0x1p63 else { return nil }
        guard let exact = ExactDecimal(.bigNumber(String(decoding: written, as: UTF8.self)))?.integer else {
            return nil
        }
        return Double(exact) == number && Int64(exactly: number) == exact ? nil : exact
    }

    /// The whole number, if it fits; `-0` does not, as its sign would be lost.
    private func integer(_ written: ArraySlice<UInt8>) -> Int64? {
        let negative = written.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in negative ? written.dropFirst() : written {
            let (tens, high) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - 0x30)
            let (sum, low) = negative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            if high || low { return nil }
            value = sum
        }
        return negative && value == 0 ? nil : value
    }

    /// The digits that count: without leading zeros, sign, point and exponent.
    private func significantDigits(_ number: ArraySlice<UInt8>) -> Int {
        var digits = 0
        for byte in number {
            if byte | 0x20 == UInt8(ascii: "e") { break }
            if byte.isDigit, digits > 0 || byte != UInt8(ascii: "0") { digits += 1 }
        }
        return digits
    }
}
