import MockModel
import NIOSSL

/// Whose certificates are believed.
///
/// A server's certificate is always checked, and always against the name in the URL.
public struct OutgoingTrust: Sendable, Equatable {
    /// A file of further authorities in PEM, beside those of the system; `nil` for none.
    public let authorities: String?

    /// Makes it.
    public init(authorities: String? = nil) {
        self.authorities = authorities
    }

    /// The TLS settings: version 1.2 or newer (RFC 9325 §3.1.1), HTTP/1.1 alone (RFC 7301).
    ///
    /// - Throws: a failure of the kind `tls` when a file cannot be read.
    func makeContext() throws(OutgoingFailure) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let authorities { configuration.additionalTrustRoots = [.file(authorities)] }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            let file = authorities.map { "\($0) or " } ?? ""
            throw OutgoingFailure(
                .tls, "the trusted certificates, in \(file)the files of the system, cannot be read: \(error)")
        }
    }
}
