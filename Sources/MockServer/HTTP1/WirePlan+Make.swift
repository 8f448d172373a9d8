import MockModel
import NIOCore

extension WirePlan {
    /// Decides what is sent.
    ///
    /// - Throws: when the head of the response cannot be written.
    static func make(_ input: PlanInput) throws(ResponseHeadError) -> WirePlan {
        guard input.response.status >= 200 || input.isStream else { throw .status(input.response.status) }
        guard let fault = input.fault else { return try whole(input) }
        switch fault.kind {
        case .slow:
            var plan = try whole(input)
            plan.rate = fault.speed(beside: input.rate)
            plan.burst = min(max(0, fault.after ?? 0), input.range.count)
            return plan
        case .empty: return WirePlan(ending: .close)
        case .close: return try cut(input, after: fault.after, ending: .drop)
        case .reset: return try cut(input, after: fault.after, ending: .reset)
        case .hang: return try cut(input, after: fault.after, ending: .hang)
        case .truncate: return try truncated(input, after: fault.after)
        case .garbage: return try garbled(input, after: fault.after)
        case .malformed: return try malformed(input, after: fault.after)
        }
    }

    /// The response as it should be.
    private static func whole(_ input: PlanInput) throws(ResponseHeadError) -> WirePlan {
        var plan = WirePlan(source: input.source, rate: input.rate, ending: input.turn.keepsAlive ? .keepAlive : .close)
        plan.head = try head(input, keepsAlive: input.turn.keepsAlive)
        if carriesBody(input) { plan.range = input.range }
        return plan
    }

    /// The head and a part of the body, then the end; with no length given not even the head.
    private static func cut(
        _ input: PlanInput, after length: Int?, ending: Ending
    ) throws(ResponseHeadError) -> WirePlan {
        guard let length else { return WirePlan(ending: ending) }
        var plan = try whole(input)
        plan.range = plan.range.prefix(length)
        plan.ending = ending
        return plan
    }

    /// Less of the body than the head promises; of a response without a body, half of the head.
    ///
    /// `HEAD` gets the head that `GET` gets (RFC 9110 §9.3.2): whole when the fault lies in the body.
    private static func truncated(_ input: PlanInput, after length: Int?) throws(ResponseHeadError) -> WirePlan {
        var plan = try cut(input, after: length ?? input.range.count / 2, ending: .close)
        if carriesBody(input), !input.range.isEmpty {
            plan.range = plan.range.prefix(input.range.count - 1)
        } else if !isHeadOfBody(input) {
            plan.head = plan.head.getSlice(at: 0, length: plan.head.readableBytes / 2) ?? ByteBuffer()
        }
        return plan
    }

    /// Bytes that are no HTTP, at once or behind a part of the body, which `HEAD` does not get; the same for the same call.
    private static func garbled(_ input: PlanInput, after length: Int?) throws(ResponseHeadError) -> WirePlan {
        var plan = try cut(input, after: length, ending: .close)
        if input.turn.isHead, length != nil { return plan }
        var random = RandomGenerator(seed: UInt64(input.call ?? 0))
        plan.tail.writeInteger(random.next() | 0x8080_8080_8080_8080)
        for _ in 0..<15 { plan.tail.writeInteger(random.next()) }
        return plan
    }

    /// A good head, a good chunk of half the body, and a chunk whose size is no number; `HEAD` gets the head alone.
    private static func malformed(_ input: PlanInput, after length: Int?) throws(ResponseHeadError) -> WirePlan {
        var plan = WirePlan(source: input.source, rate: input.rate, ending: .close)
        plan.head = try head(input, keepsAlive: false, isChunked: true)
        guard !input.turn.isHead else { return plan }
        plan.range = input.range.prefix(length ?? input.range.count / 2)
        if !plan.range.isEmpty {
            plan.head.writeString(String(plan.range.count, radix: 16) + "\r\n")
            plan.tail.writeStaticString("\r\n")
        }
        plan.tail.writeStaticString("not-a-size\r\n")
        return plan
    }

    /// Whether the request is `HEAD`, and `GET` would get a body.
    private static func isHeadOfBody(_ input: PlanInput) -> Bool {
        guard input.turn.isHead, input.response.mayHaveBody else { return false }
        return input.isStream || Framing.length(of: input.response, count: input.range.count, isHead: true) ?? 0 > 0
    }

    private static func carriesBody(_ input: PlanInput) -> Bool {
        input.response.mayHaveBody && !input.turn.isHead
    }

    private static func head(
        _ input: PlanInput, keepsAlive: Bool, isChunked: Bool = false
    ) throws(ResponseHeadError) -> ByteBuffer {
        var buffer = ByteBuffer()
        try HTTP1Encoding.write(input.response, input.head, to: &buffer)
        let isChunked =
            isChunked || input.isStream && input.turn.minorVersion > 0 && input.response.mayHaveBody
        let length = Framing.length(of: input.response, count: input.range.count, isHead: input.turn.isHead)
        Framing(
            length: isChunked || input.isStream ? nil : length, isChunked: isChunked, call: input.call,
            keepsAlive: keepsAlive,
            isUpgrade: keepsAlive && input.response.headers.contains("Upgrade"), minorVersion: input.turn.minorVersion
        ).append(to: &buffer)
        return buffer
    }
}

extension Range<Int> {
    /// The first part of a range, of at most that length.
    fileprivate func prefix(_ length: Int) -> Range<Int> {
        lowerBound..<lowerBound + Swift.min(count, Swift.max(0, length))
    }
}
