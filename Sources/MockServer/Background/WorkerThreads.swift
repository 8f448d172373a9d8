import MockModel
import NIOPosix
import Synchronization

/// The threads on which heavy code runs, so that it holds no event loop: a few, started when they are first needed.
final class WorkerThreads: Sendable {
    private let answerer: any RequestAnswerer
    private let count: Int
    private let pool = Mutex<NIOThreadPool?>(nil)

    init(answerer: any RequestAnswerer, count: Int) {
        self.answerer = answerer
        self.count = count
    }

    /// Runs the code of a wait when a thread is free.
    func run(_ token: WaitToken) {
        started().submit { [answerer] state in
            if case .active = state { answerer.work(token) }
        }
    }

    private func started() -> NIOThreadPool {
        pool.withLock { pool in
            if let pool { return pool }
            let new = NIOThreadPool(numberOfThreads: count)
            new.start()
            pool = new
            return new
        }
    }

    /// Lets the code that runs come to its end, and begins with none any more.
    func stop() async {
        try? await pool.withLock { $0 }?.shutdownGracefully()
    }
}
