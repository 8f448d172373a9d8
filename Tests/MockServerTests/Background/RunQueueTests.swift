import NIOCore
import Testing

@testable import MockServer

@Suite struct RunQueueTests {
    /// Stands in for the event loop: what is scheduled waits for the test.
    private final class Loop {
        var pauses: [TimeAmount] = []
        private var work: [() -> Void] = []

        func makeQueue() -> RunQueue {
            RunQueue { [unowned self] time, work in
                pauses.append(time)
                self.work.append(work)
            }
        }

        /// The loop has looked at its sockets, and the pause is over.
        func turn() {
            let due = work
            work = []
            for work in due { work() }
        }
    }

    @Test func `a run that is always ready pauses after each slice`() {
        let loop = Loop()
        let queue = loop.makeQueue()
        var steps = 0
        func step() {
            steps += 1
            queue.count(.microseconds(1))
            queue.runLater { step() }
        }
        queue.run { step() }
        for turn in 1...10 {
            let before = steps
            loop.turn()
            #expect(steps - before <= RunQueue.steps, "slice \(turn)")
            #expect(!queue.isOpen)
        }
        #expect(loop.pauses.allSatisfy { $0 >= .microseconds(50) })
    }

    @Test func `runs that are ready take turns`() {
        let loop = Loop()
        let queue = loop.makeQueue()
        var order: [Int] = []
        func step(_ run: Int) {
            order.append(run)
            queue.count(.microseconds(500))
            queue.runLater { step(run) }
        }
        for run in 1...3 { queue.runLater { step(run) } }
        for _ in 0..<3 { loop.turn() }
        #expect(order.prefix(9) == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    }

    @Test func `a step that takes long ends the slice, and the pause lets others in`() {
        let loop = Loop()
        let queue = loop.makeQueue()
        queue.run { queue.count(.seconds(1)) }
        #expect(!queue.isOpen)
        #expect(loop.pauses == [.milliseconds(100)])
        loop.turn()
        #expect(queue.isOpen)
    }

    @Test func `what is ready now runs at once`() {
        let loop = Loop()
        let queue = loop.makeQueue()
        var hasRun = false
        queue.run { hasRun = true }
        #expect(hasRun && loop.pauses.isEmpty)
    }
}
