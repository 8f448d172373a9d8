import NIOCore
import Synchronization

/// One connection of a ``FaultServer``.
final class FaultHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var actions: [FaultServer.Action]
    private let counts: FaultServer.Counts
    private let greets: Bool
    private var input = ""
    private var isPlaying = false
    private var context: ChannelHandlerContext?

    init(_ actions: [FaultServer.Action], _ counts: FaultServer.Counts, greets: Bool) {
        self.actions = actions
        self.counts = counts
        self.greets = greets
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        counts.accepted.add(1, ordering: .relaxed)
        counts.open.add(1, ordering: .relaxed)
        if greets { play() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        counts.open.subtract(1, ordering: .relaxed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += String(buffer: unwrapInboundIn(data))
        guard !isPlaying, !greets, isWhole else { return }
        counts.requests.withLock { $0.append(input) }
        input = ""
        play()
    }

    /// Whether the header and the length that it promises are there.
    private var isWhole: Bool {
        guard let end = input.firstRange(of: "\r\n\r\n") else { return false }
        guard let length = input.firstMatch(of: /Content-Length: (\d+)/)?.1 else { return true }
        return input[end.upperBound...].utf8.count >= Int(length) ?? 0
    }

    private func play() {
        guard context != nil, !actions.isEmpty else { return }
        isPlaying = true
        switch actions.removeFirst() {
        case .send(let text): write(Array(text.utf8))
        case .sendBytes(let bytes): write(bytes)
        case .pause(let time): later(time) { $0.play() }
        case .close: context?.close(promise: nil)
        case .reset: reset()
        case .next: isPlaying = false
        case .drip(let text, let time): drip(Array(text.utf8)[...], time)
        case .endless(let text): flood(text)
        }
    }

    private func write(_ bytes: [UInt8]) {
        context?.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
        play()
    }

    private func drip(_ bytes: ArraySlice<UInt8>, _ time: Int64) {
        guard let first = bytes.first else { return play() }
        context?.writeAndFlush(NIOAny(ByteBuffer(bytes: [first])), promise: nil)
        later(time) { $0.drip(bytes.dropFirst(), time) }
    }

    private func flood(_ text: String) {
        guard let context else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess { self.flood(text) }
        context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: promise)
    }

    private func later(_ time: Int64, _ work: @escaping (FaultHandler) -> Void) {
        context?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(time)) { [weak self] () -> Void in
            if let self, context != nil { work(self) }
        }
    }

    /// Closing with a linger time of nothing (two 32-bit numbers: on, 0) sends RST instead of FIN.
    private func reset() {
        try? context?.channel.syncOptions?.setOption(.socketOption(.so_linger), value: Int(1).littleEndian)
        context?.close(promise: nil)
    }
}
