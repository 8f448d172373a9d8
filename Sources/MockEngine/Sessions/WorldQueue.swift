/// Who has a session's world, and who has it next: one at a time, in order of arrival.
///
/// The world is promised to the first that waits when it is given back; it is taken when that one comes for it.
struct WorldQueue {
    /// How long a thread that finds the world taken should wait for it before it does something else.
    enum Outlook: UInt8 {
        /// It may be taken.
        case free
        /// It will be free in a moment.
        case soon
        /// Others wait already, or what holds it takes its time.
        case later
    }

    private enum Holder {
        case none
        case thread(isWorker: Bool)
    }

    private var holder = Holder.none
    /// The number of the wait to which the world is promised.
    private(set) var promised: Int?
    private var waiting: [Int] = []
    /// How many of those that wait were served.
    private var served = 0

    /// Whether some thread has the world.
    var isHeld: Bool { if case .thread = holder { true } else { false } }

    /// What to expect.
    var outlook: Outlook {
        if served < waiting.count { return .later }
        if case .thread(let isWorker) = holder { return isWorker ? .later : .soon }
        return promised == nil ? .free : .soon
    }

    /// Takes the world, unless others have it or come first.
    mutating func take() -> Bool {
        guard !isHeld, promised == nil else { return false }
        holder = .thread(isWorker: false)
        return true
    }

    /// Takes the world that was promised to a wait; `false` when it is not, or not free yet.
    mutating func take(promisedTo number: Int, onWorker isWorker: Bool) -> Bool {
        guard !isHeld, promised == number else { return false }
        promised = nil
        holder = .thread(isWorker: isWorker)
        return true
    }

    /// Takes the world before all that wait, unless a thread has it: for what is done to a session, not in it.
    mutating func takeFirst() -> Bool {
        guard !isHeld else { return false }
        holder = .thread(isWorker: false)
        return true
    }

    /// Queues a wait; the world is promised to it at once when it is free.
    ///
    /// - Returns: whether it is.
    mutating func enter(_ number: Int) -> Bool {
        guard !isHeld, promised == nil else {
            waiting.append(number)
            return false
        }
        promised = number
        return true
    }

    /// Gives the world back.
    ///
    /// - Returns: the wait to which it is promised now, which is to be told.
    mutating func giveBack() -> Int? {
        holder = .none
        return promised ?? promiseNext()
    }

    /// Takes a wait out.
    ///
    /// - Returns: the wait to which the world is promised in its stead.
    mutating func leave(_ number: Int) -> Int? {
        if promised == number {
            promised = nil
            return isHeld ? nil : promiseNext()
        }
        if let index = waiting[served...].firstIndex(of: number) { waiting.remove(at: index) }
        return nil
    }

    /// Forgets all that wait.
    mutating func forget() {
        promised = nil
        waiting = []
        served = 0
    }

    private mutating func promiseNext() -> Int? {
        guard served < waiting.count else { return nil }
        promised = waiting[served]
        served += 1
        if served * 2 >= waiting.count {
            waiting.removeFirst(served)
            served = 0
        }
        return promised
    }
}
