import MockModel
import Testing

@testable import mockscript

@Suite struct FoldedTextTests {
    @Test func `lines break at blanks, and words stay whole`() {
        let text = "the port 4000 is taken by another program that was started before"
        for width in [20, 40, 60] {
            let lines = FoldedText.lines(text, width: width, indent: 2)
            #expect(lines.allSatisfy { $0.count <= width })
            #expect(lines.joined(separator: " ").split(separator: " ") == text.split(separator: " "))
        }
        #expect(FoldedText.lines("short", width: 20) == ["short"])
        #expect(FoldedText.text("  ab cd ef", width: 6) == "  ab\n   cd\n   ef")
    }

    @Test func `a long text is cut in its middle`() {
        #expect("/v1/accounts/acct_1234567890/lines".cutInMiddle(to: 20) == "/v1/accou…7890/lines")
        #expect("/v1/accounts".cutInMiddle(to: 20) == "/v1/accounts")
        #expect("/v1/accounts/acct_1234567890/lines".cutInMiddle(to: 20).count == 20)
    }

    @Test(arguments: [60, 80]) func `nothing of a problem is wider than the terminal`(width: Int) {
        let terminal = Terminal(isColoured: false, isInteractive: true, width: width)
        let line = "    local product = shop.products:need(req.json.product.id) -- which may be missing in the request"
        let problem = Problem(
            .warning, "unknown-name", "req has no 'jsn', and the name is not close to one that a request has otherwise",
            at: SourceLocation(file: "routes/a/route.lua", line: 1, column: 47, length: 8),
            hint: "write: local product = shop.products:need(req.json.product and req.json.product.id or nil)",
            notes: ["it has: auth, body, cookies, ctx, files, form, headers, host, id, ip, json, method, params, path"])
        let text = ProblemText(problem) { _ in [line] }.text(terminal)
        for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
        #expect(text.contains("~~~"))
    }
}

@Suite struct ServedFactsTests {
    private let facts = ServedFacts(
        scenario: "card-declined", seed: 7, clock: .init(start: 1_767_225_600_000, isFrozen: true),
        delay: .even(.milliseconds(50), .milliseconds(150)),
        behaviors: [
            BehaviorRule(
                pattern: "/quotes/**", behavior: Behavior(delay: .fixed(.seconds(1)), fail: .init(rate: 0.05)),
                location: SourceLocation(file: "mockscript.yaml"))
        ], broken: ["routes/a/route.lua"])

    @Test func `the banner tells what is unusual`() {
        let terminal = Terminal(isColoured: false, isInteractive: true, width: 80)
        #expect(
            facts.lines(terminal) == [
                "  Scenario:   card-declined", "  Seed:       7", "  Clock:      frozen at 2026-01-01T00:00:00Z",
                "  Delay:      50 ms to 150 ms",
                "  Behavior:   /quotes/** fails 5 % of calls with 503, waits 1 s",
                "  Broken:     routes/a/route.lua",
            ])
        #expect(ServedFacts().lines(terminal).isEmpty && ServedFacts().sentence == nil)
        #expect(facts.sentence?.hasPrefix("scenario card-declined · seed 7 · clock frozen at ") == true)
    }

    @Test(arguments: [40, 60, 80]) func `the banner is no wider than the terminal`(width: Int) {
        let terminal = Terminal(isColoured: false, isInteractive: true, width: width)
        let banner = Banner(
            version: "1.0.0", name: "A shop with a long name", url: "http://127.0.0.1:4000", routes: 70, examples: 20,
            scenarios: 11, startup: .milliseconds(38), facts: facts)
        for line in banner.text(terminal).split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    }

    @Test func `shares are told in percent`() {
        #expect([0.05, 0.5, 0.005, 1].map(BehaviorText.percent) == ["5", "50", "0.5", "100"])
    }
}
