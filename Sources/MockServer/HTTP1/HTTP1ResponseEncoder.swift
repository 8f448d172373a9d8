import MockEngine
import MockModel
import NIOCore

/// The bytes of one response in HTTP/1 (RFC 9112): head, body, what follows it; remembers how the body is framed.
struct HTTP1ResponseEncoder {
    /// How the parts of a body are written.
    private enum BodyFraming {
        /// As they are: the head states the length, or the end of the connection is the end of the body.
        case plain
        /// Each as a chunk.
        case chunked
        /// All of them as one chunk, behind which the framing breaks: the fault `malformed`.
        case openChunk
    }

    private let request: PendingRequest
    private var framing = BodyFraming.plain
    /// Whether the connection stays open after a whole response.
    private(set) var keepsAlive: Bool

    init(_ request: PendingRequest) {
        self.request = request
        keepsAlive = request.keepsAlive
    }

    /// Writes as much of the head as a plan sends.
    mutating func writeHead(_ plan: ResponsePlan, of delivery: Delivery, to buffer: inout ByteBuffer) {
        switch plan.transmission.head {
        case .none: break
        case .whole: writeWholeHead(plan, delivery, &buffer)
        case .half:
            var head = ByteBuffer()
            writeWholeHead(plan, delivery, &head)
            buffer.writeBytes(head.readableBytesView.prefix(head.readableBytes / 2))
        }
    }

    private mutating func writeWholeHead(_ plan: ResponsePlan, _ delivery: Delivery, _ buffer: inout ByteBuffer) {
        let isBroken = plan.transmission.tail == .badChunk
        let isChunked = isBroken || plan.isStream && request.minorVersion > 0 && plan.response.mayHaveBody
        if isBroken { keepsAlive = false }
        // A plan is only made of a head that can be written.
        try? HTTP1Encoding.write(plan.response, plan.hasOwnHead ? delivery.decision.head : nil, to: &buffer)
        Framing(
            length: isChunked ? nil : plan.length, isChunked: isChunked, call: delivery.exchange.call,
            keepsAlive: keepsAlive, isUpgrade: keepsAlive && plan.response.headers.contains("Upgrade"),
            minorVersion: request.minorVersion
        ).append(to: &buffer)
        guard isBroken, plan.transmission.body > 0 else { return }
        framing = .openChunk
        HTTP1Chunk.open(plan.transmission.body, in: &buffer)
    }

    /// Writes the head of a response whose body code makes; `false`, and nothing, when it cannot be written.
    mutating func writeStreamHead(_ delivery: Delivery, to buffer: inout ByteBuffer) -> Bool {
        guard (try? HTTP1Encoding.write(delivery.response, delivery.decision.head, to: &buffer)) != nil else {
            return false
        }
        let isChunked = request.minorVersion > 0
        framing = isChunked ? .chunked : .plain
        keepsAlive = request.keepsAlive && isChunked
        Framing(
            isChunked: isChunked, call: delivery.exchange.call, keepsAlive: keepsAlive,
            minorVersion: request.minorVersion
        ).append(to: &buffer)
        return true
    }

    /// Writes a part of a body that code makes.
    func writePart(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        if framing == .chunked { HTTP1Chunk.write(bytes, to: &buffer) } else { buffer.writeBytes(bytes) }
    }

    /// Writes what follows the body.
    func writeTail(_ tail: Transmission.Tail, call: Int, to buffer: inout ByteBuffer) {
        switch tail {
        case .none: break
        case .end: if framing == .chunked { HTTP1Chunk.end(&buffer) }
        case .garbage: buffer.writeBytes(Transmission.garbage(ofCall: call))
        case .badChunk where request.isHead: break
        case .badChunk:
            if framing == .openChunk { HTTP1Chunk.close(in: &buffer) }
            HTTP1Chunk.breakOff(&buffer)
        }
    }
}

/// Responses that are written in one go.
extension HTTP1ResponseEncoder {
    /// Writes a response that is small and in memory, on a connection that stays open: head, framing and body into one buffer.
    ///
    /// `false`, and nothing, when its body lies in a file or its head cannot be written.
    @inline(__always)
    static func writeWhole(_ delivery: Delivery, _ request: PendingRequest, to buffer: inout ByteBuffer) -> Bool {
        let decision = delivery.decision
        guard let slot = decision.whole, case .bytes(let body) = decision.response.body,
            let opening = try? HTTP1Encoding.opening(of: decision.response, body: body, in: slot)
        else { return writeMade(delivery, request, to: &buffer) || writePieces(delivery, request, to: &buffer) }
        buffer.writeBytes(opening.bytes)
        writeEnd(delivery, body, request, to: &buffer)
        return true
    }

    /// Writes what follows the name of the field that has the number of the call.
    @inline(__always)
    private static func writeEnd(
        _ delivery: Delivery, _ body: [UInt8], _ request: PendingRequest, to buffer: inout ByteBuffer
    ) {
        HTTP1Head.endAfterCall(delivery.exchange.call, minorVersion: request.minorVersion, to: &buffer)
        if !request.isHead { buffer.writeBytes(body) }
    }

    /// The JSON response of code: its head is in a slot, its body is new.
    private static func writeMade(
        _ delivery: Delivery, _ request: PendingRequest, to buffer: inout ByteBuffer
    ) -> Bool {
        let response = delivery.decision.response
        guard let slot = delivery.decision.head, case .bytes(let body) = response.body, !body.isEmpty,
            response.mayHaveBody, let head = try? HTTP1Encoding.head(of: response, in: slot)
        else { return false }
        buffer.writeBytes(head.bytes)
        HTTP1Head.writeToCall(count: body.count, to: &buffer)
        writeEnd(delivery, body, request, to: &buffer)
        return true
    }

    private static func writePieces(
        _ delivery: Delivery, _ request: PendingRequest, to buffer: inout ByteBuffer
    ) -> Bool {
        let response = delivery.response
        if case .file = response.body { return false }
        guard response.status >= 200,
            (try? HTTP1Encoding.write(response, delivery.decision.head, to: &buffer)) != nil
        else { return false }
        Framing(
            length: response.statedLength(of: response.body.count, isHead: request.isHead),
            call: delivery.exchange.call, keepsAlive: true,
            minorVersion: request.minorVersion
        ).append(to: &buffer)
        if response.mayHaveBody, !request.isHead, case .bytes(let bytes) = response.body { buffer.writeBytes(bytes) }
        return true
    }
}
