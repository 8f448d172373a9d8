import MockModel
import TestSupport
import Testing

@Suite("URLs of other servers")
struct WebURLTests {
    @Test("A URL comes apart into server and target")
    func parts() throws {
        for (text, origin, target) in [
            ("https://fx.example.test/rates/EURUSD?x=1#top", "https://fx.example.test", "/rates/EURUSD?x=1"),
            ("HTTP://FX.Example.TEST:80", "http://fx.example.test", "/"), ("http://h?q", "http://h", "/?q"),
            ("http://h#f", "http://h", "/"),
            ("https://h:443/", "https://h", "/"), ("https://h:80/", "https://h:80", "/"),
            ("http://[::1]:8080/a", "http://[::1]:8080", "/a"),
            ("http://my_service:9/", "http://my_service:9", "/"),
            ("http://1and1.example/", "http://1and1.example", "/"),
            ("http://h/grö ße".replacing(" ", with: "%20"), "http://h", "/gr%C3%B6%20%C3%9Fe"),
            ("http://h/a\\b|{}", "http://h", "/a\\b|{}"),
            ("http://h//_mock", "http://h", "//_mock"), ("http://h/@x", "http://h", "/@x"),
        ] {
            let url = try WebURL(parsing: text)
            #expect(url.origin.description == origin, "\(text)")
            #expect(url.target == target, "\(text)")
        }
    }

    @Test("What is wrong with a URL is said in a sentence")
    func faults() {
        for (text, fault) in [
            ("fx.example.test/x", "no \"https://\""), ("ftp://h/", "a scheme other"), ("http:///x", "no host"),
            ("http://", "no host"),
            ("http://a b/", "a space; write %20"), ("http://a/\r\nX: y", "a control character"),
            ("http://u:p@h/", "a user before its host"),
            ("http://h\\@x/", "a user before"), ("http://h\\x/", "a backslash"), ("http://h:0/", "\"0\" where a port"),
            ("http://h:/", "where a port"),
            ("http://-h/", "where a host name"), ("http://h./", "where a host name"),
            ("http://h%41/", "an encoded character"),
            ("http://größe.example/", "letters outside ASCII"), ("http://127.1/", "four numbers"),
            ("http://[fe80::1%25eth0]/", "no IPv6 address"),
            ("", "no \"https://\""), ("http:/h/", "no \"https://\""), ("http://h:99999/", "where a port"),
            ("http://[::1]x/", "no IPv6 address"),
        ] {
            #expect { _ = try WebURL(parsing: text) } throws: { error in
                (error as? WebURLError)?.message.contains("it has \(fault)") == true
                    || (error as? WebURLError)?.fault.contains(fault) == true
            }
        }
    }

    @Test("No odd spelling of an address comes out as that address")
    func spellings() {
        #expect(AddressSpellings.all.count >= 80)
        for spelling in AddressSpellings.loopback {
            guard let url = try? WebURL(parsing: "http://\(spelling)/") else { continue }
            #expect(!url.origin.host.isLoopback, "\(spelling)")
        }
    }
}
