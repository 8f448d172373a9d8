import Dispatch
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
/// The first signal asks for an orderly end; the second ends the process at once.
final class StopSignals {
    private let reasons: AsyncStream<StopReason>
    private let sources: [any DispatchSourceProtocol]

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - parent: a process to end with.
    ///   - readsInput: whether the end of stdin counts.
    ///   - beforeExit: runs before the second signal ends the process.
    init(parent: Int32?, readsInput: Bool, beforeExit: @escaping @Sendable () -> Void = {}) {
        let (stream, continuation) = AsyncStream.makeStream(of: StopReason.self)
        reasons = stream
        let signals: [(Int32, StopReason)] = [
            (SIGINT, .interrupted), (SIGTERM, .terminated), (SIGHUP, .terminated),
        ]
        let counter = SignalCount(beforeExit: beforeExit)
        let installed = DispatchGroup()
        var sources = signals.map { StopSignals.source(of: $0, reason: $1, counter, continuation, installed) }
        // A signal that comes before is ignored: nobody may hear that the port is open until then.
        _ = installed.wait(timeout: .now() + 5)
        if let parent { sources.append(StopSignals.watch(parent) { continuation.yield(.parentGone) }) }
        self.sources = sources
        if readsInput { StopSignals.readInput { continuation.yield(.inputClosed) } }
    }

    /// The first reason to stop.
    func next() async -> StopReason {
        for await reason in reasons {
            StopSignals.endLater(reason)
            return reason
        }
        return .terminated
    }

    /// The time for an orderly end: that of the answers under way, and a little.
    private static let longestEnd = DispatchTimeInterval.seconds(12)

    /// Ends the process when the orderly end takes too long: no thread can hold it by never coming back.
    private static func endLater(_ reason: StopReason) {
        DispatchQueue.global().asyncAfter(deadline: .now() + longestEnd) { _exit(reason.exitCode.rawValue) }
    }

    private static func source(
        of number: Int32, reason: StopReason, _ counter: SignalCount,
        _ continuation: AsyncStream<StopReason>.Continuation, _ installed: DispatchGroup
    ) -> any DispatchSourceProtocol {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        installed.enter()
        source.setRegistrationHandler { installed.leave() }
        source.setEventHandler {
            guard counter.isFirst() else {
                counter.beforeExit()
                _exit(reason.exitCode.rawValue)
            }
            continuation.yield(reason)
        }
        source.activate()
        return source
    }

    /// Looks four times a second; an orphan is adopted, so a changed parent counts as well.
    private static func watch(
        _ parent: Int32, whenGone gone: @escaping @Sendable () -> Void
    ) -> any DispatchSourceProtocol {
        let isOurs = getppid() == parent
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now(), repeating: .milliseconds(250))
        timer.setEventHandler {
            let isGone = isOurs ? getppid() != parent : kill(parent, 0) != 0 && errno == ESRCH
            if isGone { gone() }
        }
        timer.activate()
        return timer
    }

    private static func readInput(untilClosed closed: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            while let data = try? FileHandle.standardInput.read(upToCount: 4_096), !data.isEmpty {}
            closed()
        }
    }
}

/// Tells the first signal from the others.
private final class SignalCount: Sendable {
    let beforeExit: @Sendable () -> Void
    private let count = Mutex(0)

    init(beforeExit: @escaping @Sendable () -> Void) {
        self.beforeExit = beforeExit
    }

    func isFirst() -> Bool {
        count.withLock { count in
            count += 1
            return count == 1
        }
    }
}
