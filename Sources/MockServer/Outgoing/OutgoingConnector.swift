import MockModel
import NIOCore
import NIOPosix
import NIOSSL

/// Opens a connection to a server at addresses that were judged, encrypted where the URL says so.
struct OutgoingConnector {
    let client: OutgoingClient
    let eventLoop: any EventLoop
    let timeout: TimeAmount

    /// Connects; the certificate is checked against the name, or against the address where the URL has one.
    ///
    /// Fails with ``OutgoingFailure`` of the kind `tls` when there are no certificates to check with, else with an error of NIO.
    func connect(to origin: WebOrigin, at addresses: [IPAddress]) -> EventLoopFuture<any Channel> {
        guard origin.isSecure else { return connect(to: origin, at: addresses, context: nil) }
        return client.secureContext(on: eventLoop).flatMap { connect(to: origin, at: addresses, context: $0) }
    }

    private func connect(
        to origin: WebOrigin, at addresses: [IPAddress], context: NIOSSLContext?
    ) -> EventLoopFuture<any Channel> {
        ClientBootstrap(group: eventLoop)
            .resolver(VettedAddresses(addresses, port: origin.port, on: eventLoop))
            .connectTimeout(timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { [client] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(OutgoingConnector.encryption(of: origin.host, context))
                    }
                    try pipeline.addHandler(OutgoingConnection(to: origin, client.idle(on: channel.eventLoop)))
                }
            }
            .connect(host: origin.host.description, port: origin.port)
    }

    private static func encryption(of host: WebHost, _ context: NIOSSLContext) throws -> NIOSSLClientHandler {
        guard case .name(let name) = host else { return try NIOSSLClientHandler(context: context, serverHostname: nil) }
        return try NIOSSLClientHandler(context: context, serverHostname: name)
    }
}
