import MockModel
import Testing

@Suite("Durations")
struct DurationTests {
    @Test(
        "a number and a unit make a duration",
        arguments: [
            ("250ms", .milliseconds(250)), ("1.5s", .milliseconds(1_500)), ("15m", .seconds(900)),
            ("24h", .seconds(86_400)),
            ("30d", .seconds(2_592_000)), ("0", .zero), ("0.25ms", .microseconds(250)), (" 5 s ", .seconds(5)),
            ("36500d", .seconds(3_153_600_000)),
        ] as [(String, Duration)])
    func reads(text: String, duration: Duration) throws {
        #expect(try Duration(mock: text) == duration)
    }

    @Test("a minus sign counts only where it is allowed")
    func signed() throws {
        #expect(try Duration(mock: "-1h", signed: true) == .seconds(-3_600))
        #expect(try Duration(mock: "1h", signed: true) == .seconds(3_600))
        #expect(throws: ValueError("\"-1h\" is no duration here: it cannot be negative", hint: "write \"1h\"")) {
            try Duration(mock: "-1h")
        }
    }

    @Test(
        "an error says what is allowed and what was meant",
        arguments: [
            ("250", "\"250\" is no duration: it has no unit (ms, s, m, h, d)", "did you mean \"250ms\" or \"250s\"?"),
            ("5 sec", "\"5 sec\" is no duration: \"sec\" is no unit (ms, s, m, h, d)", "did you mean \"5s\"?"),
            ("15MIN", "\"15MIN\" is no duration: \"MIN\" is no unit (ms, s, m, h, d)", "did you mean \"15m\"?"),
            ("1h30m", "\"1h30m\" is no duration: \"h30m\" is no unit (ms, s, m, h, d)", nil),
            (
                "soon", "\"soon\" is no duration: write a number and a unit (ms, s, m, h, d), such as \"250ms\"", nil
            ),
            ("", "\"\" is no duration: write a number and a unit (ms, s, m, h, d), such as \"250ms\"", nil),
            ("36501d", "\"36501d\" is too long: at most \"36500d\"", nil),
        ] as [(String, String, String?)])
    func refuses(text: String, message: String, hint: String?) {
        #expect(throws: ValueError(message, hint: hint)) { try Duration(mock: text) }
    }

    @Test(
        "malformed numbers are refused",
        arguments: [
            ".5s", "5.s", "1..2s", "1e3s", "+5s", "--5s", "٣s", "99999999999999999999999d", "nan", "infs", "0x5s",
        ])
    func malformed(text: String) {
        #expect(throws: ValueError.self) { try Duration(mock: text, signed: true) }
    }

    @Test(
        "written durations are short and read back the same",
        arguments: [
            ("0ms", "0"), ("250ms", "0.25s"), ("1.5s", "1500ms"), ("90s", "1.5m"), ("15m", "900s"), ("1d", "24h"),
            ("0.25ms", "0.25ms"), ("1.234s", "1234ms"), ("25h", "25h"),
        ])
    func written(text: String, other: String) throws {
        let duration = try Duration(mock: other)
        #expect(duration.written == text)
        #expect(try Duration(mock: text) == duration)
        if duration != .zero { #expect((.zero - duration).written == "-" + text) }
    }
}
