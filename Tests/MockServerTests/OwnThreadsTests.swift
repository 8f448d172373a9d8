import Foundation
import Synchronization
import TestSupport
import Testing

/// The trait by which tests that block leave the threads of Swift's own executor to others.
@Suite(.ownThreads) struct OwnThreadsTests {
    @Test func `a test runs on a thread that may block`() { #expect(BlockingExecutor.isCurrent) }

    @Test(arguments: [1, 2]) func `so does each case, each child task, and what follows a suspension`(_: Int) async {
        #expect(BlockingExecutor.isCurrent)
        await Task.yield()
        #expect(BlockingExecutor.isCurrent)
        async let child = BlockingExecutor.isCurrent
        #expect(await child)
        await withCheckedContinuation { continuation in Thread.detachNewThread { continuation.resume() } }
        #expect(BlockingExecutor.isCurrent)
    }

    private static let arrived = Mutex(0)

    @Test func `tasks that block do not delay each other`() async {
        // Each of 40 waits for all others: on fewer threads none of them would end.
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    Self.arrived.withLock { $0 += 1 }
                    while Self.arrived.withLock({ $0 }) < 40 { usleep(1_000) }
                }
            }
        }
        #expect(Self.arrived.withLock { $0 } == 40)
    }
}
