import MockModel
import Testing

@Suite("Times of a clock")
struct ClockTimeTests {
    @Test("lie in the years 0 to 9999")
    func range() {
        #expect(TimeText.rfc3339(ClockTime.range.lowerBound, milliseconds: true) == "0000-01-01T00:00:00.000Z")
        #expect(TimeText.rfc3339(ClockTime.range.upperBound, milliseconds: true) == "9999-12-31T23:59:59.999Z")
        #expect(ClockTime.clamped(.min) == ClockTime.range.lowerBound)
        #expect(ClockTime.clamped(.max) == ClockTime.range.upperBound)
    }

    @Test(
        "saturate when they are added to",
        arguments: [
            (0, 5, 5), (Int64.max, 1, 253_402_300_799_999), (1, Int64.max, 253_402_300_799_999),
            (Int64.min, -1, -62_167_219_200_000), (-1, Int64.min, -62_167_219_200_000), (Int64.max, Int64.min, -1),
        ] as [(Int64, Int64, Int64)])
    func adding(amount: Int64, time: Int64, sum: Int64) {
        #expect(ClockTime.adding(amount, to: time) == sum)
    }

    @Test(
        "are read from text only within that range",
        arguments: [
            ("9999-12-31T23:59:59Z", true), ("9999-12-31T23:59:59-00:01", false), ("0000-01-01T00:00:00Z", true),
            ("0000-01-01T00:00:00+00:01", false),
        ])
    func reading(text: String, isTime: Bool) {
        #expect((TimeText.milliseconds(ofRFC3339: text) != nil) == isTime)
    }

    @Test("of any size can be written", arguments: [Int64.min, Int64.min + 1, -1, 0, Int64.max])
    func writing(time: Int64) {
        #expect(TimeText.rfc3339(time, milliseconds: true).hasSuffix("Z"))
        #expect(TimeText.httpDate(time).hasSuffix("GMT"))
    }
}
