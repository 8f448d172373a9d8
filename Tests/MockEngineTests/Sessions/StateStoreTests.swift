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

    @Test("counts from one, and past a number in use", arguments: stores)
    func counts(make: @Sendable () -> any StateStore) {
        var store = make()
        #expect(store.nextNumber(of: "cart") == 1)
        store.raise("cart", above: 7)
        #expect(store.nextNumber(of: "cart") == 8)
        store.raise("cart", above: 3)
        #expect(store.nextNumber(of: "cart") == 9)
    }
}
