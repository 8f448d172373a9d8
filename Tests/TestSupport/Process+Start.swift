public import Foundation
import Synchronization

/// Starts of processes, and what must not happen meanwhile.
///
/// A process that is being started holds all open files of this one for a moment. A file that is written meanwhile is not yet closed for the
/// system when its writer has closed it, so that its change is told late, and a pipe made meanwhile stays open as long as the process lives.
enum ProcessStart {
    static let lock = Mutex(())
}

extension Process {
    /// Runs it, while no file is written by `TemporaryFiles` and no pipe is made by `Pipe.ofTest`.
    public func start() throws { try ProcessStart.lock.withLock { _ in try run() } }
}

extension Pipe {
    /// A pipe that no other process inherits.
    public static var ofTest: Pipe { ProcessStart.lock.withLock { _ in Pipe() } }
}
