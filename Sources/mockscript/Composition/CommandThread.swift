import Dispatch
import Foundation
import Synchronization

/// The thread that runs the tasks of the command.
///
/// Dispatch counts the runnable threads of its pool in `/proc/self/task` and ends the process where that is not mounted, so no task of the
/// program runs there. Nor on the main thread: the size of its stack, which Lua asks for, stands in `/proc` as well.
final class CommandThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let enqueued = DispatchSemaphore(value: 0)

    /// Starts the thread; it ends with the process.
    init() {
        let thread = Thread { [self] in run() }
        thread.stackSize = 8_388_608
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        enqueued.signal()
    }

    private func run() {
        let executor = unsafe asUnownedTaskExecutor()
        while true {
            enqueued.wait()
            let job = jobs.withLock { $0.removeFirst() }
            unsafe job.runSynchronously(on: executor)
        }
    }
}
