import MockModel
import NIOCore

/// One wait of a run of code, on the event loop that carries the run out: it ends once, or is stopped.
final class RunWait {
    let token: WaitToken
    private let loop: ServerLoop
    private var timer: Scheduled<Void>?
    private var giveUp: (() -> Void)?
    private var then: ((WaitOutcome) -> Void)?
    /// Whether the code of the run is at work elsewhere, or will be in its turn.
    private(set) var isComputing = false
    /// Whether the run is ready to go on.
    private(set) var isOver = false

    /// A wait that a wake or the client ends.
    init(_ token: WaitToken, on loop: ServerLoop, then: @escaping (WaitOutcome) -> Void) {
        self.token = token
        self.loop = loop
        self.then = then
        loop.waits[token] = self
    }

    /// A wait that ends by itself as well, when its kind says so.
    convenience init(_ wait: Wait, _ token: WaitToken, on loop: ServerLoop, then: @escaping (WaitOutcome) -> Void) {
        self.init(token, on: loop, then: then)
        switch wait {
        case .sleep(let time), .receive(let time, _): end(after: time)
        case .fetch(let request): fetch(request)
        case .earlyHints: end(after: .zero, with: .sent)
        case .world: isComputing = true
        case .send, .message, .test: break
        }
    }

    /// Whether it ends by itself.
    var isTimed: Bool { timer != nil || giveUp != nil || isComputing || isOver }

    /// Ends it after a time; `nil` never does.
    func end(after time: Duration?, with outcome: WaitOutcome = .elapsed) {
        guard let time else { return }
        timer = loop.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time.bounded)) { [weak self] in
            self?.end(outcome)
        }
    }

    private func fetch(_ request: OutgoingRequest) {
        guard let outgoing = loop.outgoing, let session = token.session else {
            let failure = OutgoingFailure(.notAllowed, "\(request.url) is not called: this server has no way out")
            return end(after: .zero, with: .fetched(.failure(failure)))
        }
        giveUp = outgoing.begin(request, of: session, on: loop.eventLoop) { [weak self] in
            self?.end(.fetched($0))
        }
    }

    /// The wait is over: the run goes on when it is its turn.
    func end(_ outcome: WaitOutcome) {
        guard then != nil, !isOver else { return }
        isOver = true
        giveUp = nil
        endTimer()
        loop.runs.run { self.goOn(with: outcome) }
    }

    private func goOn(with outcome: WaitOutcome) {
        guard let then else { return }
        stop()
        then(outcome)
    }

    /// The wait was cancelled.
    func stop() {
        guard then != nil else { return }
        then = nil
        endTimer()
        giveUp?()
        giveUp = nil
        loop.waits[token] = nil
    }

    private func endTimer() {
        timer?.cancel()
        timer = nil
    }
}
