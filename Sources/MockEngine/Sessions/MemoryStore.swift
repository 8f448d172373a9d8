import MockModel

/// The state of a session in memory: values by key, records by collection.
struct MemoryStore: StateStore {
    fileprivate struct Value {
        var packed: PackedValue
        var expires: Int64?
    }

    private var values: [TextKey: Value] = [:]
    private var collections: [TextKey: RecordList] = [:]
    private var counters: [TextKey: Int64] = [:]

    func value(of key: String, at now: Int64) -> PackedValue? {
        guard let value = values[TextKey(key)], value.isAlive(at: now) else { return nil }
        return value.packed
    }

    mutating func setValue(_ value: PackedValue?, of key: String, until expiry: Int64?) {
        values[TextKey(key)] = value.map { Value(packed: $0, expires: expiry) }
    }

    mutating func increment(_ key: String, by amount: PackedNumber, at now: Int64) -> Increment? {
        guard let place = values.index(forKey: TextKey(key)), values.values[place].isAlive(at: now) else {
            let sum = PackedNumber.integer(0) + amount
            values[TextKey(key)] = Value(packed: PackedValue(sum))
            return Increment(sum: sum, old: nil, new: PackedValue(sum))
        }
        let old = values.values[place].packed
        guard let number = old.number else { return nil }
        let new = PackedValue(number + amount)
        values.values[place].packed = new
        return Increment(sum: number + amount, old: old, new: new)
    }

    func expiry(of key: String) -> Int64? { values[TextKey(key)]?.expires }

    func keys(withPrefix prefix: String, at now: Int64) -> [String] {
        values.filter { $0.key.text.begins(with: prefix) && $0.value.isAlive(at: now) }.keys.sorted().map(\.text)
    }

    func hasCollection(_ name: String) -> Bool { collections[TextKey(name)] != nil }

    func records(in collection: String) -> RecordList { collections[TextKey(collection)] ?? RecordList() }

    func record(_ id: String, in collection: String) -> PackedValue? { collections[TextKey(collection)]?[id] }

    mutating func setRecord(_ record: PackedValue?, id: String, in collection: String) {
        collections[TextKey(collection), default: RecordList()][id] = record
    }

    mutating func removeRecords(in collection: String) { collections[TextKey(collection)] = RecordList() }

    var document: JSONValue {
        let state = values.sorted { $0.key < $1.key }.map {
            JSONObject.Member($0.key.text, JSONValue($0.value.packed))
        }
        let records = collections.sorted { $0.key < $1.key }.map { name, list in
            JSONObject.Member(name.text, .array(list.records.map { JSONValue($0) }))
        }
        return ["state": .object(JSONObject(state)), "collections": .object(JSONObject(records))]
    }

    mutating func nextNumber(of counter: String) -> Int64 {
        let next = (counters[TextKey(counter)] ?? 0) + 1
        counters[TextKey(counter)] = next
        return next
    }

    mutating func raise(_ counter: String, above number: Int64) {
        counters[TextKey(counter)] = max(counters[TextKey(counter)] ?? 0, number)
    }

    mutating func removeAll() { self = MemoryStore() }
}

extension MemoryStore.Value {
    fileprivate func isAlive(at now: Int64) -> Bool { expires.map { now < $0 } ?? true }
}
