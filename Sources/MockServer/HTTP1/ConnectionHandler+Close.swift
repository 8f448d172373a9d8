import MockEngine
import MockModel
import NIOCore

extension ConnectionHandler {
    /// Ends the connection so that the client sees the last answer.
    ///
    /// Our side is closed, and what the client still sends is thrown away until it closes too: closing with unread bytes
    /// would send a reset, which overtakes the answer.
    func close(_ context: ChannelHandlerContext) {
        phase = .lingering
        timing.enter(.linger, at: .now())
        flush(context)
        if inputEnded { return closeWhenSent(context) }
        context.close(mode: .output, promise: nil)
        context.read()
    }

    private func closeWhenSent(_ context: ChannelHandlerContext) {
        let promise = loop.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in self.context?.close(promise: nil) }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
    }

    /// Resets the connection: with a linger time of zero closing sends RST.
    ///
    /// The option takes two 32-bit numbers, on and seconds, here (1, 0) as one of 64 bits.
    func reset(_ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.socketOption(.so_linger), value: Int(1).littleEndian)
        context.close(promise: nil)
    }

    /// The client sends no more.
    ///
    /// What was asked for is still answered, but nobody is waited for: a client that closed its side while a handler sleeps
    /// cannot be told from one that has gone.
    func endInput(_ context: ChannelHandlerContext) {
        inputEnded = true
        switch phase {
        case .reading: proceed(context)
        case .waiting where answering?.plan == nil || answering?.plan?.ending == .hang: context.close(promise: nil)
        case .streaming: context.close(promise: nil)
        case .lingering: closeWhenSent(context)
        default: break
        }
    }

    /// Looks at the clock.
    func check(at now: NIODeadline) {
        guard let context, phase != .closed else { return }
        if let began = loop.drainBegan { endDraining(context, at: now, since: began) }
        if phase == .streaming, !loop.isDraining { keepSocketAlive(at: now, context) }
        var received = 0
        if case .body(let count) = parser.progress { received = count }
        let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        let verdict = timing.verdict(
            at: now, received: received, written: written, unsent: unsent, patience: loop.options.patience)
        switch verdict {
        case .patient: break
        case .close:
            isGivenUp = true
            context.close(promise: nil)
        case .refuse(let failure):
            guard phase == .reading else { return }
            refuse(failure, parser.head.headers, context)
        }
    }

    /// While the server stops: what has no end of its own, and clients that do not close, get a moment.
    private func endDraining(_ context: ChannelHandlerContext, at now: NIODeadline, since began: NIODeadline) {
        endIdle(context, at: now)
        guard now - began > ConnectionHandler.moment else { return }
        if isEndless { return abandon() }
        if phase == .lingering, now - timing.since > ConnectionHandler.moment { context.close(promise: nil) }
    }

    private static let moment = TimeAmount.milliseconds(300)

    /// Whether the answer under way may go on for ever: a stream, an answer that hangs, a handler that waits for an event.
    private var isEndless: Bool {
        switch phase {
        case .streaming: true
        case .waiting:
            if let plan = answering?.plan { plan.ending == .hang } else { answering?.isUntimed ?? false }
        default: false
        }
    }

    /// While the server stops, closes a connection that has been idle for a moment; one whose request may be on its way gets that moment.
    private func endIdle(_ context: ChannelHandlerContext, at now: NIODeadline) {
        guard phase == .reading, parser.progress == .idle, timing.stage == .idle,
            now - timing.since > .milliseconds(100)
        else { return }
        close(context)
    }

    /// Closes at once; a WebSocket is told that the server goes (1001).
    func abandon() {
        guard let context else { return }
        isGivenUp = true
        if phase == .streaming, let socket = answering?.stream?.socket {
            socket.close(1001, "the server stops", to: &loop.output)
            flush(context)
        }
        context.close(promise: nil)
    }

    /// Ends an answer: its timer, its handler, its file; tells of its exchange.
    func leave(_ answering: ResponseInProgress) {
        answering.timer?.cancel()
        answering.wait?.stop()
        if !answering.isReadingFile { answering.file?.close() }
        var exchange = answering.exchange
        if let token = answering.token, let unanswered = loop.answerer.cancel(token) { exchange = unanswered }
        if let exchange { loop.tell(exchange, started: answering.turn.started) }
    }

    /// Notes that the client left without the whole answer; the end of a stream, and of the fault `hang`, is the client's to choose.
    func noteDeparture(from answering: ResponseInProgress) {
        guard !isGivenUp, let exchange = answering.exchange else { return }
        switch phase {
        case .waiting where answering.plan == nil: exchange.noteDeparture(at: .decided)
        case .waiting, .sending: exchange.noteDeparture(at: .sending)
        default: break
        }
    }
}
