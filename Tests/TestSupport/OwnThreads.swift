import Synchronization
public import Testing

/// Runs each test of a suite on threads of `BlockingExecutor`, at most eight tests at a time.
///
/// For suites that use sockets, processes or the clock. Swift Testing starts all tests of a run at once, on one thread per core. Without this
/// trait a socket that blocks would delay every other test, and each suspension would wait behind a thousand tests.
public struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
    private static let places = Places(8)

    /// Suites give the trait to their tests.
    public var isRecursive: Bool { true }

    /// Each case of a test is run by itself.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> OwnThreads? { testCase == nil ? nil : self }

    /// Waits for a place and runs the case.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await OwnThreads.places.enter()
        defer { OwnThreads.places.leave() }
        try await withTaskExecutorPreference(BlockingExecutor.shared) { try await function() }
    }
}

extension Trait where Self == OwnThreads {
    /// Runs tests that block on threads of their own.
    public static var ownThreads: OwnThreads { OwnThreads() }
}

/// Lets so many tasks in at a time, in the order in which they come.
private final class Places: Sendable {
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ count: Int) { state = Mutex((count, [])) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
