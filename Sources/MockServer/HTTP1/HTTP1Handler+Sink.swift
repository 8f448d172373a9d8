import MockEngine
import MockModel
import NIOCore

/// The sink of responses over HTTP/1.
extension HTTP1Handler: ResponseSink {
    var isWritable: Bool { connection.isWritable }

    var hasInputEnded: Bool { connection.inputEnded }

    var written: Int { handedOver + loop.output.readableBytes }

    /// Clients of HTTP/1.0 know no interim responses (RFC 9110 §15.2).
    func writeEarlyHints(_ fields: HeaderFields, to request: PendingRequest) {
        if request.minorVersion > 0 { HTTP1Head.writeEarlyHints(fields, to: &loop.output) }
    }

    func writeWhole(_ delivery: Delivery, to request: PendingRequest) -> Bool {
        guard HTTP1ResponseEncoder.writeWhole(delivery, request, to: &loop.output) else { return false }
        loop.finish(delivery.exchange, started: request.started)
        let action = connection.endResponse(.complete, keepsAlive: true)
        if exchange != nil { hasEnded(action) }
        return true
    }

    func writeHead(_ plan: ResponsePlan, of delivery: Delivery, to request: PendingRequest) {
        var encoder = HTTP1ResponseEncoder(request)
        encoder.writeHead(plan, of: delivery, to: &loop.output)
        self.encoder = encoder
    }

    func writeBody(_ bytes: ArraySlice<UInt8>) { loop.output.writeBytes(bytes) }

    func writeBody(_ bytes: ByteBuffer) {
        guard let context else { return }
        flush(context)
        handedOver += bytes.readableBytes
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    func flush() {
        if let context { flush(context) }
    }

    func openStream(_ delivery: Delivery, to request: PendingRequest) -> Bool {
        var encoder = HTTP1ResponseEncoder(request)
        guard encoder.writeStreamHead(delivery, to: &loop.output) else { return false }
        self.encoder = encoder
        return true
    }

    func writePart(_ part: StreamPart) -> Bool {
        if let webSocket {
            guard webSocket.write(part, to: &loop.output) else {
                webSocket.hasToldClosed = true
                return false
            }
        } else {
            encoder?.writePart(part.bytes, to: &loop.output)
        }
        if loop.output.readableBytes > 1 << 16 { flush() }
        return true
    }

    func end(_ tail: Transmission.Tail, _ ending: Transmission.Ending, call: Int) {
        guard let context, let driver = exchange else { return }
        encoder?.writeTail(tail, call: call, to: &loop.output)
        flush(context)
        let promise = loop.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess { self.hasSent(driver, ending) }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
    }

    /// The client has everything of a response.
    private func hasSent(_ driver: ExchangeDriver, _ ending: Transmission.Ending) {
        guard exchange === driver, ending != .hang else { return }
        let keepsAlive = encoder?.keepsAlive ?? false
        driver.leave()
        hasEnded(connection.endResponse(ending, keepsAlive: keepsAlive))
    }

    /// The response is over: goes on with the connection.
    private func hasEnded(_ action: HTTP1Connection.Action) {
        exchange = nil
        encoder = nil
        guard let context else { return }
        switch action {
        case .close: close(context)
        case .abort: abort()
        case .reset: reset(context)
        default: proceed(context)
        }
    }
}
