import MockEngine
import MockModel
import NIOCore

extension WirePlan {
    /// The bytes of a plan.
    ///
    /// - Parameters:
    ///   - plan: what is sent.
    ///   - file: the file in which the body lies, when it lies in one.
    ///   - delivery: gives the number of the call and the slot of its head.
    ///   - request: decides version and connection.
    init(_ plan: ResponsePlan, file: OpenFile?, of delivery: Delivery, to request: PendingRequest) {
        let transmission = plan.transmission
        self.init(ending: Ending(transmission.ending, keepsAlive: request.keepsAlive))
        range = plan.sentRange
        burst = transmission.burst
        rate = transmission.rate
        if case .bytes(let bytes) = plan.response.body {
            source = .bytes(bytes)
        } else if let file {
            source = .file(file)
        }
        if transmission.head != .none { writeHead(of: plan, delivery, request) }
        if transmission.head == .half { head = head.getSlice(at: 0, length: head.readableBytes / 2) ?? ByteBuffer() }
        if transmission.tail != .badChunk || !request.isHead {
            writeTail(transmission, call: delivery.exchange.call)
        }
    }

    private mutating func writeHead(of plan: ResponsePlan, _ delivery: Delivery, _ request: PendingRequest) {
        let isBroken = plan.transmission.tail == .badChunk
        let isChunked = isBroken || plan.isStream && request.minorVersion > 0 && plan.response.mayHaveBody
        let keepsAlive = request.keepsAlive && !isBroken
        // A plan is only made of a head that can be written.
        try? HTTP1Encoding.write(plan.response, plan.hasOwnHead ? delivery.decision.head : nil, to: &head)
        Framing(
            length: isChunked ? nil : plan.length, isChunked: isChunked, call: delivery.exchange.call,
            keepsAlive: keepsAlive, isUpgrade: keepsAlive && plan.response.headers.contains("Upgrade"),
            minorVersion: request.minorVersion
        ).append(to: &head)
    }

    private mutating func writeTail(_ transmission: Transmission, call: Int) {
        switch transmission.tail {
        case .end, .none: break
        case .garbage: tail.writeBytes(Transmission.garbage(ofCall: call))
        case .badChunk:
            if !range.isEmpty {
                HTTP1Chunk.open(range.count, in: &head)
                HTTP1Chunk.close(in: &tail)
            }
            HTTP1Chunk.breakOff(&tail)
        }
    }
}

extension WirePlan.Ending {
    /// What becomes of a connection that stays open, or not, after a whole response.
    fileprivate init(_ ending: Transmission.Ending, keepsAlive: Bool) {
        switch ending {
        case .complete: self = keepsAlive ? .keepAlive : .close
        case .close: self = .close
        case .drop: self = .drop
        case .reset: self = .reset
        case .hang: self = .hang
        }
    }
}
