import MockModel
import TestSupport
import Testing

@Suite("Whom code may call")
struct NetworkRulesTests {
    private let rules = NetworkRules([
        "https://fx.example.test", "http://orders:8080", "hooks.example.test:*", "*.wild.example.test",
        "http://10.1.2.3:81", "192.168.0.0/16", "[fd00::1]",
    ])

    @Test(
        "An entry allows what it says",
        arguments: [
            "https://fx.example.test/rates", "https://FX.example.test:443/", "http://orders:8080/x",
            "http://hooks.example.test:1/",
            "https://hooks.example.test/", "https://a.wild.example.test/", "https://a.b.wild.example.test/",
            "http://10.1.2.3:81/",
            "http://192.168.7.7:1234/", "http://[fd00::1]/", "https://[fd00:0::1]:8/",
        ])
    func allowed(url: String) {
        #expect(rules.problem(of: url) == nil)
    }

    @Test(
        "This machine is always allowed",
        arguments: [
            "http://127.0.0.1:9/hook", "http://localhost/", "https://api.localhost:1/", "http://[::1]:5/",
            "http://127.9.8.7/", "http://LOCALHOST/",
        ])
    func loopback(url: String) {
        #expect(NetworkRules([]).problem(of: url) == nil)
    }

    @Test("What is not listed is refused with the line to write")
    func refused() {
        for (url, origin) in [
            ("http://fx.example.test/", "http://fx.example.test"),
            ("https://fx.example.test:8443/x?y", "https://fx.example.test:8443"),
            ("https://wild.example.test/", "https://wild.example.test"),
            ("https://xwild.example.test/", "https://xwild.example.test"),
            ("https://fx.example.test.evil.test/", "https://fx.example.test.evil.test"),
            ("http://orders/", "http://orders"),
            ("http://10.1.2.3/", "http://10.1.2.3"), ("http://[::ffff:192.168.0.1]/", "http://[::ffff:c0a8:1]"),
        ] {
            let problem = rules.problem(of: url)
            #expect(
                problem?.hasSuffix("add \"\(origin)\" to \"network\" in mockscript.yaml") == true,
                "\(url): \(problem ?? "-")")
        }
    }

    @Test("No odd spelling of this machine or of a cloud's secrets is allowed, whatever names are")
    func spellings() {
        let any = NetworkRules(["https://fx.example.test", "http://fx.example.test"])
        for spelling in AddressSpellings.all { #expect(any.problem(of: "http://\(spelling)/") != nil, "\(spelling)") }
    }

    @Test("Any host is any name and any public address")
    func anyHost() {
        let rules = NetworkRules(["*:*"])
        #expect(rules.problem(of: "http://example.test:8080/") == nil)
        #expect(rules.problem(of: "http://8.8.8.8/") == nil)
        for address in ["169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"] {
            #expect(rules.problem(of: "http://\(address)/") != nil, "\(address)")
        }
    }

    @Test("A listed name leads to public addresses, and to others only when they are listed too")
    func addresses() throws {
        let host = try WebURL(parsing: "https://fx.example.test/").origin.host
        func problem(_ address: String) throws -> String? {
            rules.problem(of: try #require(IPAddress(strictly: address)), of: host)
        }
        #expect(try problem("8.8.8.8") == nil)
        #expect(try problem("10.1.2.3") == nil)
        #expect(try problem("192.168.3.4") == nil)
        #expect(try problem("10.1.2.4")?.contains("add \"10.1.2.4\" to \"network\"") == true)
        for address in [
            "127.0.0.1", "::1", "169.254.169.254", "::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::1", "0.0.0.0",
        ] {
            #expect(try problem(address) != nil, "\(address)")
        }
        let own = try WebURL(parsing: "http://localhost/").origin.host
        #expect(rules.problem(of: .v4(0x7F00_0001), of: own) == nil)
        #expect(rules.problem(of: .v4(0x0A00_0001), of: own) != nil)
    }

    @Test("An upstream stands for its server")
    func upstream() {
        let rules = NetworkRules(["https://api.example.com:8443/v2"])
        #expect(rules.problem(of: "https://api.example.com:8443/elsewhere") == nil)
        #expect(rules.problem(of: "https://api.example.com/") != nil)
    }

    @Test("A bad entry is refused with what is wrong")
    func badEntries() {
        for (entry, fault) in [
            ("https://a.test/x", "has a path"), ("ftp://a.test", "has the scheme \"ftp\""), ("a.*.test", "has a *"),
            ("https://a.test:x", "has the port \"x\""),
            ("", "has no host"), ("https://u@a.test", "has a user"), ("a.test?x", "has a ?"),
            ("10.0.0.0/99", "has a path"), ("127.1", "four numbers"),
            ("*.10.0.0.1", "has a * before an address"), ("a b", "where a host name belongs"),
        ] {
            #expect { _ = try NetworkRule(parsing: entry) } throws: { error in
                (error as? ValueError)?.message.contains(fault) == true
            }
        }
    }
}
