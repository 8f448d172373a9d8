import Glibc
import MockModel
import NIOCore
import NIOPosix
import NIOSSL

extension OutgoingFailure {
    /// What came back is no answer.
    init(_ fault: ResponseError, from host: String) {
        switch fault {
        case .malformed(let what): self.init(.protocol, "\(host) sent an answer with \(what)")
        case .tooLarge(let what): self.init(.tooLarge, "\(host) sent an answer with \(what)")
        case .cutShort: self.init(.reset, "\(host) ended the connection in the middle of its answer")
        case .silent: self.init(.reset, "\(host) ended the connection without an answer")
        }
    }

    /// No connection came about.
    init(connecting error: any Error, to host: String) {
        let failures = (error as? NIOConnectionError)?.connectionErrors.map(\.error) ?? [error]
        let codes = failures.compactMap { ($0 as? IOError)?.errnoCode }
        if codes.contains(ECONNREFUSED) {
            self.init(.refused, "\(host) refused the connection")
        } else if let code = codes.first, code != ETIMEDOUT {
            self.init(.refused, "\(host) cannot be reached: \(IOError(errnoCode: code, reason: "connect"))")
        } else {
            self.init(.timeout, "\(host) did not take the connection in time")
        }
    }

    /// A connection broke.
    init(breaking error: any Error, with host: String) {
        switch error {
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError, is CertificateNameError:
            self.init(.tls, "no trusted connection to \(host): \(OutgoingFailure.words(of: error))")
        default:
            self.init(.reset, "\(host) broke the connection off")
        }
    }

    /// The reason that the library gives, without the places in its source.
    private static func words(of error: any Error) -> String {
        let text = String(describing: error)
        for (sign, words) in reasons where text.contains(sign) { return words }
        return text
    }

    private static let reasons = [
        ("CERTIFICATE_VERIFY_FAILED", "its certificate is not signed by an authority that this machine trusts"),
        ("ailedToValidateHostname", "its certificate is not made out for that name"),
        ("ValidateCertificate", "its certificate is not made out for that name"),
        ("CertificateNameError", "its certificate is not made out for that name"),
        ("WRONG_VERSION_NUMBER", "it does not speak TLS"), ("HTTP_REQUEST", "it does not speak TLS"),
        ("PROTOCOL_VERSION", "it only speaks versions of TLS before 1.2"),
        ("handshakeFailed", "the handshake failed"),
    ]
}
