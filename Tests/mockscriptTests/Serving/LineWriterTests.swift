import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import mockscript

@Suite(.ownThreads) struct LineWriterTests {
    /// What was written, and a gate that holds the writer.
    private final class Sink: Sendable {
        let written = Mutex<(entries: [Int], dropped: Int)>(([], 0))
        let gate = DispatchSemaphore(value: 0)
        let entered = DispatchSemaphore(value: 0)

        func note(_ entries: [Int], _ dropped: Int) {
            written.withLock {
                $0.entries += entries
                $0.dropped += dropped
            }
        }
    }

    @Test func `entries are written in order, and all of them by the end`() {
        let sink = Sink()
        let writer = LineWriter<Int>(capacity: 1_000) { sink.note($0, $1) }
        for entry in 0..<500 { writer.append(entry) }
        writer.close()
        #expect(sink.written.withLock { $0.entries } == Array(0..<500))
    }

    @Test func `what a slow reader cannot take is dropped and counted, and no call waits`() {
        let sink = Sink()
        let writer = LineWriter<Int>(capacity: 10) { entries, dropped in
            sink.entered.signal()
            sink.gate.wait()
            sink.note(entries, dropped)
        }
        writer.append(0)
        sink.entered.wait()
        for entry in 1...100 { writer.append(entry) }
        sink.gate.signal()
        sink.gate.signal()
        writer.close()
        #expect(sink.written.withLock { $0.entries } == Array(0...10))
        #expect(sink.written.withLock { $0.dropped } == 90)
    }

    @Test func `closing gives up on a reader that takes nothing`() {
        let sink = Sink()
        let writer = LineWriter<Int> { _, _ in sink.gate.wait() }
        writer.append(1)
        // Without giving up this call never returns: the gate opens only behind it.
        writer.close()
        sink.gate.signal()
    }
}
