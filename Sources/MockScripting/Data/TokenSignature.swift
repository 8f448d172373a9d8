internal import Crypto
internal import CryptoExtras

/// The signature of a JSON Web Token (RFC 7518 §3.2–3.4, RFC 8037 §3.1).
struct TokenSignature {
    /// How it is made.
    private enum Family: String {
        case HS, RS, ES, EdDSA
    }

    /// Why a key cannot be used.
    struct KeyError: Error {
        let reason: String
    }

    private let family: Family
    private let bits: String

    /// By the name of the header, such as `RS256`.
    init?(_ algorithm: String) {
        if algorithm == Family.EdDSA.rawValue {
            (family, bits) = (.EdDSA, "")
            return
        }
        guard let family = Family(rawValue: String(algorithm.prefix(2))),
            ["256", "384", "512"].contains(algorithm.dropFirst(2))
        else { return nil }
        self.family = family
        bits = String(algorithm.dropFirst(2))
    }

    /// Signs with a shared secret, or with a private key in PEM.
    func sign(_ data: [UInt8], key: [UInt8]) throws(KeyError) -> [UInt8] {
        switch family {
        case .HS: return digest.authenticate(data, key: key)
        case .RS: return try keyed("a private RSA key in PEM") { try signRSA(data, $0) }(key)
        case .ES: return try keyed("a private key in PEM on the curve of ES\(bits)") { try signECDSA(data, $0) }(key)
        case .EdDSA: return try keyed("a private Ed25519 key in PEM") { try signEd25519(data, $0) }(key)
        }
    }

    /// Whether a signature is that of the data, by a shared secret or a public key in PEM.
    func verify(_ signature: [UInt8], of data: [UInt8], key: [UInt8]) throws(KeyError) -> Bool {
        switch family {
        case .HS: return isEqual(digest.authenticate(data, key: key), signature)
        case .RS: return try keyed("a public RSA key in PEM") { try verifyRSA(signature, data, $0) }(key)
        case .ES:
            return try keyed("a public key in PEM on the curve of ES\(bits)") {
                try verifyECDSA(signature, data, $0)
            }(key)
        case .EdDSA:
            return try keyed("a public Ed25519 key in PEM") { try verifyEd25519(signature, data, $0) }(key)
        }
    }

    private var digest: Digest {
        switch bits {
        case "384": .sha384
        case "512": .sha512
        default: .sha256
        }
    }

    /// Compares in a time that does not depend on where they differ.
    private func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func keyed<Value>(
        _ wanted: String, _ use: @escaping (String) throws -> Value
    ) -> ([UInt8]) throws(KeyError) -> Value {
        { (key) throws(KeyError) in
            guard key.count <= 1 << 16 else { throw KeyError(reason: "the key must be \(wanted), of at most 64 KiB") }
            do { return try use(String(decoding: key, as: UTF8.self)) } catch {
                throw KeyError(reason: "the key must be \(wanted)")
            }
        }
    }
}

// MARK: - RSA

extension TokenSignature {
    private func signRSA(_ data: [UInt8], _ pem: String) throws -> [UInt8] {
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        let signature =
            switch bits {
            case "384": try key.signature(for: SHA384.hash(data: data), padding: .insecurePKCS1v1_5)
            case "512": try key.signature(for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
            default: try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
            }
        return Array(signature.rawRepresentation)
    }

    private func verifyRSA(_ bytes: [UInt8], _ data: [UInt8], _ pem: String) throws -> Bool {
        let key = try _RSA.Signing.PublicKey(pemRepresentation: pem)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
        return switch bits {
        case "384": key.isValidSignature(signature, for: SHA384.hash(data: data), padding: .insecurePKCS1v1_5)
        case "512": key.isValidSignature(signature, for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
        default: key.isValidSignature(signature, for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        }
    }
}

// MARK: - ECDSA

extension TokenSignature {
    private func signECDSA(_ data: [UInt8], _ pem: String) throws -> [UInt8] {
        switch bits {
        case "384": Array(try P384.Signing.PrivateKey(pemRepresentation: pem).signature(for: data).rawRepresentation)
        case "512": Array(try P521.Signing.PrivateKey(pemRepresentation: pem).signature(for: data).rawRepresentation)
        default: Array(try P256.Signing.PrivateKey(pemRepresentation: pem).signature(for: data).rawRepresentation)
        }
    }

    private func verifyECDSA(_ bytes: [UInt8], _ data: [UInt8], _ pem: String) throws -> Bool {
        switch bits {
        case "384":
            let key = try P384.Signing.PublicKey(pemRepresentation: pem)
            return (try? P384.Signing.ECDSASignature(rawRepresentation: bytes)).map {
                key.isValidSignature($0, for: data)
            } ?? false
        case "512":
            let key = try P521.Signing.PublicKey(pemRepresentation: pem)
            return (try? P521.Signing.ECDSASignature(rawRepresentation: bytes)).map {
                key.isValidSignature($0, for: data)
            } ?? false
        default:
            let key = try P256.Signing.PublicKey(pemRepresentation: pem)
            return (try? P256.Signing.ECDSASignature(rawRepresentation: bytes)).map {
                key.isValidSignature($0, for: data)
            } ?? false
        }
    }
}

// MARK: - EdDSA

extension TokenSignature {
    private func signEd25519(_ data: [UInt8], _ pem: String) throws -> [UInt8] {
        guard let bytes = Ed25519PEM.privateBytes(pem) else { throw KeyError(reason: "no key") }
        return Array(try Curve25519.Signing.PrivateKey(rawRepresentation: bytes).signature(for: data))
    }

    private func verifyEd25519(_ signature: [UInt8], _ data: [UInt8], _ pem: String) throws -> Bool {
        guard let bytes = Ed25519PEM.publicBytes(pem) else { throw KeyError(reason: "no key") }
        return try Curve25519.Signing.PublicKey(rawRepresentation: bytes).isValidSignature(signature, for: data)
    }
}
