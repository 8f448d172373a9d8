import Foundation
import MockModel
import Testing

@Suite("Times as text")
struct TimeTextTests {
    @Test(
        "a time is written and read",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_767_225_600_000, "2026-01-01T00:00:00Z"),
            (951_827_696_000, "2000-02-29T12:34:56Z"),
            (-1_000, "1969-12-31T23:59:59Z"), (-2_203_891_200_000, "1900-03-01T00:00:00Z"),
            (253_402_300_799_000, "9999-12-31T23:59:59Z"), (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
        ] as [(Int64, String)])
    func times(milliseconds: Int64, text: String) {
        #expect(TimeText.rfc3339(milliseconds) == text)
        #expect(TimeText.milliseconds(ofRFC3339: text) == milliseconds)
    }

    @Test("milliseconds are shown when asked for, also before 1970")
    func milliseconds() {
        #expect(TimeText.rfc3339(1_591_737_036_177, milliseconds: true) == "2020-06-09T21:10:36.177Z")
        #expect(TimeText.rfc3339(-1, milliseconds: true) == "1969-12-31T23:59:59.999Z")
    }

    @Test(
        "other forms of RFC 3339 are read",
        arguments: [
            ("2026-01-01T01:30:00+01:30", 1_767_225_600_000), ("2025-12-31t16:00:00-08:00", 1_767_225_600_000),
            ("2026-01-01 00:00:00.5z", 1_767_225_600_500), ("2026-01-01T00:00:00.123456Z", 1_767_225_600_123),
            ("2026-01-01", 1_767_225_600_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)])
    func forms(text: String, milliseconds: Int64) {
        #expect(TimeText.milliseconds(ofRFC3339: text) == milliseconds)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026", "2026-13-01", "2026-00-01", "2026-02-29", "2026-01-32", "2026-01-00", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00Zx",
            "2026-01-01T00:00:00+0100", "26-01-01T00:00:00Z", "2026-01-01T", "２０２６-01-01", "now",
        ])
    func refuses(text: String) {
        #expect(TimeText.milliseconds(ofRFC3339: text) == nil)
    }

    @Test("every day of 800 years agrees with another calendar")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: -100_000, to: 200_000, by: 37) {
            let date = CivilDate(daysSince1970: day)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day, "day \(day)")
            #expect(date.weekday + 1 == parts.weekday)
            #expect(date.daysSince1970 == day)
        }
    }

    @Test("the ends of all time are no crash")
    func extremes() {
        #expect(TimeText.rfc3339(.max).hasPrefix("+292278994-08-17T"))
        #expect(TimeText.rfc3339(.min).hasPrefix("-292275055-05-16T"))
        #expect(TimeText.httpDate(.min).hasSuffix("GMT"))
    }

    @Test("the date of HTTP is written and read")
    func httpDate() {
        #expect(TimeText.httpDate(784_111_777_000) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(TimeText.httpDate(-1) == "Wed, 31 Dec 1969 23:59:59 GMT")
        #expect(HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.parse("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
    }
}
