import NIOCore

/// Shares an event loop between its connections and the code that it runs: runs go on in the order in which they became ready, in slices.
///
/// An event loop carries out all tasks that are due before it looks at its sockets again, so that code which is always ready would keep it.
/// After a slice the queue pauses: meanwhile nothing of it is due, and the loop serves its sockets. Confined to its event loop.
final class RunQueue {
    /// The time of code after which a slice ends.
    static let slice = TimeAmount.milliseconds(2)
    /// Steps of code after which a slice ends.
    static let steps = 256
    private static let shortestPause: Int64 = 50_000
    private static let longestPause: Int64 = 100_000_000

    /// Calls back after a time.
    private let schedule: (TimeAmount, @escaping () -> Void) -> Void
    private var ready = CircularBuffer<() -> Void>()
    private var steps = 0
    private var spent = TimeAmount.zero
    private var isPausing = false
    private var isRunning = false

    init(schedule: @escaping (TimeAmount, @escaping () -> Void) -> Void) {
        self.schedule = schedule
    }

    /// Whether code that is ready may go on at once.
    var isOpen: Bool { !isPausing && ready.isEmpty }

    /// Goes on with a run now, or behind those that are ready.
    func run(_ work: @escaping () -> Void) {
        if isOpen { work() } else { ready.append(work) }
    }

    /// Goes on with a run behind those that are ready.
    func runLater(_ work: @escaping () -> Void) {
        ready.append(work)
        if !isRunning { pause() }
    }

    /// Counts a step of code; the slice may end with it.
    func count(_ time: TimeAmount) {
        steps += 1
        spent = spent + time
        if steps >= RunQueue.steps || spent >= RunQueue.slice { pause() }
    }

    /// Ends the slice.
    ///
    /// The pause is a tenth of it, so that others also get a session that one run held for long.
    private func pause() {
        guard !isPausing else { return }
        isPausing = true
        let time = min(max(spent.nanoseconds / 10, RunQueue.shortestPause), RunQueue.longestPause)
        schedule(.nanoseconds(time)) { [weak self] in self?.goOn() }
    }

    private func goOn() {
        isPausing = false
        steps = 0
        spent = .zero
        isRunning = true
        while !isPausing, let work = ready.popFirst() { work() }
        isRunning = false
    }
}
