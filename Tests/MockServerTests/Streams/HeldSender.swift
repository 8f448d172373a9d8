import MockModel
import MockServer
import NIOCore
import Synchronization

/// Stands in for the outgoing client: answers at once, or never.
final class HeldSender: RequestSender {
    private let answer: OutgoingResult?
    private let counts = Mutex((sent: 0, givenUp: 0))

    init(_ answer: OutgoingResult?) {
        self.answer = answer
    }

    var sent: Int { counts.withLock { $0.sent } }
    var givenUp: Int { counts.withLock { $0.givenUp } }

    func begin(
        _ request: OutgoingRequest, of session: String, on eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) -> () -> Void {
        counts.withLock { $0.sent += 1 }
        let answer = answer
        eventLoop.assumeIsolated().execute { if let answer { then(answer) } }
        return { self.counts.withLock { $0.givenUp += 1 } }
    }
}
