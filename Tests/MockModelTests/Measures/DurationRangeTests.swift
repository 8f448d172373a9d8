import MockModel
import Testing

@Suite("The range of durations")
struct DurationRangeTests {
    @Test("milliseconds from code end at the longest duration", arguments: [Int64.min, -1, 0, 1, Int64.max])
    func bounded(milliseconds: Int64) {
        let duration = Duration(boundedMilliseconds: milliseconds)
        #expect(duration.milliseconds == min(max(milliseconds, -3_153_600_000_000), 3_153_600_000_000))
        #expect(duration.bounded == duration)
    }

    @Test("a duration of any size has milliseconds")
    func milliseconds() {
        #expect(Duration.seconds(Int64.max).milliseconds == 315_360_000_000_000)
        #expect(Duration.seconds(Int64.min).roundedMilliseconds == -315_360_000_000_000)
        #expect(Duration.microseconds(1_500).milliseconds == 1)
        #expect(Duration.microseconds(1_500).roundedMilliseconds == 2)
        #expect(Duration.microseconds(-1_500).milliseconds == -1)
    }

    @Test("no sample of a latency is longer than the longest duration")
    func samples() throws {
        var random = RandomGenerator(seed: 1)
        for text in ["normal 36500d 36500d", "0ms..36500d", "p50=36500d", "36500d"] {
            let latency = try Latency(parsing: text)
            for _ in 0..<100 {
                let sample = try #require(latency.sample(using: &random))
                #expect(sample >= .zero && sample <= .longest, "\(text): \(sample)")
            }
        }
    }
}
