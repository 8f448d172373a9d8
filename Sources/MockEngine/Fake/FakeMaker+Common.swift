import MockModel

/// Postman's variables of the groups "common", "numbers" and "colours".
extension FakeMaker {
    static let common: [String: TextGenerator] = [
        "guid": { maker in maker.uuid() },
        "randomUUID": { maker in maker.uuid() },
        "timestamp": { maker in String(Int((Double(maker.now) / 1_000).rounded())) },
        "isoTimestamp": { maker in TimeText.rfc3339(maker.now, milliseconds: true) },
        "randomAlphaNumeric": { maker in maker.letters(1, of: decimal + lower) },
        "randomBoolean": { maker in maker.once(in: 2) ? "true" : "false" },
        "randomInt": { maker in String(maker.int(0...1_000)) },
        "randomColor": { maker in maker.pick(FakeColors.names) },
        "randomHexColor": { maker in
            "#"
                + maker.joined(3, "") { maker in
                    let channel = maker.int(0...128)
                    return (channel < 16 ? "0" : "") + String(channel, radix: 16)
                }
        },
        "randomAbbreviation": { maker in maker.pick(FakeTech.abbreviations) },
    ]

    /// A random UUID (RFC 9562 §5.4).
    mutating func uuid() -> String {
        let groups = [letters(8, of: FakeMaker.hexadecimal), letters(4, of: FakeMaker.hexadecimal)]
        let version = "4" + letters(3, of: FakeMaker.hexadecimal)
        let variant = letters(1, of: "89ab") + letters(3, of: FakeMaker.hexadecimal)
        return (groups + [version, variant, letters(12, of: FakeMaker.hexadecimal)]).joined(separator: "-")
    }
}

/// Names of colours.
enum FakeColors {
    static let names = FakeList.items(
        """
        red, green, blue, yellow, orange, purple, pink, brown, black, white, gray, cyan, magenta, lime, teal, navy, maroon, olive,
        silver, gold, beige, coral, crimson, indigo, ivory, khaki, lavender, mint, salmon, turquoise, violet
        """)
}

/// Words of the trade.
enum FakeTech {
    static let abbreviations = FakeList.words(
        """
        API CPU CSS CSV DNS DOM FTP GPU GUI HDD HTML HTTP JPEG JSON JWT LAN NFC PDF PNG RAM REST SDK SQL SSD TCP TLS URL USB XML
        """)
    static let nouns = FakeList.items(
        """
        array, bandwidth, branch, buffer, bus, cache, circuit, cluster, compiler, container, cookie, cursor, driver, endpoint, firewall,
        gateway, handshake, index, interface, kernel, keyboard, matrix, monitor, packet, panel, parser, pixel, port, processor,
        program, protocol, proxy, queue, router, schema, sensor, server, socket, stack, stream, thread, token, transistor, tunnel
        """)
    static let verbs = FakeList.items(
        """
        back up, bypass, calculate, compile, compress, connect, copy, decode, deploy, encrypt, generate, hack, index, input, inspect,
        merge, navigate, override, parse, patch, program, quantify, reboot, refactor, replicate, scan, synthesize, transmit
        """)
    static let gerunds = FakeList.items(
        """
        backing up, bypassing, calculating, compiling, compressing, connecting, copying, decoding, deploying, encrypting, generating,
        hacking, indexing, merging, navigating, overriding, parsing, patching, programming, quantifying, scanning, transmitting
        """)
    static let adjectives = FakeList.items(
        """
        auxiliary, binary, bluetooth, cloud, cross-platform, digital, distributed, encrypted, haptic, headless, mobile, multi-byte,
        neural, offline, online, open-source, optical, parallel, primary, redundant, remote, secondary, serial, solid state,
        stateless, virtual, volatile, wireless
        """)
}
