import MockModel
import Testing

@testable import MockEngine

@Suite("The journal")
struct JournalTests {
    private func exchange(_ call: Int, bytes: Int = 0) -> Exchange {
        Exchange(
            call: call, session: "default", time: 0,
            request: Request(method: "GET", target: "/", body: Array(repeating: 0, count: bytes)),
            reason: .standIn)
    }

    @Test("keeps the newest exchanges and counts what it dropped")
    func keepsNewest() {
        var journal = Journal(capacity: .init(exchanges: 100, bytes: .max))
        for call in 1...250 { journal.append(exchange(call)) }
        #expect(journal.exchanges.map(\.call) == Array(151...250))
        #expect(journal.dropped == 150)
    }

    @Test("stays within its bytes, and keeps at least the newest")
    func staysWithinBytes() {
        var journal = Journal(capacity: .init(exchanges: 100, bytes: 100_000))
        for call in 1...50 { journal.append(exchange(call, bytes: 30_000)) }
        #expect(journal.exchanges.map(\.call) == [48, 49, 50])
        journal.append(exchange(51, bytes: 500_000))
        #expect(journal.exchanges.map(\.call) == [51])
    }

    @Test("counts headers, lines, changes and reasons")
    func countsAll() {
        let text = String(repeating: "x", count: 30_000)
        let packed = PackedValue(bytes: Array(repeating: 0, count: 30_000))
        let miss = Miss(
            title: text, closest: [Candidate(route: "GET /", failed: [text])], hint: "Add a file")
        let made: [(Exchange, Int)] = [
            (full(headers: HeaderFields([("X", text)])), 30_000), (full(response: HeaderFields([("X", text)])), 30_000),
            (full(log: [LogLine(level: .info, text: text)]), 30_000),
            (full(changes: [StateChange(place: .key("k"), old: packed, new: packed)]), 60_000),
            (full(reason: .miss(miss)), 60_000),
            (full(reason: .failure(route: "GET /", ScriptFailure(.runtime, text))), 30_000),
        ]
        for (exchange, least) in made { #expect(exchange.footprint > least) }
    }

    @Test("counts what comes after an answer, while the exchange is kept")
    func countsAftermath() {
        var journal = Journal(capacity: .init(exchanges: 100, bytes: 100_000))
        let exchanges = (1...3).map { exchange($0) }
        for exchange in exchanges { journal.append(exchange) }
        let line = LogLine(level: .info, text: String(repeating: "x", count: 60_000))
        journal.grew(exchanges[1], by: exchanges[1].note(.log([line])))
        #expect(journal.exchanges.map(\.call) == [1, 2, 3])
        journal.grew(exchanges[2], by: exchanges[2].note(.log([line])))
        #expect(journal.exchanges.map(\.call) == [3])
        journal.grew(exchanges[0], by: exchanges[0].note(.log([line])))
        journal.append(exchange(4))
        #expect(journal.exchanges.map(\.call) == [3, 4])
    }

    @Test("what comes after one answer is bounded by itself")
    func aftermathIsBounded() {
        let exchange = exchange(1)
        let line = LogLine(level: .info, text: String(repeating: "x", count: 1_000_000))
        var grown = 0
        for _ in 1...20 { grown += exchange.note(.log([line])) }
        #expect(grown <= Aftermath.capacity)
        #expect(exchange.aftermath.footprint == grown)
        #expect(exchange.aftermath.events.count == 4 && exchange.aftermath.dropped == 16)
    }

    private func full(
        headers: HeaderFields = HeaderFields(), response: HeaderFields = HeaderFields(), log: [LogLine] = [],
        changes: [StateChange] = [], reason: Exchange.Reason = .standIn
    ) -> Exchange {
        Exchange(
            call: 1, session: "default", time: 0, request: Request(method: "GET", target: "/", headers: headers),
            decision: Decision(Response(headers: response), because: reason), parameters: [], considered: [], log: log,
            changes: changes, delay: .zero, timing: Exchange.Timing())
    }
}
