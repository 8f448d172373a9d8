import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("Virtual time")
struct VirtualDriverTests {
    private func play(
        _ target: String, _ examples: [Example], fault: Fault? = nil, rate: Rate? = nil
    ) throws -> SimulatedCall {
        var examples = examples
        for index in examples.indices {
            examples[index].fault = fault
            examples[index].rate = rate
        }
        let engine = Engine.of([try Route.named("GET \(target)", examples)])
        return try VirtualDriver(engine).play(Request(method: "GET", target: target))
    }

    @Test("delays and slow bodies take their time, exactly, and no real time")
    func elapsed() throws {
        let delayed = try play("/a", [.text("x", delay: try Latency(parsing: "1500ms"))])
        #expect(delayed.elapsed == 1_500 && delayed.isOver)
        let slow = try play("/a", [.text("12345678")], rate: Rate(bytesPerSecond: 4))
        #expect(slow.elapsed == 2_000)
        let dripping = try play("/a", [.text(String(repeating: "x", count: 640))], fault: Fault(.slow))
        #expect(dripping.elapsed == 10_000)
    }

    @Test("a slow body takes its time less what is sent at once, and a cut one the time of its part")
    func faultTimes() throws {
        let text = [Example.text(String(repeating: "x", count: 100))]
        let rate = Rate(bytesPerSecond: 10)
        #expect(try play("/a", text, fault: Fault(.slow, after: 80, rate: rate)).elapsed == 2_000)
        #expect(try play("/a", text, fault: Fault(.slow), rate: rate).elapsed == 10_000)
        #expect(try play("/a", text, fault: Fault(.truncate), rate: rate).elapsed == 5_000)
        #expect(try play("/a", text, fault: Fault(.reset, after: 20), rate: rate).elapsed == 2_000)
    }

    @Test("the parts of a stream at a speed follow one another at that speed")
    func streamTimes() throws {
        let scripted = ScriptedResponse(response: Response(), rate: Rate(bytesPerSecond: 10))
        let parts = ["0123456789", "01234"].map { Wait.send(.bytes(Array($0.utf8))) }
        let handlers = ClosureScripts(["GET /a": { _, _ in .stream(scripted, .bytes, parts, nil) }])
        let engine = Engine.of([], handlers: handlers, options: .init(clock: .init(start: 1_000, isFrozen: true)))
        let played = try VirtualDriver(engine).play(Request(method: "GET", target: "/a"))
        #expect(played.parts.map(\.time) == [0, 1_000] && played.elapsed == 1_500)
    }

    @Test("a file body needs files")
    func noFiles() throws {
        let file = Response(body: .file(FileBody(root: "/r", name: "a.txt", size: 3)))
        let played = try play("/a", [Example(response: file, location: SourceLocation(file: "a"))])
        #expect(played.received.head?.status == 500)
    }

    @Test("a hang is over at once, without an answer")
    func hang() throws {
        let hung = try play("/a", [.text("x")], fault: Fault(.hang))
        #expect(hung.isUnanswered && hung.elapsed == 0)
    }

    @Test("a handler that sleeps moves the session's clock")
    func sleep() throws {
        let handlers = ClosureScripts(["GET /a": { _, _ in .sleep(.seconds(5), then: Response(status: 204)) }])
        let engine = Engine.of([], handlers: handlers, options: .init(clock: .init(start: 1_000, isFrozen: true)))
        let played = try VirtualDriver(engine).play(Request(method: "GET", target: "/a"))
        #expect(played.delivery?.response.status == 204 && played.elapsed == 5_000 && engine.now == 6_000)
    }

    @Test("time is rounded up: no wait is shorter than it was meant to be")
    func rounding() {
        #expect(Duration.microseconds(1).roundedMilliseconds == 1)
        #expect(Duration.milliseconds(2).roundedMilliseconds == 2)
        #expect(Duration.zero.roundedMilliseconds == 0)
    }

    @Test("what stops a driver is told in words")
    func standStill() {
        #expect(SimulationStalled.tooLong(.seconds(86_400)).message.contains("1d of session time"))
        #expect(SimulationStalled.tooManySteps(5).message.contains("5 steps"))
        #expect(SimulationStalled.waitsForEver.message.contains("never answered"))
    }
}

@Suite("The queue of what is to happen")
struct EventQueueTests {
    @Test("gives what is due in order of time, then of making", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func order(seed: UInt64) throws {
        var random = RandomGenerator(seed: seed)
        var queue = EventQueue()
        var expected: [(due: Int64, number: Int)] = []
        for number in 0..<200 {
            let due = Int64(random.next() % 20)
            queue.add(.end(number), at: due)
            expected.append((due, number))
        }
        expected.sort { ($0.due, $0.number) < ($1.due, $1.number) }
        var found: [Int] = []
        while let due = queue.nextDue, case .end(let number)? = queue.takeDue(at: due) { found.append(number) }
        #expect(found == expected.map(\.number), "seed \(seed)")
        #expect(queue.nextDue == nil)
    }

    @Test("keeps what is not due")
    func notDue() {
        var queue = EventQueue()
        queue.add(.end(1), at: 10)
        #expect(queue.takeDue(at: 9) == nil && queue.nextDue == 10)
    }
}
