import MockModel
import Testing

@testable import MockEngine

@Suite("The journal")
struct JournalTests {
    private func exchange(_ call: Int, bytes: Int = 0) -> Exchange {
        Exchange(
            call: call, session: "default", time: 0,
            request: Request(method: "GET", target: "/", body: Array(repeating: 0, count: bytes)),
            reason: .automatic("test"))
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
}
