import Foundation
import Synchronization

/// Why a server stops.
enum StopReason: Sendable {
    case interrupted, terminated, parentGone, inputClosed

    var exitCode: ExitCode {
        self == .interrupted ? .interrupted : .done
    }
}

/// Waits for the end: signals, the end of a parent process, the end of the input.
///
/// The first signal asks for an orderly end; the second ends the process at once. One thread of its own does the waiting.
final class StopSignals: Sendable {
    private let reasons: AsyncStream<StopReason>
    private let continuation: AsyncStream<StopReason>.Continuation
    private let parent: WatchedParent?
    private let beforeExit: @Sendable () -> Void

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - parent: a process to end with.
    ///   - readsInput: whether the end of stdin counts.
    ///   - beforeExit: runs before the second signal ends the process.
    init(parent: Int32?, readsInput: Bool, beforeExit: @escaping @Sendable () -> Void = {}) {
        (reasons, continuation) = AsyncStream.makeStream(of: StopReason.self)
        self.parent = parent.map(WatchedParent.init)
        self.beforeExit = beforeExit
        SignalPipe.install([SIGINT, SIGTERM, SIGHUP])
        Thread.detachNewThread { [self] in watch() }
        if readsInput { readInput() }
    }

    /// The first reason to stop.
    func next() async -> StopReason {
        for await reason in reasons { return reason }
        return .terminated
    }

    /// The time for an orderly end: that of the answers under way, and a little.
    private static let longestEnd = Duration.seconds(12)
    /// How often the parent is looked at.
    private static let interval = Duration.milliseconds(250)

    /// Looks for signals and the parent until the process ends.
    ///
    /// Ends the process itself when the orderly end takes too long: no thread can hold it by never coming back.
    private func watch() {
        var stopping: (reason: StopReason, deadline: ContinuousClock.Instant)?
        while true {
            let pause = stopping.map { min($0.deadline - .now, StopSignals.interval) } ?? StopSignals.interval
            let reason = next(within: parent == nil && stopping == nil ? nil : pause)
            if let stopping, reason?.isSignal == true || stopping.deadline <= .now {
                beforeExit()
                _exit(stopping.reason.exitCode.rawValue)
            }
            guard stopping == nil, let reason else { continue }
            continuation.yield(reason)
            stopping = (reason, .now + StopSignals.longestEnd)
        }
    }

    /// The next signal within a time, or that the parent is gone; `nil` when neither came.
    private func next(within time: Duration?) -> StopReason? {
        if let number = SignalPipe.next(within: time) { return number == SIGINT ? .interrupted : .terminated }
        return parent?.isGone == true ? .parentGone : nil
    }

    /// Reads the input to its end, and gives the orderly end its time then.
    private func readInput() {
        Thread.detachNewThread { [continuation] in
            while let data = try? FileHandle.standardInput.read(upToCount: 4_096), !data.isEmpty {}
            continuation.yield(.inputClosed)
            Thread.sleep(forTimeInterval: StopSignals.longestEnd / .seconds(1))
            _exit(StopReason.inputClosed.exitCode.rawValue)
        }
    }
}

extension StopReason {
    fileprivate var isSignal: Bool { self == .interrupted || self == .terminated }
}

/// A process to end with.
private struct WatchedParent {
    private let process: Int32
    /// An orphan is adopted, so a changed parent counts as well.
    private let isOurs: Bool

    init(_ process: Int32) {
        self.process = process
        isOurs = getppid() == process
    }

    var isGone: Bool {
        isOurs ? getppid() != process : kill(process, 0) != 0 && errno == ESRCH
    }
}
