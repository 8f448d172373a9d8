/// A duration as people read it: `0 ms`, `611 ms`, `12.3 s`, `4 min`.
struct DurationText {
    private let duration: Duration

    /// The duration itself.
    var length: Duration { duration }

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// Whole milliseconds, then seconds with one digit, then minutes.
    var short: String {
        let milliseconds = duration / .milliseconds(1)
        if milliseconds < 9_999.5 { return "\(Int(milliseconds.rounded())) ms" }
        if milliseconds < 119_950 { return "\(DurationText.tenths(milliseconds / 1_000)) s" }
        return "\(Int((milliseconds / 60_000).rounded())) min"
    }

    /// Milliseconds with one digit: `0.2 ms`.
    var fine: String {
        "\(DurationText.tenths(duration / .milliseconds(1))) ms"
    }

    /// How long something lasts already: `3 minutes`, `1 hour`.
    var words: String {
        let seconds = Int(duration / .seconds(1))
        let (count, unit) =
            switch seconds {
            case ..<60: (seconds, "second")
            case ..<3_600: (seconds / 60, "minute")
            case ..<86_400: (seconds / 3_600, "hour")
            default: (seconds / 86_400, "day")
            }
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
