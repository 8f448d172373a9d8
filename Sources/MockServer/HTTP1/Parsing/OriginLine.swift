import MockModel

/// The `Origin` line of a head that cannot be read as a whole.
enum OriginLine {
    private static let name = Array("origin:".utf8)

    /// The field, when one of the lines up to the end of the head is an origin as browsers send it; else none.
    static func fields(in bytes: [UInt8]) -> HeaderFields {
        for line in bytes.split(separator: ByteClass.lineFeed, omittingEmptySubsequences: false) {
            let text = line.last == ByteClass.carriageReturn ? line.dropLast() : line
            guard !text.isEmpty else { break }
            guard text.count < 1_024, text.prefix(name.count).elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 }) else {
                continue
            }
            let origin = String(decoding: text.dropFirst(name.count), as: UTF8.self).trimmed
            if CORSRules.isOrigin(String(origin)) { return HeaderFields([("Origin", String(origin))]) }
        }
        return HeaderFields()
    }
}
