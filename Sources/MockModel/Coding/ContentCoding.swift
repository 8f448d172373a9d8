internal import CDecoders

/// The coding of a body (RFC 9110 §8.4.1).
public enum ContentCoding: String, Sendable, CaseIterable {
    case gzip
    case deflate
    /// Brotli (RFC 7932).
    case br
    /// Zstandard (RFC 8878).
    case zstd

    /// The codings of a body, in the order in which they were applied; `identity` is none.
    ///
    /// - Throws: ``ContentError`` for one that is not known.
    static func all(in headers: HeaderFields) throws(ContentError) -> [ContentCoding] {
        var codings: [ContentCoding] = []
        for value in headers.values(of: "content-encoding") {
            for name in value.split(separator: ",").map({ $0.trimmed.lowercased() })
            where name != "identity" && name != "" {
                let known = ContentCoding(rawValue: name.hasPrefix("x-") ? String(name.dropFirst(2)) : name)
                guard let known else { throw .unknown(name) }
                codings.append(known)
            }
        }
        guard codings.count <= 3 else { throw .unknown("\(codings.count) codings over one another") }
        return codings
    }

    /// The ratio of output to input is bounded only past this size of the output.
    private static let harmless = 1 << 20
    /// The largest ratio of decoded to coded bytes: more than gzip can reach.
    private static let largestRatio = 1_100

    /// The content that was coded.
    ///
    /// - Parameter limit: bytes that it may have.
    /// - Throws: ``ContentError`` when it cannot be decoded, or is larger.
    func decode(_ bytes: [UInt8], limit: Int) throws(ContentError) -> [UInt8] {
        guard let decoder = decoder(of: bytes) else { throw .broken(self) }
        var content: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var offset = 0
        while true {
            let step = decoder.step(bytes[offset...], into: &room)
            offset += step.taken
            guard step.made <= limit - content.count else { throw .tooLarge(limit: limit) }
            content += room[..<step.made]
            if content.count > ContentCoding.harmless, content.count / max(1, offset) > ContentCoding.largestRatio {
                throw .tooLarge(limit: limit)
            }
            if step.isWhole { return content }
            guard !step.isBroken, step.taken + step.made > 0 else { throw .broken(self) }
        }
    }

    private func decoder(of bytes: [UInt8]) -> ContentDecoder? {
        switch self {
        case .gzip: ContentDecoder(content_zlib)
        case .deflate: ContentDecoder(ContentCoding.haveZlibHeader(bytes) ? content_zlib : content_deflate)
        case .br: ContentDecoder(content_brotli)
        case .zstd: ContentDecoder(content_zstd)
        }
    }

    /// Whether content begins as RFC 1950 §2.2 says; some clients send deflate without that.
    private static func haveZlibHeader(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        return bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    }
}

/// Why the content of a coded body cannot be had.
public enum ContentError: Error, Sendable, Hashable {
    /// No coding of that name is known.
    case unknown(String)
    /// The bytes are not of that coding, or end too early.
    case broken(ContentCoding)
    /// The content is larger than that many bytes, or grows out of all proportion to what was sent.
    case tooLarge(limit: Int)

    /// The status that answers such a request.
    public var status: Int {
        switch self {
        case .unknown: 415
        case .broken: 400
        case .tooLarge: 413
        }
    }

    /// The error as a sentence without a full stop.
    public var message: String {
        switch self {
        case .unknown(let name):
            "the body is coded with \"\(name)\", which is not known; known are gzip, deflate, br and zstd"
        case .broken(let coding): "the body is no whole \(coding.rawValue), as Content-Encoding says it is"
        case .tooLarge(let limit):
            "the decoded body is larger than \(limit) bytes (limits.body), or grows more than 1,100 times"
        }
    }
}
