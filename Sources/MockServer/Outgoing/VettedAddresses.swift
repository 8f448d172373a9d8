import MockModel
import NIOCore
import NIOPosix

/// Addresses that were judged, handed to NIO's connector in place of a look-up: it tries them in turn (RFC 8305) and no others.
struct VettedAddresses: Resolver, Sendable {
    private let addresses: [SocketAddress]
    private let eventLoop: any EventLoop

    init(_ addresses: [IPAddress], port: Int, on eventLoop: any EventLoop) {
        self.addresses = addresses.compactMap { try? SocketAddress(ipAddress: $0.description, port: port) }
        self.eventLoop = eventLoop
    }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        eventLoop.makeSucceededFuture(addresses.filter { $0.protocol == .inet })
    }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
        eventLoop.makeSucceededFuture(addresses.filter { $0.protocol == .inet6 })
    }

    func cancelQueries() {}
}
