/// Reads the DNS names among the alternative names of a certificate (RFC 5280 §4.2.1.6) from its DER encoding (X.690).
enum AlternativeNames {
    private enum Tag {
        static let sequence: UInt8 = 0x30
        /// `[3]` of a certificate: its extensions.
        static let extensions: UInt8 = 0xA3
        /// `[2]` of a name: a DNS name.
        static let dnsName: UInt8 = 0x82
    }

    /// id-ce-subjectAltName, 2.5.29.17.
    private static let identifier: [UInt8] = [0x55, 0x1D, 0x11]

    /// The names; none when there are none, or when the bytes are no certificate.
    static func read(_ certificate: [UInt8]) -> [String] {
        let body = DERReader(certificate[...]).members.first?.members.first
        let extensions = body?.members.last { $0.tag == Tag.extensions }?.members.first?.members ?? []
        let value = extensions.first { $0.members.first.map { Array($0.content) } == identifier }?.members.last
        let names = value.flatMap { DERReader($0.content).members.first }
        guard let names, names.tag == Tag.sequence else { return [] }
        return names.members.filter { $0.tag == Tag.dnsName }.map { String(decoding: $0.content, as: UTF8.self) }
    }
}

/// One value of DER.
private struct DERValue {
    let tag: UInt8
    let content: ArraySlice<UInt8>

    /// The values within a constructed value.
    var members: [DERValue] { tag & 0x20 == 0 ? [] : DERReader(content).members }
}

/// Reads the values that follow each other in some bytes.
private struct DERReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// The values, as far as they are whole.
    var members: [DERValue] {
        var reader = self
        var values: [DERValue] = []
        while let value = reader.next() { values.append(value) }
        return values
    }

    private mutating func next() -> DERValue? {
        guard let tag = bytes.popFirst(), let count = length(), count <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return DERValue(tag: tag, content: bytes.prefix(count))
    }

    /// One byte, or the count of the bytes that follow; four are more than a certificate needs.
    private mutating func length() -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        let digits = Int(first & 0x7F)
        guard (1...4).contains(digits), digits <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(digits) }
        return bytes.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
    }
}
