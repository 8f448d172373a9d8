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

    @Test func `what is written keeps our styles, and nothing else that steers a terminal`() {
        let name = "\u{1B}]0;owned\u{7}\u{9B}2J\u{202E}\r\u{8}\u{1B}[31;1m\u{1B}[2J"
        let shown = VisibleText(terminal().paint("ok", .good) + "\t" + name + "\n").guarded
        #expect(shown.hasPrefix("\u{1B}[32mok\u{1B}[0m\t"))
        let rest = shown.unicodeScalars.dropFirst(12)
        #expect(rest.allSatisfy { $0 == "\n" || !(0...0x1F).contains($0.value) && !(0x7F...0x9F).contains($0.value) })
        #expect(!rest.contains("\u{202E}"))
        #expect(VisibleText("plain\ntext\n").guarded == "plain\ntext\n")
    }
}
