extension JSONReader {
    /// Reads a number and keeps it exactly.
    mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = index
        let whole = try skipNumber()
        if whole, let integer = integer(from: start) { return .integer(integer) }
        let written = bytes[start..<index]
        let text = String(decoding: written, as: UTF8.self)
        guard significantDigits(written) <= 17, let number = Double(text), number.isFinite else {
            return .bigNumber(text)
        }
        return .number(number)
    }

    /// Moves over a number and tells whether it has neither fraction nor exponent.
    private mutating func skipNumber() throws(JSONError) -> Bool {
        if peek == UInt8(ascii: "-") { index += 1 }
        try skipWhole()
        var whole = true
        if peek == UInt8(ascii: ".") {
            whole = false
            index += 1
            try skipDigits(after: "the point")
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            whole = false
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            try skipDigits(after: "the exponent's e")
        }
        return whole
    }

    private mutating func skipWhole() throws(JSONError) {
        guard peek == UInt8(ascii: "0") else { return try skipDigits(after: "the minus sign") }
        index += 1
        guard !peek.isDigit else {
            throw failure("a number of several digits does not begin with 0", at: index - 1, hint: "remove the 0")
        }
    }

    private mutating func skipDigits(after mark: String) throws(JSONError) {
        guard peek.isDigit else { throw failure(expected: "a digit after \(mark)") }
        while peek.isDigit { index += 1 }
    }

    /// The number from `start` to the index, if it fits; `-0` does not, as its sign would be lost.
    private func integer(from start: Int) -> Int64? {
        let negative = bytes[start] == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in bytes[(negative ? start + 1 : start)..<index] {
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

extension UInt8 {
    /// Whether it is `0`–`9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
