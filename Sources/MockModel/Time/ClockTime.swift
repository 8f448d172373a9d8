/// Points in time as milliseconds since 1970, within the years 0 to 9999, which RFC 3339 can write.
public enum ClockTime {
    /// From the first millisecond of the year 0 to the last of the year 9999.
    public static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// A time, or the nearest end of the range.
    public static func clamped(_ time: Int64) -> Int64 { min(max(time, range.lowerBound), range.upperBound) }

    /// A time that lies a number of milliseconds later; a sum that 64 bits do not hold is the end of the range.
    public static func adding(_ milliseconds: Int64, to time: Int64) -> Int64 {
        let (sum, overflow) = time.addingReportingOverflow(milliseconds)
        return clamped(overflow ? (milliseconds < 0 ? Int64.min : Int64.max) : sum)
    }
}
