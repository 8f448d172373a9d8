/// Ways to write 127.0.0.1 and 169.254.169.254 that some reader or other takes for them.
public enum AddressSpellings {
    /// What stands between `http://` and the path; none is the one spelling that a URL may have.
    public static let loopback: [String] =
        [
            "2130706433", "0x7f000001", "0X7F000001", "017700000001", "0177.0.0.1", "0177.0.0.01", "00177.0.0.1",
            "127.1",
            "127.0.1", "0x7f.1", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "127.0.0.0x1", "127.0x0.1", "127.0.0.01",
            "127.00.0.1",
            "127.0.0.1.", "127.1.", "0.0.0.0", "0", "0x0", "00.00.00.00", "127.000.000.001", "4294967295",
            "0x17f000001",
            "383.0.0.1", "127.0.0.257", "127.0.0.1.1", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
            "[0:0:0:0:0:ffff:7f00:1]",
            "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]",
            "[2002:7f00:1::]", "[2002:7f00:1::1]", "[2001:0:7f00:1::80ff:fffe]", "[::ffff:0:127.0.0.1]", "[fe80::1]",
            "[::1%25lo]",
            "[::1%lo]", "[127.0.0.1]", "[::1", "::1", "[2001:db8::5efe:7f00:1]", "127。0。0。1", "１２７.0.0.1",
            "①②⑦.0.0.1", "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%23.example.test",
            "user@127.0.0.1", "user:secret@127.0.0.1", "fx.example.test@127.0.0.1", "127.0.0.1@fx.example.test",
            "fx.example.test\\@127.0.0.1", "127.0.0.1\\@fx.example.test", "fx.example.test:80@127.0.0.1", "@127.0.0.1",
            "127.0.0.1:", "127.0.0.1:080", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:80:80", "127.0.0.1:+80",
            "127.0.0.1:8０",
            " 127.0.0.1", "127.0.0.1 ", "127.0.0.1\t", "127.0.0.1\r\nHost:x", "127.0.0.1\u{0}", "127..0.0.1",
            ".127.0.0.1",
            "localhost.", "ｌocalhost", "local\u{AD}host", "localhost%00.example.test", "loopback.example.test",
            "127.0.0.1.nip.io",
            "localtest.me", "lvh.me", "127.0.0.1,fx.example.test",
        ]

    /// The same for the address at which clouds keep their secrets.
    public static let metadata: [String] =
        [
            "169.254.169.254", "2852039166", "0xa9fea9fe", "0xA9FEA9FE", "025177524776", "0251.0376.0251.0376",
            "0xa9.0xfe.0xa9.0xfe",
            "169.16689662", "169.254.43518", "0xa9.254.0251.254", "169.254.169.254.", "425.510.425.510",
            "[::ffff:169.254.169.254]",
            "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "[fd00:ec2::254]", "[fe80::a9fe:a9fe]",
            "[::169.254.169.254]", "[::ffff:0:a9fe:a9fe]", "169.254.169.254.nip.io", "metadata.google.internal",
            "metadata",
            "169。254。169。254", "fx.example.test@169.254.169.254", "fx.example.test\\@169.254.169.254",
            "169.254.169.254%20",
            "[2001:0:a9fe:a9fe::1]", "169.254.0169.254", "169.254.169.0xfe",
        ]

    /// Both.
    public static let all = loopback + metadata
}
