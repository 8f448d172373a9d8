import NIOSSL
import Testing

@testable import MockServer

@Suite struct AlternativeNamesTests {
    private func encoded(_ certificate: String) throws -> [UInt8] {
        try #require(NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).first).toDERBytes()
    }

    @Test func `the DNS names of a certificate are read, and no addresses`() throws {
        #expect(
            AlternativeNames.read(try encoded(TestCertificates.certificate)) == ["secure.example.test", "localhost"])
        #expect(AlternativeNames.read(try encoded(TestCertificates.authority)).isEmpty)
    }

    @Test func `a certificate that is cut or changed gives no other names, and does not trap`() throws {
        let whole = try encoded(TestCertificates.certificate)
        for count in whole.indices { #expect(AlternativeNames.read(Array(whole[..<count])).isEmpty) }
        for index in whole.indices {
            for byte: UInt8 in [0x00, 0x30, 0x7F, 0x80, 0x84, 0xFF] {
                var changed = whole
                changed[index] = byte
                #expect(AlternativeNames.read(changed).count <= 3)
            }
        }
    }

    @Test func `a length of more bytes than a number holds is refused`() {
        for digits: UInt8 in 0x80...0xFF {
            let bytes = [0x30, digits] + [UInt8](repeating: 0xFF, count: 130)
            #expect(AlternativeNames.read(bytes).isEmpty)
        }
    }
}
