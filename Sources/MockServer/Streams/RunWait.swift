import MockModel
import NIOCore

/// One wait of a run of code, on the event loop that carries the run out: it ends once, or is stopped.
final class RunWait {
    let token: WaitToken
    private let loop: ServerLoop
    private var timer: Scheduled<Void>?
    private var giveUp: (() -> Void)?
    private var then: ((WaitOutcome) -> Void)?

    /// A wait that somebody else ends: a wake, the client.
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
        case .send, .message, .test: break
        }
    }

    /// Ends it after a time; `nil` never does.
    func end(after time: Duration?, with outcome: WaitOutcome = .elapsed) {
        guard let time else { return }
        timer = loop.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { [weak self] in
            self?.end(outcome)
        }
    }

    private func fetch(_ request: OutgoingRequest) {
        guard let outgoing = loop.outgoing else {
            let failure = OutgoingFailure(.notAllowed, "\(request.url) is not called: this server has no way out")
            return end(after: .zero, with: .fetched(.failure(failure)))
        }
        giveUp = outgoing.begin(request, on: loop.eventLoop) { [weak self] in self?.end(.fetched($0)) }
    }

    /// The wait is over.
    func end(_ outcome: WaitOutcome) {
        guard let then else { return }
        giveUp = nil
        stop()
        then(outcome)
    }

    /// Nobody waits any more.
    func stop() {
        guard then != nil else { return }
        then = nil
        timer?.cancel()
        timer = nil
        giveUp?()
        giveUp = nil
        loop.waits[token] = nil
    }
}
