import Testing

@testable import mockscript

@Suite struct BannerTests {
    private let banner = Banner(
        version: "1.0.0", name: "Shop", url: "http://127.0.0.1:4000", routes: 7, examples: 2, scenarios: 1,
        startup: .milliseconds(38))

    @Test func `in a pipe it is one line`() {
        #expect(banner.text(.plain) == "Local: http://127.0.0.1:4000")
    }

    @Test func `addresses for other machines have lines of their own`() {
        var banner = banner
        banner.network = ["http://192.0.2.7:4000"]
        #expect(banner.text(.plain) == "Local: http://127.0.0.1:4000\nNetwork: http://192.0.2.7:4000")
        let terminal = Terminal(isColoured: false, isInteractive: true, width: 80)
        #expect(
            banner.text(terminal).contains(
                "  Local:      http://127.0.0.1:4000\n  Network:    http://192.0.2.7:4000\n"))
    }

    @Test func `in a terminal it counts what is served`() {
        let terminal = Terminal(isColoured: false, isInteractive: true, width: 80)
        #expect(
            banner.text(terminal) == """

                  mockscript 1.0.0   Shop · 7 routes · 2 examples · 1 scenario   ready in 38 ms

                  Local:      http://127.0.0.1:4000

                """)
    }

    @Test func `the ready event is one line of JSON`() {
        let event = ReadyEvent(
            url: "http://127.0.0.1:53817", port: 53_817, admin: "http://127.0.0.1:53817/_mock", pid: 4_711,
            version: "1.0.0")
        #expect(
            event.line == """
                {"event":"ready","url":"http://127.0.0.1:53817","port":53817,"admin":"http://127.0.0.1:53817/_mock",\
                "pid":4711,"version":"1.0.0"}

                """)
    }
}
