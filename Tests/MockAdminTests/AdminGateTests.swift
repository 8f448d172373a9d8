import MockModel
import Testing

@testable import MockAdmin

@Suite("The gate of the admin API")
struct AdminGateTests {
    private let gate = AdminGate(hosts: ["mocks.test"], token: "t0ken", isLoopback: true)

    private func refusal(
        _ host: String, _ headers: [(String, String)] = [], target: String = "/_mock/info", gate: AdminGate? = nil
    ) -> AdminGate.Refusal? {
        (gate ?? self.gate).refusal(
            of: Request(method: "GET", target: target, headers: HeaderFields([("Host", host)] + headers)))
    }

    @Test(
        "knows addresses, localhost and configured names as its own",
        arguments: [
            "127.0.0.1:4000", "localhost", "LOCALHOST:80", "[::1]:4000", "10.0.0.7", "mocks.test:4000",
        ])
    func ownHosts(host: String) {
        #expect(refusal(host) == nil)
    }

    @Test(
        "refuses every other name, which foreign DNS may point at us",
        arguments: [
            "evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "1.2.3.4.5", "256.0.0.1", "",
        ])
    func foreignHosts(host: String) {
        #expect(refusal(host) == .host(host.lowercased()))
    }

    @Test(
        "wants the token of a browser, whatever its origin",
        arguments: [
            ("Origin", "http://127.0.0.1:4000"), ("origin", "null"), ("Sec-Fetch-Site", "none"),
            ("sec-fetch-mode", "cors"),
        ])
    func browsers(header: (String, String)) {
        #expect(refusal("localhost", [header]) == .token)
        #expect(refusal("localhost", [header, ("Authorization", "Bearer t0ken")]) == nil)
        #expect(refusal("localhost", [header, ("Authorization", "Bearer t0kex")]) == .token)
        #expect(refusal("localhost", [header, ("Authorization", "Bearer t0ken2")]) == .token)
        #expect(refusal("localhost", [header, ("Authorization", "Bearer ")]) == .token)
        #expect(refusal("localhost", [header], target: "/_mock/events?token=t0ken") == nil)
    }

    @Test("wants the token of everybody when others can reach the server")
    func outside() {
        let open = AdminGate(hosts: [], token: "t0ken", isLoopback: false)
        #expect(refusal("10.0.0.7", gate: open) == .token)
        #expect(refusal("10.0.0.7", [("authorization", "bearer t0ken")], gate: open) == nil)
    }

    @Test("lets no browser in when there is no token")
    func noToken() {
        let closed = AdminGate(hosts: [], token: nil, isLoopback: true)
        #expect(refusal("localhost", [("Origin", "null"), ("Authorization", "Bearer ")], gate: closed) == .token)
    }

    @Test("takes an empty token for none: nothing that is sent is it, of whatever length")
    func emptyToken() {
        let closed = AdminGate(hosts: [], token: "", isLoopback: true)
        for given in ["", "x", "Bearer", "longer than any token"] {
            #expect(
                refusal("localhost", [("Origin", "null"), ("Authorization", "Bearer \(given)")], gate: closed) == .token
            )
            #expect(
                refusal("localhost", [("Origin", "null")], target: "/_mock/health?token=\(given)", gate: closed)
                    == .token)
        }
    }
}
