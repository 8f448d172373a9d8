internal import MockModel

/// Keys of Ed25519 as PEM (RFC 8410 §4, §7): in DER each is a fixed head and 32 bytes.
enum Ed25519PEM {
    private static let privateHead: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    private static let publicHead: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    static func privateKey(_ bytes: [UInt8]) -> String { text("PRIVATE KEY", privateHead + bytes) }

    static func publicKey(_ bytes: [UInt8]) -> String { text("PUBLIC KEY", publicHead + bytes) }

    /// The 32 bytes of a private key; `nil` for any other text.
    static func privateBytes(_ pem: String) -> [UInt8]? { bytes(of: pem, "PRIVATE KEY", privateHead) }

    /// The 32 bytes of a public key; `nil` for any other text.
    static func publicBytes(_ pem: String) -> [UInt8]? { bytes(of: pem, "PUBLIC KEY", publicHead) }

    private static func text(_ label: String, _ bytes: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(Base64.encode(bytes, .standard))\n-----END \(label)-----"
    }

    private static func bytes(of pem: String, _ label: String, _ head: [UInt8]) -> [UInt8]? {
        let lines = pem.split { $0.isNewline || $0.isWhitespace }.joined(separator: " ")
        let (begin, end) = ("-----BEGIN \(label)-----", "-----END \(label)-----")
        guard lines.hasPrefix(begin), lines.hasSuffix(end), lines.utf8.count >= begin.utf8.count + end.utf8.count,
            let content = Base64.decode(Array(lines.utf8.dropFirst(begin.utf8.count).dropLast(end.utf8.count))),
            content.starts(with: head), content.count == head.count + 32
        else { return nil }
        return Array(content.dropFirst(head.count))
    }
}
