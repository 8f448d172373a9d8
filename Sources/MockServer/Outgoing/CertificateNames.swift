import MockModel
import NIOSSL

/// The names that a certificate is made out for, compared by the rules of RFC 9525 §6.
///
/// NIOSSL also takes a certificate for the *address* of the other end, whatever the name asked for: who can forge DNS and has a certificate for
/// an address of its own would pass for anybody.
struct CertificateNames {
    private let names: [String]

    /// Takes the alternative names; the common name is not looked at (RFC 9525 §2).
    init(of certificate: NIOSSLCertificate) {
        let names = (try? certificate.toDERBytes()).map { AlternativeNames.read($0) } ?? []
        self.names = names.map { $0.lowercased() }
    }

    init(_ names: [String]) {
        self.names = names.map { $0.lowercased() }
    }

    /// Whether one of them is that host's, or a `*` in place of its first label.
    func include(_ host: String) -> Bool {
        let parent = host.drop { $0 != "." }
        return names.contains { name in
            name == host || name.hasPrefix("*.") && !parent.isEmpty && name.dropFirst() == parent
        }
    }
}

/// A certificate is made out for other names.
struct CertificateNameError: Error {}
