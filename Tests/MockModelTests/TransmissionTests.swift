import Testing

@testable import MockModel

/// What a fault leaves of a response of 100 bytes.
@Suite struct TransmissionTests {
    struct Case: Sendable {
        var fault: Fault?
        var use = Transmission.BodyUse.sent
        var count = 100
        var expected: Transmission
    }

    private static let cases: [Case] = [
        Case(fault: nil, expected: .init(head: .whole, body: 100, tail: .end, ending: .complete)),
        Case(fault: nil, use: .none, expected: .init(head: .whole, body: 0, tail: .end, ending: .complete)),
        Case(fault: Fault(.empty, after: 9), expected: .init(head: .none, body: 0, tail: .none, ending: .close)),
        Case(fault: Fault(.close), expected: .init(head: .none, body: 0, tail: .none, ending: .drop)),
        Case(fault: Fault(.close, after: 9), expected: .init(head: .whole, body: 9, tail: .none, ending: .drop)),
        Case(fault: Fault(.reset, after: .max), expected: .init(head: .whole, body: 100, tail: .none, ending: .reset)),
        Case(fault: Fault(.reset, after: .min), expected: .init(head: .whole, body: 0, tail: .none, ending: .reset)),
        Case(fault: Fault(.hang), expected: .init(head: .none, body: 0, tail: .none, ending: .hang)),
        Case(fault: Fault(.truncate), expected: .init(head: .whole, body: 50, tail: .none, ending: .close)),
        Case(
            fault: Fault(.truncate, after: .max), expected: .init(head: .whole, body: 99, tail: .none, ending: .close)),
        Case(fault: Fault(.truncate, after: .min), expected: .init(head: .whole, body: 0, tail: .none, ending: .close)),
        Case(fault: Fault(.truncate), count: 0, expected: .init(head: .half, body: 0, tail: .none, ending: .close)),
        Case(
            fault: Fault(.truncate), use: .none,
            expected: .init(head: .half, body: 0, tail: .none, ending: .close)),
        Case(
            fault: Fault(.truncate), use: .described(true),
            expected: .init(head: .whole, body: 0, tail: .none, ending: .close)),
        Case(
            fault: Fault(.truncate), use: .described(false), count: 0,
            expected: .init(head: .half, body: 0, tail: .none, ending: .close)),
        Case(
            fault: Fault(.garbage, after: 9), use: .described(true),
            expected: .init(head: .whole, body: 0, tail: .none, ending: .close)),
        Case(
            fault: Fault(.malformed), use: .described(true),
            expected: .init(head: .whole, body: 0, tail: .badChunk, ending: .close)),
        Case(fault: Fault(.garbage), expected: .init(head: .none, body: 0, tail: .garbage, ending: .close)),
        Case(fault: Fault(.garbage, after: 9), expected: .init(head: .whole, body: 9, tail: .garbage, ending: .close)),
        Case(fault: Fault(.malformed), expected: .init(head: .whole, body: 50, tail: .badChunk, ending: .close)),
        Case(
            fault: Fault(.malformed, after: .max), use: .none,
            expected: .init(head: .whole, body: 100, tail: .badChunk, ending: .close)),
        Case(
            fault: Fault(.slow, after: .max, rate: Rate(bytesPerSecond: 8)),
            expected: .init(
                head: .whole, body: 100, burst: 100, rate: Rate(bytesPerSecond: 8), tail: .end, ending: .complete)),
        Case(
            fault: Fault(.slow),
            expected: .init(head: .whole, body: 100, rate: Rate(bytesPerSecond: 64), tail: .end, ending: .complete)),
    ]

    @Test(arguments: cases) func `a fault leaves this of a response`(_ it: Case) {
        let found = Transmission.of(it.fault, rate: nil, body: it.count, use: it.use)
        #expect(found == it.expected)
    }

    @Test func `the speed of the response holds for every part, and slow takes it when it has none`() {
        let rate = Rate(bytesPerSecond: 10)
        for kind in [Fault.Kind.close, .truncate, .malformed, .slow] {
            let found = Transmission.of(Fault(kind, after: 20), rate: rate, body: 100, use: .sent)
            #expect(found.rate == rate)
            #expect(found.time == .seconds(kind == .slow ? 8 : 2), "\(kind)")
        }
        let faster = Fault(.slow, rate: Rate(bytesPerSecond: 100))
        #expect(Transmission.of(faster, rate: rate, body: 100, use: .sent).time == .seconds(1))
    }

    @Test func `garbage is 128 bytes that begin no status line, the same for the same call`() {
        let first = Transmission.garbage(ofCall: 1)
        #expect(first.count == 128 && first == Transmission.garbage(ofCall: 1))
        #expect(first != Transmission.garbage(ofCall: 2))
        #expect(first.prefix(8).allSatisfy { $0 >= 0x80 })
    }

    @Test func `a rate allows what is due, and no more than there is`() {
        let rate = Rate(bytesPerSecond: 100)
        #expect(rate.bytes(in: .milliseconds(55), limit: 1_000) == 5)
        #expect(rate.bytes(in: .seconds(100), limit: 1_000) == 1_000)
        #expect(rate.bytes(in: .seconds(-1), limit: 1_000) == 0)
        #expect(rate.time(for: 50) == .milliseconds(500))
        #expect(rate.pause == .milliseconds(20) && Rate(bytesPerSecond: 4).pause == .milliseconds(250))
        #expect(Rate(bytesPerSecond: 0).time(for: .max) == .seconds(1e12))
    }
}
