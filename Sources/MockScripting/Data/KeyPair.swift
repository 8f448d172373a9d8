internal import Crypto
internal import CryptoExtras
internal import MockModel

/// A key pair that signs tokens: the same for the same seed, name and number.
struct KeyPair {
    /// The signature algorithm (RFC 7518 §3.1, RFC 8037 §3.1).
    enum Algorithm: String {
        case RS256, ES256, EdDSA
    }

    let privatePEM: String
    let publicPEM: String
    /// The members of the public JSON Web Key (RFC 7518 §6, RFC 8037 §2) that its thumbprint covers (RFC 7638 §3.2).
    let members: [(name: String, value: String)]

    /// `nil` when the bytes drawn are no key.
    init?(_ algorithm: Algorithm, seed: UInt64, name: String, number: Int) {
        let pair =
            switch algorithm {
            case .RS256: try? KeyPair(rsa: KeyPair.fixedRSA(seed: seed, name: name, number: number))
            case .ES256: KeyPair.drawn(seed, "\(name)#\(number)") { try KeyPair(p256: $0) }
            case .EdDSA: KeyPair.drawn(seed, "\(name)#\(number)") { try KeyPair(ed25519: $0) }
            }
        guard let pair else { return nil }
        self = pair
    }

    private init(privatePEM: String, publicPEM: String, members: [(name: String, value: String)]) {
        self.privatePEM = privatePEM
        self.publicPEM = publicPEM
        self.members = members
    }

    /// Draws 32 bytes until they are a key.
    ///
    /// Nearly all are: a few draws are enough.
    private static func drawn(_ seed: UInt64, _ key: String, _ make: ([UInt8]) throws -> KeyPair) -> KeyPair? {
        var random = RandomGenerator(seed: seed, key: "jwt-keys:\(key)")
        for _ in 0..<8 {
            if let pair = try? make(random.bytes(32)) { return pair }
        }
        return nil
    }

    /// The first key depends on seed and name, the next ones follow in a circle.
    private static func fixedRSA(seed: UInt64, name: String, number: Int) -> String {
        let keys = DevelopmentRSAKeys.all
        var random = RandomGenerator(seed: seed, key: "jwt-keys:\(name)")
        let first = Int(random.integer(from: 0, through: Int64(keys.count - 1)))
        return keys[(first + number % keys.count + keys.count) % keys.count]
    }

    private init(rsa pem: String) throws {
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        let numbers = try key.publicKey.getKeyPrimitives()
        self.init(
            privatePEM: pem, publicPEM: key.publicKey.pemRepresentation,
            members: [
                ("e", Base64.encode(Array(numbers.publicExponent), .url)), ("kty", "RSA"),
                ("n", Base64.encode(Array(numbers.modulus), .url)),
            ])
    }

    private init(p256 bytes: [UInt8]) throws {
        let key = try P256.Signing.PrivateKey(rawRepresentation: bytes)
        let point = Array(key.publicKey.rawRepresentation)
        self.init(
            privatePEM: key.pemRepresentation, publicPEM: key.publicKey.pemRepresentation,
            members: [
                ("crv", "P-256"), ("kty", "EC"), ("x", Base64.encode(Array(point.prefix(32)), .url)),
                ("y", Base64.encode(Array(point.suffix(32)), .url)),
            ])
    }

    private init(ed25519 bytes: [UInt8]) throws {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        let point = Array(key.publicKey.rawRepresentation)
        self.init(
            privatePEM: Ed25519PEM.privateKey(bytes), publicPEM: Ed25519PEM.publicKey(point),
            members: [("crv", "Ed25519"), ("kty", "OKP"), ("x", Base64.encode(point, .url))])
    }
}
