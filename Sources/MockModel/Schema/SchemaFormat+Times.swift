/// Dates, times and durations (RFC 3339 §5.6 and appendix A).
enum TimeFormat {
    static func isDateTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
        return isDate(Array(bytes[..<10])) && isTime(Array(bytes[11...]))
    }

    static func isDate(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            (1...12).contains(month)
        else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// A time with its offset; second 60 is allowed where a leap second may stand, at 23:59 in UTC.
    static func isTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 9, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"),
            let hour = number(bytes[0..<2]), let minute = number(bytes[3..<5]), let second = number(bytes[6..<8]),
            hour < 24, minute < 60, second <= 60
        else { return false }
        var rest = bytes[8...]
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: \.isDigit)
            guard !fraction.isEmpty else { return false }
            rest = rest[fraction.endIndex...]
        }
        guard let offset = offset(rest) else { return false }
        guard second == 60 else { return true }
        return (hour * 60 + minute - offset + 2_880) % 1_440 == 1_439
    }

    /// Minutes that the clock is ahead of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
        let rest = Array(bytes.dropFirst())
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), rest.count == 5, rest[2] == UInt8(ascii: ":"),
            let hour = number(rest[0..<2]), let minute = number(rest[3..<5]), hour < 24, minute < 60
        else { return nil }
        return (hour * 60 + minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.allSatisfy(\.isDigit) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `P3Y6M4DT12H30M5S` or `P2W`: units in this order, none left out between two, each with digits.
    static func isDuration(_ bytes: [UInt8]) -> Bool {
        guard bytes.first == UInt8(ascii: "P") else { return false }
        let parts = bytes.dropFirst().split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let date = units(parts[0]) else { return false }
        if parts.count == 1, date == Array("W".utf8) { return true }
        guard isRun(date, of: "YMD") else { return false }
        guard parts.count == 2 else { return !date.isEmpty }
        guard let time = units(parts[1]) else { return false }
        return !time.isEmpty && isRun(time, of: "HMS")
    }

    /// The letters behind the numbers; `nil` when it is not numbers with letters behind them.
    private static func units(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var units: [UInt8] = []
        var rest = bytes
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isDigit)
            guard !digits.isEmpty, digits.endIndex < rest.endIndex else { return nil }
            units.append(rest[digits.endIndex])
            rest = rest[(digits.endIndex + 1)...]
        }
        return units
    }

    private static func isRun(_ units: [UInt8], of order: String) -> Bool {
        units.isEmpty || order.contains(String(decoding: units, as: UTF8.self))
    }
}
