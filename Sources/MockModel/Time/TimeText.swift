/// Times as text (RFC 3339), from and to milliseconds since 1970.
public enum TimeText {
    /// Writes `2026-01-01T00:00:00Z`, or with milliseconds `2026-01-01T00:00:00.000Z`.
    ///
    /// Years outside of 0 to 9999, which RFC 3339 does not know, carry a sign.
    public static func rfc3339(_ milliseconds: Int64, milliseconds shown: Bool = false) -> String {
        let time = CivilTime(milliseconds: milliseconds)
        let clock = [time.hour, time.minute, time.second].map { padded($0, to: 2) }.joined(separator: ":")
        return date(time.date) + "T" + clock + (shown ? "." + padded(time.millisecond, to: 3) : "") + "Z"
    }

    /// Writes `2026-01-01`.
    public static func date(_ date: CivilDate) -> String {
        let year = padded(abs(date.year), to: 4)
        let sign = date.year < 0 ? "-" : date.year > 9_999 ? "+" : ""
        return "\(sign)\(year)-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
    }

    /// Writes the date of HTTP, `Thu, 01 Jan 2026 00:00:00 GMT` (RFC 9110 §5.6.7).
    public static func httpDate(_ milliseconds: Int64) -> String {
        HTTPDate.format(CivilDate.floorDivide(Int(milliseconds), 1_000))
    }

    /// Reads `2026-01-01T00:00:00Z`, with any fraction of a second and any offset, or a date alone, which begins at midnight in UTC.
    ///
    /// A space may stand for the `T`, letters may be small (RFC 3339 §5.6), and a leap second is the next one. `nil` for all else,
    /// and for what lies outside of the years 0 to 9999 in UTC.
    public static func milliseconds(ofRFC3339 text: String) -> Int64? {
        var reader = TimeReader(text)
        guard let date = reader.date() else { return nil }
        let midnight = Int64(date.daysSince1970) * 86_400_000
        if reader.isAtEnd { return midnight }
        guard reader.skip("T", "t", " "), let time = reader.clock(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        let moment = midnight + time - offset
        return ClockTime.range.contains(moment) ? moment : nil
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Reads the pieces of a time, one behind the other.
private struct TimeReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func date() -> CivilDate? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
            (1...12).contains(month)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        return (1...date.daysInMonth).contains(day) ? date : nil
    }

    /// The milliseconds since midnight.
    mutating func clock() -> Int64? {
        guard let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
            hour < 24, minute < 60, second <= 60, let fraction = fraction()
        else { return nil }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000 + fraction
    }

    private mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix(while: \.isDigit)
        rest = rest[digits.endIndex...]
        guard !digits.isEmpty else { return nil }
        let padded = Array(digits.prefix(3)) + Array(repeating: 0x30, count: max(0, 3 - digits.count))
        return padded.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// The milliseconds by which local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if skip("Z", "z") { return 0 }
        let west = rest.first == UInt8(ascii: "-")
        guard skip("+", "-"), let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60
        else { return nil }
        return Int64(hours * 60 + minutes) * 60_000 * (west ? -1 : 1)
    }

    mutating func skip(_ characters: Unicode.Scalar...) -> Bool {
        guard let first = rest.first, characters.contains(Unicode.Scalar(first)) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func digits(_ count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
