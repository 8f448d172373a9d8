import MockModel

/// Postman's variables of the group "dates".
extension FakeMaker {
    static let dates: [String: TextGenerator] = [
        "randomDateFuture": { maker in maker.scriptDate(daysFrom: 0, to: 365) },
        "randomDatePast": { maker in maker.scriptDate(daysFrom: -365, to: 0) },
        "randomDateRecent": { maker in maker.scriptDate(daysFrom: -1, to: 0) },
        "randomMonth": { maker in maker.pick(FakeCalendar.months) },
        "randomWeekday": { maker in maker.pick(FakeCalendar.weekdays) },
    ]

    /// A time as JavaScript writes a `Date`: `Tue Mar 17 2020 13:11:50 GMT+0000 (Coordinated Universal Time)`.
    ///
    /// Neither bound is reached, as with Postman.
    private mutating func scriptDate(daysFrom low: Int, to high: Int) -> String {
        let seconds = int(low * 86_400 + 1...high * 86_400 - 1)
        let milliseconds = now &+ Int64(seconds) * 1_000
        let time = CivilTime(milliseconds: milliseconds)
        let weekday = FakeCalendar.weekdays[time.date.weekday].prefix(3)
        let month = FakeCalendar.months[time.date.month - 1].prefix(3)
        let clock = TimeText.rfc3339(milliseconds).dropLast().suffix(8)
        let day = (time.date.day < 10 ? "0" : "") + String(time.date.day)
        return "\(weekday) \(month) \(day) \(time.date.year) \(clock) GMT+0000 (Coordinated Universal Time)"
    }
}

/// English names of the calendar.
enum FakeCalendar {
    static let weekdays = FakeList.words("Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
    static let months = FakeList.words(
        "January February March April May June July August September October November December")
}
