import MockModel

/// What is to happen at a time on a session's clock, in the order of the times, then of the making.
struct EventQueue {
    /// One of them.
    struct Event {
        /// Milliseconds since 1970 on the session's clock.
        let due: Int64
        let order: Int
        let action: Action
    }

    /// What happens.
    enum Action {
        /// A wait is over.
        case resume(WaitToken, WaitOutcome)
        /// The head of an answer is on the wire.
        case head(Int)
        /// A test no longer waits for a message.
        case giveUp(Int, WaitToken)
        /// The last byte of an answer is on the wire.
        case end(Int)
        /// The client of a request leaves.
        case leave(Int)
        /// The clock came to where a test moves it.
        case endMove(TestCommand, PendingCommand, WaitToken)
    }

    private var heap: [Event] = []
    private var made = 0

    /// The time of the next one.
    var nextDue: Int64? { heap.first?.due }

    /// Adds what is to happen.
    mutating func add(_ action: Action, at due: Int64) {
        made += 1
        heap.append(Event(due: due, order: made, action: action))
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the next one when its time has come.
    mutating func takeDue(at now: Int64) -> Action? {
        guard let first = heap.first, first.due <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first.action
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[least])
            {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}

extension EventQueue.Event {
    fileprivate func precedes(_ other: EventQueue.Event) -> Bool { (due, order) < (other.due, other.order) }
}
