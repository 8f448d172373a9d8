import Foundation
import NIOSSL

/// An authority that only the tests trust, and a certificate that it signed for `secure.example.test`, `localhost` and 127.0.0.1.
///
/// Made for these tests and good for nothing else; valid until 2126.
enum TestCertificates {
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBrzCCAVWgAwIBAgIUbDJ9trVaPO7RpY5IR0YfnD6KpV0wCgYIKoZIzj0EAwIw
        JDEiMCAGA1UEAwwZbW9ja3NjcmlwdCB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjQx
        NTAxMjlaGA8yMTI2MTAzMTE1MDEyOVowJDEiMCAGA1UEAwwZbW9ja3NjcmlwdCB0
        ZXN0IGF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKjhJNLcS+Dg
        9UfwDgPMsJXMmi8EgR3iYbjCwyHjIVTXm6BVFWM4JnxgKMWVMNphbAm73uN8YptZ
        zoYrD1yhoCOjYzBhMB0GA1UdDgQWBBQ3tIYCsfKOaaLzTsAZqmtK7AhXNTAfBgNV
        HSMEGDAWgBQ3tIYCsfKOaaLzTsAZqmtK7AhXNTAPBgNVHRMBAf8EBTADAQH/MA4G
        A1UdDwEB/wQEAwICBDAKBggqhkjOPQQDAgNIADBFAiBwxkxlRiuDHkDhBBGdHx7/
        KVCXARL1rw0/XxnGDpVP0AIhAItHrtyR39oWcxZ+NHiIPfedHlmS9Rf76q6McYu8
        Djw0
        -----END CERTIFICATE-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIB2zCCAYGgAwIBAgIUNZgqna9VzdehoabYbH8CH2ATIlwwCgYIKoZIzj0EAwIw
        JDEiMCAGA1UEAwwZbW9ja3NjcmlwdCB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjQx
        NTAxMjlaGA8yMTI2MTAzMTE1MDEyOVowHjEcMBoGA1UEAwwTc2VjdXJlLmV4YW1w
        bGUudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAFH/KpgOj0CHN1KRCdX
        PZHh/NX8Nde/Mz5Nuy5LhpLP1qVZzBlq6LRXPcOOCya2Tu0bAjtWqvLLQWmhs8mK
        s7ijgZQwgZEwLwYDVR0RBCgwJoITc2VjdXJlLmV4YW1wbGUudGVzdIIJbG9jYWxo
        b3N0hwR/AAABMAkGA1UdEwQCMAAwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0O
        BBYEFMtFUTNqYl4Y/f2M/BZQSUiUULWxMB8GA1UdIwQYMBaAFDe0hgKx8o5povNO
        wBmqa0rsCFc1MAoGCCqGSM49BAMCA0gAMEUCIGx6pld6FCUZy0gC9r6MeBuCm6Xu
        gCRNAo7fb4tdhC1fAiEA4ER0G2K639Gat/IK3i95GmcNgpkc+8yXYIFVhIscL5Y=
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4gO4EHDuDovSTsep
        KhPm7jAJTVO+ccFo1QzyifKK/xKhRANCAAQBR/yqYDo9AhzdSkQnVz2R4fzV/DXX
        vzM+TbsuS4aSz9alWcwZaui0Vz3Djgsmtk7tGwI7Vqryy0FpobPJirO4
        -----END PRIVATE KEY-----
        """

    /// What a server needs to show the certificate.
    static func server() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }

    /// The authority as a file.
    static func authorityFile() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "mockscript-authority-\(UUID().uuidString).pem"
        ).path
        try authority.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
