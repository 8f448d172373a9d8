internal import Crypto
internal import MockModel

/// Digests by the names that users write.
enum Digest: String {
    case sha256, sha1, sha512, md5
    case sha384

    /// The digest of bytes; any bytes when the limit of the run is reached meanwhile.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Digest.hash(bytes, SHA256())
        case .sha384: Digest.hash(bytes, SHA384())
        case .sha512: Digest.hash(bytes, SHA512())
        case .sha1: Digest.hash(bytes, Insecure.SHA1())
        case .md5: Digest.hash(bytes, Insecure.MD5())
        }
    }

    /// The message authentication code of bytes (RFC 2104).
    func authenticate(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: authenticate(bytes, key, SHA256.self)
        case .sha384: authenticate(bytes, key, SHA384.self)
        case .sha512: authenticate(bytes, key, SHA512.self)
        case .sha1: authenticate(bytes, key, Insecure.SHA1.self)
        case .md5: authenticate(bytes, key, Insecure.MD5.self)
        }
    }

    /// Bytes between two looks at the limit of the run.
    private static let step = 1 << 17

    private static func hash<Function: HashFunction>(_ bytes: [UInt8], _ start: Function) -> [UInt8] {
        var function = start
        forEachStep(of: bytes) { function.update(data: $0) }
        return Array(function.finalize())
    }

    private func authenticate<Function: HashFunction>(
        _ bytes: [UInt8], _ key: [UInt8], _ function: Function.Type
    ) -> [UInt8] {
        // A key longer than a block stands for its digest (RFC 2104 §2).
        let short = key.count > Function.blockByteCount ? hash(key) : key
        var code = HMAC<Function>(key: SymmetricKey(data: short))
        Digest.forEachStep(of: bytes) { code.update(data: $0) }
        return Array(code.finalize())
    }

    private static func forEachStep(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        for start in stride(from: 0, to: bytes.count, by: step) where !WorkLimit.isReached {
            body(bytes[start..<min(start + step, bytes.count)])
        }
    }
}
