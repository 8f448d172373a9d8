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
    private(set) var footprint = 0

    /// Bytes of an entry besides its name and its value.
    fileprivate static let entry = 128

    func value(of key: String, at now: Int64) -> PackedValue? {
        guard let value = values[TextKey(key)], value.isAlive(at: now) else { return nil }
        return value.packed
    }

    mutating func setValue(_ value: PackedValue?, of key: String, until expiry: Int64?) {
        let old = values[TextKey(key)]?.footprint(of: key) ?? 0
        let new = value.map { Value(packed: $0, expires: expiry) }
        values[TextKey(key)] = new
        footprint += (new?.footprint(of: key) ?? 0) - old
    }

    mutating func increment(_ key: String, by amount: PackedNumber, at now: Int64) -> Increment? {
        guard let place = values.index(forKey: TextKey(key)), values.values[place].isAlive(at: now) else {
            let sum = PackedNumber.integer(0) + amount
            setValue(PackedValue(sum), of: key, until: nil)
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
        let keys = values.lazy.filter { $0.key.text.begins(with: prefix) && $0.value.isAlive(at: now) }.map(\.key)
        let sorted = try? keys.sorted { left, right throws(WorkLimitReached) in
            try WorkLimit.check()
            return left < right
        }
        return sorted?.map(\.text) ?? []
    }

    func hasCollection(_ name: String) -> Bool { collections[TextKey(name)] != nil }

    func records(in collection: String) -> RecordList { collections[TextKey(collection)] ?? RecordList() }

    func record(_ id: String, in collection: String) -> PackedValue? { collections[TextKey(collection)]?[id] }

    mutating func setRecord(_ record: PackedValue?, id: String, in collection: String) {
        let old = collections[TextKey(collection)]?[id].map { MemoryStore.footprint(of: $0, id) } ?? 0
        collections[TextKey(collection), default: RecordList()][id] = record
        footprint += (record.map { MemoryStore.footprint(of: $0, id) } ?? 0) - old
    }

    mutating func removeRecords(in collection: String) {
        if let old = collections.updateValue(RecordList(), forKey: TextKey(collection)) {
            footprint -= old.footprint
        } else {
            footprint += collection.utf8.count + MemoryStore.entry
        }
    }

    fileprivate static func footprint(of record: PackedValue, _ id: String) -> Int {
        record.bytes.count + id.utf8.count + entry
    }

    var document: JSONValue {
        let state = values.sorted { $0.key < $1.key }.map {
            JSONObject.Member($0.key.text, JSONValue($0.value.packed))
        }
        let records = collections.sorted { $0.key < $1.key }.map { name, list in
            JSONObject.Member(name.text, .array(list.records.map { JSONValue($0) }))
        }
        return ["state": .object(JSONObject(state)), "collections": .object(JSONObject(records))]
    }

    var contents: StoreContents {
        StoreContents(
            values: values.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value.packed, $0.value.expires) },
            collections: collections.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) },
            counters: counters.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) })
    }

    func expired(after start: Int64, through end: Int64) -> [(key: String, time: Int64)] {
        let over = values.compactMap { key, value in
            value.expires.flatMap { $0 > start && $0 <= end ? (key: key.text, time: $0) : nil }
        }
        return over.sorted { ($0.time, $0.key) < ($1.time, $1.key) }
    }

    mutating func nextNumber(of counter: String) -> Int64 {
        let last = counters[TextKey(counter)] ?? 0
        let next = last == .max ? last : last + 1
        count(counter, next)
        return next
    }

    mutating func raise(_ counter: String, above number: Int64) {
        count(counter, max(counters[TextKey(counter)] ?? 0, number))
    }

    private mutating func count(_ counter: String, _ number: Int64) {
        if counters.updateValue(number, forKey: TextKey(counter)) == nil {
            footprint += counter.utf8.count + MemoryStore.entry
        }
    }

    mutating func removeAll() { self = MemoryStore() }
}

extension RecordList {
    fileprivate var footprint: Int {
        zip(ids, records).reduce(0) { $0 + MemoryStore.footprint(of: $1.1, $1.0) }
    }
}

extension MemoryStore.Value {
    fileprivate func footprint(of key: String) -> Int { packed.bytes.count + key.utf8.count + MemoryStore.entry }

    fileprivate func isAlive(at now: Int64) -> Bool { expires.map { now < $0 } ?? true }
}
