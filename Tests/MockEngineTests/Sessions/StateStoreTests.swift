import MockModel
import Testing

@testable import MockEngine

/// The contract that every store passes; a new store adds itself to `stores`.
@Suite("A state store")
struct StateStoreTests {
    static let stores: [@Sendable () -> any StateStore] = [{ MemoryStore() }]

    private let one = PackedValue(PackedNumber.integer(1))

    @Test("forgets a value when its time is over", arguments: stores)
    func expires(make: @Sendable () -> any StateStore) {
        var store = make()
        store.setValue(one, of: "k", until: 100)
        #expect(store.value(of: "k", at: 99) == one)
        #expect(store.value(of: "k", at: 100) == nil)
        #expect(store.keys(withPrefix: "", at: 100).isEmpty)
    }

    @Test("lists keys by prefix, sorted", arguments: stores)
    func listsKeys(make: @Sendable () -> any StateStore) {
        var store = make()
        for key in ["b:2", "a:1", "b:1"] { store.setValue(one, of: key, until: nil) }
        #expect(store.keys(withPrefix: "b:", at: 0) == ["b:1", "b:2"])
        store.setValue(nil, of: "b:1", until: nil)
        #expect(store.keys(withPrefix: "", at: 0) == ["a:1", "b:2"])
    }

    @Test("tells an empty collection from one that was never touched", arguments: stores)
    func knowsCollections(make: @Sendable () -> any StateStore) {
        var store = make()
        #expect(!store.hasCollection("carts"))
        store.setRecord(one, id: "1", in: "carts")
        store.setRecord(nil, id: "1", in: "carts")
        #expect(store.hasCollection("carts"))
        #expect(store.records(in: "carts").count == 0)
    }

    @Test("keeps keys, ids and collections apart whose bytes differ", arguments: stores)
    func bytes(make: @Sendable () -> any StateStore) {
        var store = make()
        let two = PackedValue(PackedNumber.integer(2))
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        store.setValue(one, of: composed, until: nil)
        store.setValue(two, of: decomposed, until: nil)
        #expect(store.value(of: composed, at: 0) == one && store.value(of: decomposed, at: 0) == two)
        #expect(store.keys(withPrefix: "e", at: 0).map { Array($0.utf8) } == [Array(decomposed.utf8)])
        store.setRecord(one, id: composed, in: "c")
        store.setRecord(two, id: decomposed, in: "c")
        #expect(store.records(in: "c").count == 2 && store.record(decomposed, in: "c") == two)
        #expect(!store.hasCollection("\u{212A}"))
        store.setRecord(one, id: "1", in: "K")
        #expect(store.hasCollection("K") && !store.hasCollection("\u{212A}"))
        #expect(store.nextNumber(of: composed) == 1 && store.nextNumber(of: decomposed) == 1)
    }

    @Test("counts from one, and past a number in use", arguments: stores)
    func counts(make: @Sendable () -> any StateStore) {
        var store = make()
        #expect(store.nextNumber(of: "cart") == 1)
        store.raise("cart", above: 7)
        #expect(store.nextNumber(of: "cart") == 8)
        store.raise("cart", above: 3)
        #expect(store.nextNumber(of: "cart") == 9)
        store.raise("cart", above: .max)
        #expect(store.nextNumber(of: "cart") == .max)
        #expect(store.nextNumber(of: "cart") == .max)
    }
}
