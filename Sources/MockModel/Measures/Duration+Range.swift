extension Duration {
    /// The longest duration that users can give, 36,500 days; its negative is the shortest.
    ///
    /// Files, Lua and clients share this range: a sum of two times or durations of it never leaves 64 bits of nanoseconds.
    public static var longest: Duration { .seconds(36_500 * 86_400) }

    private static let mostMilliseconds: Int64 = 36_500 * 86_400_000

    /// A number of milliseconds that comes from code; one beyond the range is its nearest end.
    public init(boundedMilliseconds milliseconds: Int64) {
        self = .milliseconds(Swift.min(Swift.max(milliseconds, -Duration.mostMilliseconds), Duration.mostMilliseconds))
    }

    /// The duration, or the nearest end of the range.
    public var bounded: Duration { Swift.min(Swift.max(self, .zero - .longest), .longest) }

    /// Whole milliseconds, rounded towards zero; beyond a hundred times the range, which no sum reaches, the nearest end of that.
    public var milliseconds: Int64 {
        let most = Duration.seconds(100 * 36_500 * 86_400)
        let parts = Swift.min(Swift.max(self, .zero - most), most).components
        return parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000
    }

    /// Whole milliseconds, rounded up: a wait is never shorter than it was meant to be.
    public var roundedMilliseconds: Int64 {
        let whole = milliseconds
        return self > .milliseconds(whole) ? whole + 1 : whole
    }
}
