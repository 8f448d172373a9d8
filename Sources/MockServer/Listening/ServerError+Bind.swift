import Glibc
import NIOCore

extension ServerError {
    /// Makes an error of what binding threw.
    init(_ error: any Error, host: String, port: Int) {
        let number = (error as? IOError)?.errnoCode ?? 0
        let code: Code =
            switch number {
            case EADDRINUSE: .addressInUse
            case EACCES, EPERM: .permissionDenied
            case EADDRNOTAVAIL: .addressNotAvailable
            default: error is SocketAddressError.UnknownHost ? .unknownHost : .other
            }
        self.init(code: code, errno: number, host: host, port: port)
    }
}
