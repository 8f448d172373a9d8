/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable {
    /// The year; 0 is 1 BC.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int

    /// Makes a date of its parts, which are not checked.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date that lies a number of days after 1970-01-01.
    ///
    /// Years are counted from March here, so that a leap day ends one, and in eras of 400 years, after which the calendar repeats.
    public init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = CivilDate.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// How many days it lies after 1970-01-01.
    public var daysSince1970: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = CivilDate.floorDivide(marchYear, 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of the week, 0 for Sunday.
    public var weekday: Int {
        let days = daysSince1970 + 4
        return days - CivilDate.floorDivide(days, 7) * 7
    }

    /// How many days its month has.
    public var daysInMonth: Int {
        let next = CivilDate(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
        return next.daysSince1970 - CivilDate(year: year, month: month, day: 1).daysSince1970
    }

    static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }
}

/// A moment in UTC, cut into its parts.
public struct CivilTime: Sendable, Hashable {
    /// The day.
    public let date: CivilDate
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute.
    public let minute: Int
    /// The second.
    public let second: Int
    /// The millisecond.
    public let millisecond: Int

    /// The moment that lies a number of milliseconds after 1970.
    public init(milliseconds: Int64) {
        let total = Int(milliseconds)
        let days = CivilDate.floorDivide(total, 86_400_000)
        let rest = total &- days &* 86_400_000
        date = CivilDate(daysSince1970: days)
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1_000 % 60
        millisecond = rest % 1_000
    }
}
