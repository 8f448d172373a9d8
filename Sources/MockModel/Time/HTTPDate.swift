/// The date format of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
public enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Writes a time, in seconds since 1970.
    public static func format(_ seconds: Int) -> String {
        let day = CivilDate.floorDivide(seconds, 86_400)
        let second = seconds - day * 86_400
        let date = CivilDate(daysSince1970: day)
        let weekday = days[date.weekday]
        let clock = [second / 3600, second / 60 % 60, second % 60].map { TimeText.padded($0, to: 2) }.joined(
            separator: ":")
        let year = TimeText.padded(date.year, to: 4)
        return "\(weekday), \(TimeText.padded(date.day, to: 2)) \(months[date.month - 1]) \(year) \(clock) GMT"
    }

    /// Reads a date as `format` writes it, in seconds since 1970; `nil` for anything else, such as the two obsolete forms.
    public static func parse(_ text: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].count == 4, parts[0].last == ",", parts[5] == "GMT",
            let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard clock.count == 3, (1...31).contains(day), (1...9999).contains(year), (0..<24).contains(clock[0]),
            (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        let days = CivilDate(year: year, month: month + 1, day: day).daysSince1970
        return days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }
}
