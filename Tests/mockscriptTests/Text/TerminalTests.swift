import Testing

@testable import mockscript

@Suite struct TerminalTests {
    private func terminal(_ environment: [String: String] = [:], isTerminal: Bool = true, noColor: Bool = false)
        -> Terminal
    {
        Terminal(isTerminal: isTerminal, environment: environment, noColor: noColor, width: 80)
    }

    @Test func `a terminal is coloured`() {
        #expect(terminal().paint("x", .bad) == "\u{1B}[31mx\u{1B}[0m")
    }

    @Test func `colour is off when asked, in CI, under NO_COLOR, on dumb terminals and elsewhere`() {
        #expect(!terminal(noColor: true).isColoured)
        #expect(!terminal(["CI": "true"]).isColoured)
        #expect(!terminal(["NO_COLOR": "1"]).isColoured)
        #expect(!terminal(["TERM": "dumb"]).isColoured)
        #expect(!terminal(isTerminal: false).isColoured)
    }

    @Test func `an empty NO_COLOR says nothing`() {
        #expect(terminal(["NO_COLOR": ""]).isColoured)
    }
}
