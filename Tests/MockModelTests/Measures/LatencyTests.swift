import MockModel
import Testing

@Suite("Latencies")
struct LatencyTests {
    @Test(
        "every form is read and written",
        arguments: [
            ("80ms", .fixed(.milliseconds(80))),
            ("50ms..150ms", .even(.milliseconds(50), .milliseconds(150))),
            ("normal 120ms 20ms", .normal(mean: .milliseconds(120), deviation: .milliseconds(20))),
            (
                "p50=80ms p95=300ms p99.9=1.2s",
                .percentiles([
                    .init(rank: 50, value: .milliseconds(80)), .init(rank: 95, value: .milliseconds(300)),
                    .init(rank: 99.9, value: .milliseconds(1_200)),
                ])
            ),
            ("forever", .forever),
        ] as [(String, Latency)])
    func reads(text: String, latency: Latency) throws {
        #expect(try Latency(parsing: text) == latency)
        #expect(latency.description == text)
        #expect(try Latency(parsing: "  \(text)  ") == latency)
    }

    @Test(
        "an error says what was probably meant",
        arguments: [
            ("250", "did you mean \"250ms\" or \"250s\"?"),
            ("50..150ms", "did you mean \"50ms..150ms\"?"),
            ("50ms..150", "did you mean \"150ms\" or \"150s\"?"),
            ("150ms..50ms", "did you mean \"50ms..150ms\"?"),
            ("..5s", "both ends are needed: \"50ms..150ms\""),
            ("normel 1s 2s", "did you mean \"normal\"?"),
            ("normal 1s", "\"normal\" takes a mean and a deviation: \"normal 120ms 20ms\""),
            ("for ever", nil),
            ("forevr", "did you mean \"forever\"?"),
            ("p50=80ms p40=90ms", nil),
            ("p50=80ms p90=70ms", nil),
            ("p101=1s", "write \"p99.9=…\""),
            ("x50=1s", "\"x50=1s\" is no percentile such as \"p95=300ms\""),
            ("", nil), ("-5s", "write \"5s\""),
        ] as [(String, String?)])
    func refuses(text: String, hint: String?) {
        do throws(ValueError) {
            _ = try Latency(parsing: text)
            #expect(Bool(false), "was read")
        } catch { #expect(error.hint == hint) }
    }

    @Test("samples stay within their bounds and follow the seed")
    func samples() throws {
        var random = RandomGenerator(seed: 7)
        var again = RandomGenerator(seed: 7)
        let even = try Latency(parsing: "50ms..150ms")
        for _ in 0..<1_000 {
            let sample = try #require(even.sample(using: &random))
            #expect(sample >= .milliseconds(50) && sample <= .milliseconds(150))
            #expect(even.sample(using: &again) == sample)
        }
        #expect(Latency.forever.sample(using: &random) == nil)
        #expect(Latency.fixed(.seconds(3)).sample(using: &random) == .seconds(3))
    }

    @Test("percentiles hold: half of the samples are below p50, all below the last")
    func percentiles() throws {
        var random = RandomGenerator(seed: 11)
        let latency = try Latency(parsing: "p50=80ms p95=300ms p99=1.2s")
        let samples = (0..<20_000).compactMap { _ in latency.sample(using: &random) }.sorted()
        #expect(samples.count == 20_000)
        #expect(abs(milliseconds(samples[10_000]) - 80) < 4)
        #expect(abs(milliseconds(samples[19_000]) - 300) < 20)
        #expect(samples[19_999] == .milliseconds(1_200))
        #expect(samples[0] < .milliseconds(1))
    }

    @Test("a normal latency has its mean and deviation and is never negative")
    func normal() throws {
        var random = RandomGenerator(seed: 13)
        let latency = try Latency(parsing: "normal 120ms 20ms")
        let samples = (0..<20_000).compactMap { _ in latency.sample(using: &random).map(milliseconds) }
        let mean = samples.reduce(0, +) / 20_000
        let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean - 120) < 1)
        #expect(abs(variance.squareRoot() - 20) < 1)
        let wide = try Latency(parsing: "normal 1ms 100ms")
        #expect((0..<1_000).allSatisfy { _ in wide.sample(using: &random).map { $0 >= .zero } == true })
    }

    private func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }
}
