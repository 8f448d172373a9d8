extension JSONReader {
    /// Reads a number; most are a few digits.
    mutating func readNumber() throws(JSONError) {
        let start = index
        if let end = plainDigits(from: start) {
            index = end
            outline.append(.whole, start..<end)
        } else {
            let isWhole = try skipNumber()
            outline.append(isWhole ? .whole : .fraction, start..<index)
        }
    }

    /// The end of digits that are a whole number as they stand; `nil` where a sign, a 0, a point or an exponent wants a closer look.
    private func plainDigits(from start: Int) -> Int? {
        let span = bytes.span
        var next = start
        while next < span.count, span[next].isDigit { next &+= 1 }
        guard next > start, next < span.count, span[start] != UInt8(ascii: "0") else { return nil }
        return span[next] == UInt8(ascii: ".") || span[next] | 0x20 == UInt8(ascii: "e") ? nil : next
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
}

extension UInt8 {
    /// Whether it is `0`–`9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
