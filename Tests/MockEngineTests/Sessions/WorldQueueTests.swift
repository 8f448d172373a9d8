import Testing

@testable import MockEngine

/// Who has a session's world: one at a time, in order of arrival.
@Suite struct WorldQueueTests {
    /// A queue that expectations may change.
    private final class Queue {
        private var queue = WorldQueue()
        var outlook: WorldQueue.Outlook { queue.outlook }
        func take() -> Bool { queue.take() }
        func take(promisedTo number: Int, onWorker isWorker: Bool) -> Bool {
            queue.take(promisedTo: number, onWorker: isWorker)
        }
        func takeFirst() -> Bool { queue.takeFirst() }
        func enter(_ number: Int) -> Bool { queue.enter(number) }
        func giveBack() -> Int? { queue.giveBack() }
        func leave(_ number: Int) -> Int? { queue.leave(number) }
    }

    @Test func `the world is taken once, and free again when it is given back`() {
        let queue = Queue()
        #expect(queue.outlook == .free)
        #expect(queue.take())
        #expect(!queue.take() && !queue.takeFirst())
        #expect(queue.outlook == .soon)
        #expect(queue.giveBack() == nil)
        #expect(queue.outlook == .free)
    }

    @Test func `those that wait get it in the order of their arrival`() {
        let queue = Queue()
        #expect(queue.take())
        for number in [7, 3, 5] {
            #expect(!queue.enter(number))
        }
        #expect(queue.outlook == .later)
        var order: [Int] = []
        var next = queue.giveBack()
        while let number = next {
            #expect(!queue.take(), "a new call comes behind those that wait")
            #expect(queue.take(promisedTo: number, onWorker: false))
            order.append(number)
            next = queue.giveBack()
        }
        #expect(order == [7, 3, 5])
        #expect(queue.take())
    }

    @Test func `a free world is promised at once, and to no other wait`() {
        let queue = Queue()
        #expect(queue.enter(1))
        #expect(!queue.enter(2))
        #expect(!queue.take(promisedTo: 2, onWorker: false))
        #expect(queue.take(promisedTo: 1, onWorker: true))
        #expect(queue.outlook == .later)
    }

    @Test func `a wait that is given up lets the next one in`() {
        let queue = Queue()
        #expect(queue.enter(1))
        for number in 2...4 { _ = queue.enter(number) }
        #expect(queue.leave(3) == nil)
        #expect(queue.leave(1) == 2)
        #expect(queue.take(promisedTo: 2, onWorker: false))
        #expect(queue.leave(2) == nil)
        #expect(queue.giveBack() == 4)
    }

    @Test func `what is done to the session goes before those that wait, and the promise stays`() {
        let queue = Queue()
        #expect(queue.enter(1))
        #expect(queue.takeFirst())
        #expect(!queue.take(promisedTo: 1, onWorker: false))
        #expect(queue.giveBack() == 1)
        #expect(queue.take(promisedTo: 1, onWorker: false))
    }

    @Test func `a thousand waits come and go in order`() {
        let queue = Queue()
        #expect(queue.take())
        for number in 0..<1_000 { _ = queue.enter(number) }
        var next = queue.giveBack()
        for number in 0..<1_000 {
            #expect(next == number)
            #expect(queue.take(promisedTo: number, onWorker: false))
            next = queue.giveBack()
        }
        #expect(next == nil && queue.outlook == .free)
    }
}
