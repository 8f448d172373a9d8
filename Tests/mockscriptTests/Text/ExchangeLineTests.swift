import MockModel
import Testing

@testable import mockscript

@Suite struct ExchangeLineTests {
    private func line(
        _ method: String, _ target: String, _ response: Response? = Response(), _ reason: Exchange.Reason,
        session: String = "default", delay: Duration = .zero, fault: Fault? = nil, took: Duration = .milliseconds(4),
        terminal: Terminal = .plain
    ) -> String {
        let exchange = Exchange(
            call: 1, session: session, time: 0, request: Request(method: method, target: target), response: response,
            reason: reason, delay: delay, fault: fault)
        return ExchangeLine(exchange: exchange, duration: took, time: "14:03:22").text(terminal)
    }

    private let handler = Exchange.Reason.handler(
        route: "POST /carts/{id}/checkout", location: SourceLocation(file: "routes/carts/route.lua", line: 25),
        example: nil)

    @Test func `a call whose client left says so, without a status when nothing was sent`() {
        func line(_ departure: Exchange.Departure) -> String {
            let exchange = Exchange(
                call: 1, session: "default", time: 0, request: Request(method: "GET", target: "/slow"),
                response: Response(), reason: .example(route: "GET /slow", name: "default", pinnedBy: nil))
            exchange.note(departure)
            return ExchangeLine(exchange: exchange, duration: .milliseconds(4), time: "14:03:22").text(.plain)
        }
        #expect(line(.beforeAnswer).contains(" ---    4 ms   example default (client left before the answer)"))
        #expect(line(.duringAnswer).contains(" 200    4 ms   example default (client left during the answer)"))
    }

    @Test func `a call is one aligned line with the place of its handler`() {
        #expect(
            line("POST", "/carts/cart_1/checkout", Response(status: 201), handler)
                == "14:03:22  POST   /carts/cart_1/checkout     201    4 ms   carts/route.lua:25")
    }

    @Test func `a longer method takes its columns from the path`() {
        let lines = ["GET", "OPTIONS"].map { line($0, "/a", Response(status: 204), handler) }
        #expect(lines[1] == "14:03:22  OPTIONS /a                        204    4 ms   carts/route.lua:25")
        #expect(lines[0].count == lines[1].count)
    }

    @Test func `a delay is added at the end`() {
        #expect(
            line("GET", "/q", Response(status: 503), handler, delay: .milliseconds(40), took: .milliseconds(41))
                .hasSuffix("503   41 ms   carts/route.lua:25      +40 ms"))
    }

    @Test func `a miss says what comes closest`() {
        let miss = Miss(title: "", closest: [Candidate(route: "GET /products/{id}", failed: [])], hint: "")
        #expect(
            line("GET", "/prodcts/tee", Response(status: 404), .miss(miss), took: .zero)
                .hasSuffix("404    0 ms   no route — closest: GET /products/{id}"))
    }

    @Test func `an unknown pin names itself`() {
        var miss = Miss(
            title: "GET /users has no example \"nope\", asked for by X-Mock-Example",
            closest: [Candidate(route: "GET /users", example: "default", failed: ["not asked for"])], hint: "")
        miss.pinned = "X-Mock-Example"
        #expect(
            line("GET", "/users", Response(status: 404), .miss(miss), took: .zero)
                .hasSuffix("404    0 ms   GET /users has no example \"nope\", asked for by X-Mock-Example"))
    }

    @Test func `a failed handler points to the lines below`() {
        let failure = ScriptFailure(
            .runtime, "nil field 'product'",
            frames: [.init(location: SourceLocation(file: "routes/a/route.lua", line: 2))])
        #expect(
            line("GET", "/", Response(status: 500), .failure(route: "GET /", failure))
                .hasSuffix("a/route.lua:2: nil field 'product'  ↵"))
    }

    @Test func `a fault stands in the place of the status`() {
        let shown = line(
            "GET", "/", nil, .example(route: "GET /", name: "default", pinnedBy: nil), fault: Fault(.reset))
        #expect(shown.contains(" reset "))
        #expect(shown.hasSuffix("example default (fault reset)"))
    }

    @Test func `another session than the default is named`() {
        #expect(line("GET", "/", .init(), handler, session: "k3f").hasPrefix("14:03:22  [k3f] GET "))
    }

    @Test(arguments: [(200, "32"), (302, "36"), (404, "33"), (500, "31")])
    func `the status is coloured by its class`(status: Int, code: String) {
        let coloured = Terminal(isColoured: true, isInteractive: true, width: 80)
        #expect(
            line("GET", "/", Response(status: status), handler, terminal: coloured).contains(
                "\u{1B}[\(code)m\(status)\u{1B}[0m"))
    }

    @Test func `nothing that a client sends reaches the terminal as it is`() {
        let shown = line("G\u{1B}[2J", "/\u{1B}]0;x\u{07}\u{202E}\r\n", .init(), handler)
        #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        #expect(shown.contains("/\\x1B]0;x\\x07\\u{202E}\\x0D\\x0A"))
    }

    @Test func `a very long target is cut`() {
        #expect(line("GET", "/" + String(repeating: "x", count: 70_000), .init(), handler).count < 220)
    }

    @Test(arguments: [
        (Duration.microseconds(400), "0 ms"), (.milliseconds(611), "611 ms"), (.milliseconds(12_345), "12.3 s"),
        (.seconds(240), "4 min"),
    ])
    func `durations are short`(duration: Duration, text: String) {
        #expect(DurationText(duration).short == text)
    }
}
