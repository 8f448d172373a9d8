import MockModel
import Testing

@Suite("Addresses")
struct IPAddressTests {
    @Test(
        "An address has one spelling that is read and written",
        arguments: [
            "127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1", "1:2:3:4:5:6:7:8", "fe80::1:0:0:1",
            "1::", "1:0:0:2::3",
        ])
    func roundTrip(text: String) throws {
        #expect(try #require(IPAddress(strictly: text)).description == text)
    }

    @Test("Longer spellings of version 6 are read and written short")
    func longForms() throws {
        for (text, short) in [
            ("0:0:0:0:0:0:0:1", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:127.0.0.1", "::ffff:7f00:1"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ] {
            #expect(IPAddress(strictly: text)?.description == short, "\(text)")
        }
    }

    @Test(
        "Everything else is no address",
        arguments: [
            "", ".", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", "+1.2.3.4", "1.2.3.",
            "0x1.2.3.4", "1.2.3.٤", ":", ":::",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", "::1%lo", "1.2.3.4::", "::1.2.3",
            "1:2:3:4:5:6:7:1.2.3.4", ":1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:", "1:2:3:4::5:6:7:8",
        ])
    func strictness(text: String) {
        #expect(IPAddress(strictly: text) == nil)
    }

    @Test("Whatever is not of the public Internet has a name")
    func restrictions() throws {
        let expected = [
            "127.255.255.255": "loopback", "::1": "loopback", "10.255.0.1": "private", "172.16.0.1": "private",
            "172.31.255.255": "private",
            "192.168.1.1": "private", "169.254.169.254": "link-local", "100.64.0.1": "shared", "0.1.2.3": "unspecified",
            "224.0.0.1": "multicast",
            "255.255.255.255": "reserved", "fd00::1": "private", "fe80::1": "link-local", "::": "unspecified",
            "::ffff:8.8.8.8": "IPv4-mapped",
            "::8.8.8.8": "IPv4-compatible", "64:ff9b::808:808": "NAT64", "2002:808:808::": "6to4",
            "2001:0:1::": "Teredo",
            "2a00::5efe:808:808": "tunnelled", "4000::1": "reserved", "ff02::1": "multicast",
        ]
        for (text, name) in expected { #expect(try #require(IPAddress(strictly: text)).restriction == name, "\(text)") }
        for text in ["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"] {
            #expect(try #require(IPAddress(strictly: text)).restriction == nil, "\(text)")
        }
    }

    @Test("A network holds the addresses that share its bits")
    func networks() throws {
        let network = try #require(IPNetwork(parsing: "10.1.0.0/15"))
        #expect(network.description == "10.0.0.0/15")
        #expect(network.contains(try #require(IPAddress(strictly: "10.1.255.255"))))
        #expect(!network.contains(try #require(IPAddress(strictly: "10.2.0.0"))))
        #expect(!network.contains(try #require(IPAddress(strictly: "::ffff:10.1.0.1"))))
        #expect(try #require(IPNetwork(parsing: "0.0.0.0/0")).contains(.v4(.max)))
        #expect(try #require(IPNetwork(parsing: "::/0")).contains(.v6(.max)))
        for text in ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "10.0.0/8", "::/129", "10.0.0.0/8/8"] {
            #expect(IPNetwork(parsing: text) == nil, "\(text)")
        }
    }
}
