import MockModel
import Testing

@testable import MockEngine

@Suite("Subscriptions")
struct SubscriptionsTests {
    @Test("give each value once, in order, and keep the last 1,000 that nothing reads")
    func order() {
        var subscriptions = Subscriptions()
        let first = subscriptions.open("t")
        let second = subscriptions.open("t")
        let other = subscriptions.open("u")
        for number in 0..<2_500 {
            _ = subscriptions.publish(PackedValue("\(number)"), under: "t")
            if number < 700 { #expect(subscriptions.take(second) == PackedValue("\(number)")) }
        }
        for number in 1_500..<2_500 { #expect(subscriptions.take(first) == PackedValue("\(number)")) }
        #expect(subscriptions.take(first) == nil)
        #expect(subscriptions.take(second) == PackedValue("1500"))
        #expect(subscriptions.take(other) == nil)
    }

    @Test("wake a reader once")
    func wakes() {
        var subscriptions = Subscriptions()
        let reader = subscriptions.open("t")
        let token = WaitToken(session: "s", number: 7)
        subscriptions.wait(reader, token)
        #expect(subscriptions.publish(PackedValue("a"), under: "t") == [token])
        #expect(subscriptions.publish(PackedValue("b"), under: "t").isEmpty)
        #expect(subscriptions.take(reader) == PackedValue("a"))
        subscriptions.close(reader)
        #expect(subscriptions.take(reader) == nil)
    }
}
