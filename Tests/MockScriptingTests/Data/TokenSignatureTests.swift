import MockModel
import Testing

@testable import MockScripting

@Suite("Signatures of tokens")
struct TokenSignatureTests {
    // RFC 8037 §A.1–A.4.
    private static let secret = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
    private static let point = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    private static let input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    private static let signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"

    private func bytes(_ text: String) throws -> [UInt8] { try #require(Base64.decode(Array(text.utf8))) }

    @Test("of EdDSA are those of RFC 8037")
    func ed25519() throws {
        let algorithm = try #require(TokenSignature("EdDSA"))
        let (data, wanted) = (Array(Self.input.utf8), try bytes(Self.signature))
        let key = Array(Ed25519PEM.privateKey(try bytes(Self.secret)).utf8)
        #expect(try algorithm.sign(data, key: key) == wanted)
        let publicKey = Array(Ed25519PEM.publicKey(try bytes(Self.point)).utf8)
        #expect(try algorithm.verify(wanted, of: data, key: publicKey))
        #expect(try !algorithm.verify(wanted, of: data + [0], key: publicKey))
        #expect(try !algorithm.verify([1, 2, 3], of: data, key: publicKey))
    }

    @Test(
        "refuse keys that are none",
        arguments: [
            "", "x", "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        ])
    func wrongKey(pem: String) throws {
        let algorithm = try #require(TokenSignature("EdDSA"))
        #expect(throws: TokenSignature.KeyError.self) { try algorithm.verify([], of: [], key: Array(pem.utf8)) }
        #expect(throws: TokenSignature.KeyError.self) { try algorithm.sign([], key: Array(pem.utf8)) }
    }

    @Test("have no other names", arguments: ["", "none", "EdDSA256", "PS256", "ES", "RS128"])
    func unknown(name: String) { #expect(TokenSignature(name) == nil) }

    @Test("come from the same key for the same seed, name and number")
    func keyPairs() throws {
        for algorithm in [KeyPair.Algorithm.RS256, .ES256, .EdDSA] {
            let pairs = try [(1, "a", 0), (1, "a", 0), (1, "a", 1)].map { seed, name, number in
                try #require(KeyPair(algorithm, seed: UInt64(seed), name: name, number: number))
            }
            #expect(pairs[0].publicPEM == pairs[1].publicPEM && pairs[0].publicPEM != pairs[2].publicPEM)
        }
        let seeds = Set((0..<20).compactMap { KeyPair(.ES256, seed: $0, name: "a", number: 0)?.publicPEM })
        #expect(seeds.count == 20)
        #expect(KeyPair(.RS256, seed: 1, name: "a", number: .min) != nil)
    }

    @Test("have four RSA keys that differ")
    func fixedKeys() { #expect(Set(DevelopmentRSAKeys.all).count == 4) }
}
