import MockEngine
import MockModel
import NIOCore

/// An answer that takes time: a handler that waits, a delay, or a body that is sent in parts.
final class ResponseInProgress {
    let turn: PendingRequest
    /// What the run of its code waits under.
    var token: WaitToken?
    var wait: RunWait?
    /// The body that its code makes.
    var stream: OpenStream?
    /// What ends the delay or the pause between two parts.
    var timer: Scheduled<Void>?
    /// What is being answered, once that is decided.
    var exchange: Exchange?
    var plan: WirePlan?
    /// Bytes of the plan's range that were written.
    var sent = 0
    /// When the first of them could be.
    var sendingSince = NIODeadline.now()
    var file: OpenFile?
    var isReadingFile = false

    init(_ turn: PendingRequest) {
        self.turn = turn
    }

    /// Whether no time and no other server ends the wait.
    var isUntimed: Bool { timer == nil && wait?.isTimed != true }

    /// Bytes that may be written by now, at the speed asked for.
    func allowance(at now: NIODeadline) -> Int {
        guard let plan else { return 0 }
        let left = plan.range.count - sent
        guard let rate = plan.rate, left > 0 else { return left }
        let due = rate.bytes(in: Duration(now - sendingSince), limit: plan.range.count)
        return max(0, min(left, plan.burst + due - sent))
    }

    /// The time until at least one more byte may be written; many at a time when the speed is high.
    var pause: TimeAmount {
        TimeAmount((plan?.rate ?? Rate(bytesPerSecond: 1)).pause)
    }
}
