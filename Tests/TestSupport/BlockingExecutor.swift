import Foundation
import Synchronization

/// Runs tasks whose work may block: a job never waits for the job of another task.
///
/// Swift's own executor has one thread per core, and each test of a run is a task on it. A test that blocks one of its threads delays all
/// others for as long. This executor starts a thread whenever none is idle, and keeps the threads for later jobs.
public final class BlockingExecutor: TaskExecutor, @unchecked Sendable {
    /// The executor of all tests that run on their own threads.
    public static let shared = BlockingExecutor()

    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []
    private var idle = 0

    private init() {}

    private static let threads = Mutex<Set<pthread_t>>([])

    /// Whether the calling thread is one of its threads.
    public static var isCurrent: Bool { threads.withLock { $0.contains(pthread_self()) } }

    /// Runs a job on a thread that is idle, or on a new one.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        defer { condition.unlock() }
        jobs.append(job)
        if jobs.count > idle { startThread() } else { condition.signal() }
    }

    private func startThread() {
        let thread = Thread { self.work() }
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func work() {
        BlockingExecutor.threads.withLock { _ = $0.insert(pthread_self()) }
        while true { nextJob().runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func nextJob() -> UnownedJob {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty {
            idle += 1
            condition.wait()
            idle -= 1
        }
        return jobs.removeFirst()
    }
}

/// Runs blocking work on another thread than those of Swift's own executor.
public func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withTaskExecutorPreference(BlockingExecutor.shared) { work() }
}

/// Checks a condition every 5 milliseconds until it holds, for at most that long; no thread of Swift's own executor is needed for it.
///
/// The bound only ends tests that have failed: no load of the machine may reach it.
public func eventually(within seconds: Double = 600, _ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<Int(seconds * 200) {
        if condition() { return true }
        await onThread { _ = usleep(5_000) }
    }
    return condition()
}
