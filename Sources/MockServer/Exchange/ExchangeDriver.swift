import MockEngine
import MockModel
import NIOCore

/// Carries out the engine's steps for one request in real time: waits, delay, speed, fault, stream; what is sent goes to a sink.
///
/// Made for a request whose response takes time. Confined to the event loop of its connection.
final class ExchangeDriver {
    /// How far the exchange came.
    enum Phase: Equatable {
        /// Code decides the response, or its delay passes.
        case waiting
        /// A body is sent in parts.
        case sending
        /// Code makes the body, or talks over a WebSocket.
        case streaming
        /// Everything is written.
        case ended(Transmission.Ending)
        /// The client has everything, or is gone.
        case over
    }

    let loop: ServerLoop
    unowned let sink: any ResponseSink
    private(set) var request: PendingRequest
    var phase = Phase.waiting
    /// What the run of its code waits under.
    var token: WaitToken?
    var wait: RunWait?
    /// What ends the delay, or the pause between two parts.
    private var timer: Scheduled<Void>?
    /// What is answered, once that is decided.
    private(set) var exchange: Exchange?
    /// The body that is sent in parts.
    var body: BodyProgress?
    /// The body that code makes.
    var stream: StreamProgress?

    init(_ request: PendingRequest, to sink: any ResponseSink, on loop: ServerLoop) {
        self.request = request
        self.sink = sink
        self.loop = loop
    }

    /// Carries out a step of the engine.
    func carry(_ step: Step) {
        switch step {
        case .deliver(let delivery): deliver(delivery)
        case .wait(let wait, let token):
            self.token = token
            if case .earlyHints(let fields) = wait { sink.writeEarlyHints(fields, to: request) }
            self.wait = RunWait(wait, token, on: loop) { [weak self] in self?.resume(with: $0) }
        case .finished: end(.none, .close)
        }
    }

    /// The handler's wait is over.
    private func resume(with outcome: WaitOutcome) {
        guard phase == .waiting, let token else { return }
        self.token = nil
        wait = nil
        loop.watch.enter(request.request, at: .now())
        let step = loop.measured { loop.answerer.resume(token, with: outcome) }
        loop.leaveWatch(request.request)
        carry(step)
        if sink.hasInputEnded, dependsOnClient { return sink.abort() }
        if phase != .over { sink.flush() }
    }

    private func deliver(_ delivery: Delivery) {
        exchange = delivery.exchange
        if delivery.decision.endsConnection { request.keepsAlive = false }
        if let hints = delivery.decision.earlyHints { sink.writeEarlyHints(hints, to: request) }
        if delivery.delay == .zero { return play(delivery) }
        token = delivery.stream?.token
        guard let delay = delivery.delay else { return }
        schedule(after: TimeAmount(delay.bounded)) { driver in
            driver.play(delivery)
            if driver.phase != .over { driver.sink.flush() }
        }
    }

    /// Sends a response: at once when it is whole, small and in memory, else by a plan.
    private func play(_ delivery: Delivery) {
        token = nil
        if let stream = delivery.stream { return open(delivery, stream) }
        guard delivery.isSmall, request.keepsAlive else { return sendByPlan(delivery) }
        phase = .over
        if sink.writeWhole(delivery, to: request) { return }
        phase = .waiting
        sendByPlan(delivery)
    }

    /// Runs something later, unless the client is gone by then.
    func schedule(after time: TimeAmount, _ work: @escaping (ExchangeDriver) -> Void) {
        guard timer == nil else { return }
        timer = loop.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self else { return }
            timer = nil
            work(self)
        }
    }

    /// Writes what follows the body; the sink tells when the client has everything.
    func end(_ tail: Transmission.Tail, _ ending: Transmission.Ending) {
        phase = .ended(ending)
        sink.end(tail, ending, call: exchange?.call ?? 0)
    }

    /// The client takes more again.
    func resumeWriting() {
        switch phase {
        case .sending: sendBody()
        case .streaming: if stream?.awaited == .room { wait?.end(.sent) }
        default: break
        }
    }
}

/// The end of an exchange.
extension ExchangeDriver {
    /// Whether the exchange has no end without its client: a handler that waits, a stream, a response that hangs.
    ///
    /// Code that computes, or waits for its turn to, comes to an end by itself.
    var dependsOnClient: Bool {
        switch phase {
        case .waiting: wait?.isComputing != true
        case .streaming, .ended(.hang): true
        case .sending, .ended, .over: false
        }
    }

    /// Whether the exchange may go on for ever: a stream, a response that hangs, a handler that waits for an event.
    var isEndless: Bool {
        switch phase {
        case .waiting: timer == nil && wait?.isTimed != true
        case .streaming, .ended(.hang): true
        case .sending, .ended, .over: false
        }
    }

    /// Notes that the client left without the whole response.
    func noteDeparture() {
        switch phase {
        case .waiting: exchange?.noteDeparture(at: .decided)
        case .sending, .ended: exchange?.noteDeparture(at: .sending)
        case .streaming: exchange?.noteDeparture(at: .streaming)
        case .over: break
        }
    }

    /// Ends the exchange: its timer, its code, its file; tells of it.
    func leave() {
        guard phase != .over else { return }
        phase = .over
        timer?.cancel()
        wait?.stop()
        body?.closeFile()
        var exchange = exchange
        if let token, let unanswered = loop.answerer.cancel(token) { exchange = unanswered }
        if let exchange { loop.tell(exchange, started: request.started) }
    }
}

extension Delivery {
    /// Whether it may be written in one go: nothing goes wrong, nothing takes time, and the body is small and no version of a file.
    @inline(__always)
    var isSmall: Bool {
        decision.fault == nil && rate == nil && decision.bodyBytes <= 1 << 16 && decision.version == nil
    }
}
