import Foundation

/// Writes lines from a thread of its own, so that no event loop waits for a terminal or a pipe.
///
/// The queue is bounded: when the reader is slower than the calls, lines are dropped and counted.
final class LineWriter<Entry: Sendable>: @unchecked Sendable {
    private let capacity: Int
    private let condition = NSCondition()
    private let write: @Sendable (_ entries: [Entry], _ dropped: Int) -> Void
    // Guarded by `condition`.
    private var queue: [Entry] = []
    private var dropped = 0
    private var isClosed = false
    private var isDone = false

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - capacity: entries that wait at one time.
    ///   - write: writes a batch, and says how many were dropped after it.
    init(capacity: Int = 4_096, write: @escaping @Sendable (_ entries: [Entry], _ dropped: Int) -> Void) {
        self.capacity = capacity
        self.write = write
        Thread.detachNewThread { self.run() }
    }

    /// Queues an entry, or counts it as dropped; never waits.
    func append(_ entry: Entry) {
        condition.lock()
        defer { condition.unlock() }
        guard queue.count < capacity else {
            dropped += 1
            return
        }
        queue.append(entry)
        if queue.count == 1 { condition.signal() }
    }

    /// Writes what is queued and ends the thread; gives up on a reader that takes nothing for a second.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        condition.broadcast()
        let limit = ContinuousClock.now + .seconds(1)
        // A condition waits by the machine's clock, which may be set meanwhile: in short steps, counted by one that never jumps.
        while !isDone, ContinuousClock.now < limit { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05)) }
    }

    private func run() {
        while let (entries, dropped) = take() { write(entries, dropped) }
        condition.lock()
        isDone = true
        condition.broadcast()
        condition.unlock()
    }

    /// The next batch; `nil` when all is written and the writer closed.
    private func take() -> (entries: [Entry], dropped: Int)? {
        condition.lock()
        defer { condition.unlock() }
        while queue.isEmpty && !isClosed { condition.wait() }
        guard !queue.isEmpty else { return nil }
        defer {
            queue.removeAll(keepingCapacity: true)
            dropped = 0
        }
        return (queue, dropped)
    }
}
