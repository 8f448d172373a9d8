import Testing

@testable import MockServer

@Suite("Names of certificates")
struct CertificateNamesTests {
    @Test("match as a whole, or with a star for the first label")
    func matching() {
        let names = CertificateNames(["API.example.test", "*.wild.test", "*", "*.", "a*.star.test", "x.*.test"])
        for host in ["api.example.test", "a.wild.test", "xn--bcher-kva.wild.test"] {
            #expect(names.include(host), "\(host)")
        }
        for host in [
            "example.test", "b.api.example.test", "wild.test", "a.b.wild.test", "ab.star.test", "x.y.test", "localhost",
            "",
        ] {
            #expect(!names.include(host), "\(host)")
        }
    }
}
