import Synchronization
import Testing

@testable import MockServer

@Suite struct OutgoingPlacesTests {
    private func places(all: Int, session: Int, waiting: Int = 100) -> OutgoingPlaces {
        OutgoingPlaces(OutgoingPlaces.Limits(all: all, session: session, waiting: waiting))
    }

    @Test func `a session has its share, and others have theirs beside it`() {
        let places = places(all: 3, session: 2)
        #expect(places.enter("a") {} == .taken)
        #expect(places.enter("a") {} == .taken)
        #expect(places.enter("a") {} == .waits(1))
        #expect(places.enter("b") {} == .taken)
        #expect(places.enter("c") {} == .waits(2), "all are taken")
    }

    @Test func `who waits goes on in turn, past those whose session has its share`() {
        let places = places(all: 2, session: 1)
        let order = Mutex<[String]>([])
        for name in ["a", "b"] { #expect(places.enter(name) {} == .taken) }
        for name in ["a", "b", "c"] { _ = places.enter(name) { order.withLock { $0.append(name) } } }
        places.leave("b")
        #expect(order.withLock { $0 } == ["b"], "the session a has its share")
        places.leave("a")
        #expect(order.withLock { $0 } == ["b", "a"])
        places.leave("a")
        #expect(order.withLock { $0 } == ["b", "a", "c"])
    }

    @Test func `too many that wait are refused, and one that gives up makes room`() {
        let places = places(all: 1, session: 1, waiting: 1)
        #expect(places.enter("a") {} == .taken)
        #expect(places.enter("a") { Issue.record("it gave up") } == .waits(1))
        #expect(places.enter("a") {} == .refused)
        #expect(places.giveUp(1))
        #expect(places.enter("a") {} == .waits(2))
        places.leave("a")
        #expect(!places.giveUp(2), "its turn has come")
    }
}
