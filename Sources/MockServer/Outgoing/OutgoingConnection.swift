import MockModel
import NIOCore
import NIOSSL
import NIOTLS

/// A connection to another server: carries one request at a time, reads its answer.
final class OutgoingConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How an exchange ended.
    enum Outcome {
        /// An answer, and whether the connection may be used again.
        case answer(Response, keepsAlive: Bool)
        case failed(ResponseError)
        case broken(any Error)
    }

    /// The address at the other end.
    var address: IPAddress? { context?.remoteAddress?.ipAddress.flatMap { IPAddress(strictly: $0) } }
    /// Whether a byte of the answer has come.
    var hasAnswered: Bool { reader?.hasBegun ?? false }
    private let idle: IdleConnections
    /// The name that the certificate must be made out for.
    private let certifiedName: String?
    /// Whether the other end is known to be the right one; nothing is sent before.
    private var isTrusted: Bool
    /// The request that waits for that.
    private var waiting: ByteBuffer?
    private var context: ChannelHandlerContext?
    private var reader: ResponseParser?
    private var then: ((Outcome) -> Void)?

    /// A connection to a server; an encrypted one begins with its certificate.
    init(to origin: WebOrigin, _ idle: IdleConnections) {
        self.idle = idle
        isTrusted = !origin.isSecure
        if case .name(let name) = origin.host { certifiedName = name } else { certifiedName = nil }
    }

    /// Sends a request and reads its answer.
    ///
    /// After an error the connection is closed.
    func exchange(_ bytes: ByteBuffer, reader: ResponseParser, then: @escaping (Outcome) -> Void) {
        self.reader = reader
        self.then = then
        guard let context else { return finish(.failed(.silent)) }
        if isTrusted { context.writeAndFlush(NIOAny(bytes), promise: nil) } else { waiting = bytes }
    }

    /// Ends it, whatever it does.
    func close() {
        then = nil
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted) = event as? TLSUserEvent { trust(context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func trust(_ context: ChannelHandlerContext) {
        if let certifiedName {
            let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
            guard let certificate, CertificateNames(of: certificate).include(certifiedName) else {
                return errorCaught(context: context, error: CertificateNameError())
            }
        }
        isTrusted = true
        if let waiting { context.writeAndFlush(NIOAny(waiting), promise: nil) }
        waiting = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard reader != nil, then != nil else { return context.close(promise: nil) }
        reader?.feed(unwrapInboundIn(data))
        take(reader?.next() ?? .incomplete)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        idle.remove(self)
        guard then != nil, var reader else { return }
        take(reader.end())
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.broken(error))
        context.close(promise: nil)
    }

    private func take(_ event: ResponseParser.Event) {
        switch event {
        case .incomplete: break
        case .answer(let response, let keepsAlive): finish(.answer(response, keepsAlive: keepsAlive && context != nil))
        case .failed(let fault):
            finish(.failed(fault))
            context?.close(promise: nil)
        }
    }

    private func finish(_ outcome: Outcome) {
        let then = then
        self.then = nil
        then?(outcome)
    }
}
