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
    ///   - beforeExit: runs before a second signal, or an end that takes too long, ends the process.
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

    /// How often the parent is looked at.
    private static let interval = Duration.milliseconds(250)

    /// Looks for signals, the parent and the end of the input until the process ends.
    ///
    /// Ends the process itself when the orderly end takes too long: no thread can hold it by never coming back.
    private func watch() {
        var sequence = StopSequence()
        while true {
            let left = sequence.stopping.map { $0.deadline - .now }
            let pause = left.map { min($0, StopSignals.interval) } ?? StopSignals.interval
            let reason = next(within: parent == nil && left == nil ? nil : pause)
            switch sequence.take(reason, at: .now) {
            case .wait: break
            case .begin(let reason): continuation.yield(reason)
            case .exit(let reason):
                beforeExit()
                _exit(reason.exitCode.rawValue)
            }
        }
    }

    /// What comes next within a time; `nil` when nothing does.
    private func next(within time: Duration?) -> StopReason? {
        guard let number = SignalPipe.shared.next(within: time) else {
            return parent?.isGone == true ? .parentGone : nil
        }
        if number == SignalPipe.inputEnd { return .inputClosed }
        return number == SIGINT ? .interrupted : .terminated
    }

    /// Reads the input to its end, which is handed on as signals are.
    private func readInput() {
        Thread.detachNewThread {
            while let data = try? FileHandle.standardInput.read(upToCount: 4_096), !data.isEmpty {}
            SignalPipe.shared.write(SignalPipe.inputEnd)
        }
    }
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
