public import MockModel

/// The world of a session as its code sees it: state, time, made-up data, and the files it may read.
final class SessionWorld: World {
    private let facts: SessionFacts
    private(set) var store: any StateStore
    /// Bytes of the store that the project's data began with.
    private var seeded = 0
    /// Timers and webhooks to come.
    var agenda = Agenda()
    /// Who reads what is published.
    var subscriptions = Subscriptions()
    /// Runs whose wait is over before its time.
    var woken: [WaitToken] = []
    /// What happened that no answer tells of, and by which call.
    var events: [(event: BackgroundEvent, call: Exchange?)] = []
    /// Repeated timers whose function runs now; one that is cancelled meanwhile is taken out.
    var repeating: Set<Int> = []
    /// The server behind `mock.proxy`, and whom code may call besides: as the project version that runs now says.
    var network: (upstream: String?, allowed: [String]) = (nil, [])
    /// The time in which code answers a request, as the project version says that runs now.
    var answerTime = Duration.seconds(60)
    /// The session's clock.
    var time: SessionTime
    private let seeds: [TextKey: [PackedRecord]]
    private let files: any ProjectFiles

    /// A seeded record with the text of its id, by every field that may name it.
    struct PackedRecord: Sendable {
        let value: JSONValue
        let packed: PackedValue
    }

    init(
        _ facts: SessionFacts, time: SessionTime, seeds: [TextKey: [PackedRecord]], files: any ProjectFiles,
        store: any StateStore = MemoryStore()
    ) {
        self.facts = facts
        self.time = time
        self.seeds = seeds
        self.files = files
        self.store = store
    }

    var id: String { facts.id }

    var seed: UInt64 { facts.seed }

    var now: Int64 { time.now(facts.ticks) }

    var footprint: Int { max(0, store.footprint - seeded) + agenda.footprint + subscriptions.footprint }

    /// The real time until a time on the session's clock; `nil` when the clock stands still before it.
    func realTime(until due: Int64) -> Duration? { time.realTime(until: due, at: facts.ticks) }

    /// Moves the session's clock forward.
    func advance(by milliseconds: Int64) {
        time.advance(by: milliseconds)
        agenda.clockMoved()
    }

    /// Lets virtual time pass: the session's clock moves, and so does the time that calls take.
    func pass(_ duration: Duration) {
        time.pass(duration.milliseconds)
        agenda.clockMoved()
    }

    /// Puts a state back that was kept.
    func restore(_ kept: any StateStore) { store = kept }

    /// Takes one change back; what has a time to live keeps it.
    func restore(_ change: StateChange) {
        switch change.place {
        case .key(let key): store.setValue(change.old, of: key, until: store.expiry(of: key))
        case .record(let collection, let id): store.setRecord(change.old, id: id, in: collection)
        }
    }

    /// Back to the start: no values, no records, no counters, no jobs, and the time at which the session began.
    func reset() {
        store.removeAll()
        seeded = 0
        time.reset(facts.wallClock)
        agenda.remove { _ in true }
        subscriptions = Subscriptions()
        repeating = []
    }

    /// The collections that have a seed.
    var seededCollections: Dictionary<TextKey, [PackedRecord]>.Keys { seeds.keys }

    func fake(_ kind: String, arguments: [ScriptArgument], random: inout RandomGenerator) -> ScriptArgument? {
        FakeData.value(kind, arguments: arguments, random: &random, now: now)
    }

    func file(_ path: String) throws(FileAccessError) -> [UInt8] { try files.read(path) }

    func environment(_ name: String) throws(FileAccessError) -> String? { try files.environment(name) }
}

/// What code may read outside its session: files of the project and listed variables.
public protocol ProjectFiles: Sendable {
    /// The bytes of a file, by its path in the project. Throws with the reason when it lies outside, is missing or too large.
    func read(_ path: String) throws(FileAccessError) -> [UInt8]
    /// An environment variable. Throws when the settings do not list it.
    func environment(_ name: String) throws(FileAccessError) -> String?
}

// MARK: - Values

extension SessionWorld {
    func value(of key: String) -> PackedValue? { store.value(of: key, at: now) }

    @discardableResult
    func setValue(_ value: PackedValue?, of key: String, ttl: Duration?, call: Call?) -> PackedValue? {
        let time = now
        let old = store.value(of: key, at: time)
        store.setValue(value, of: key, until: ttl.map { time + $0.bounded.milliseconds })
        if old != value { call?.note(StateChange(place: .key(key), old: old, new: value)) }
        return old
    }

    func timeToLive(of key: String) -> Duration? {
        guard value(of: key) != nil else { return nil }
        return store.expiry(of: key).map { .milliseconds($0 - now) }
    }

    func keys(withPrefix prefix: String) -> [String] { store.keys(withPrefix: prefix, at: now) }

    func increment(_ key: String, by amount: PackedNumber, call: Call?) -> PackedNumber? {
        guard let step = store.increment(key, by: amount, at: now) else { return nil }
        call?.note(StateChange(place: .key(key), old: step.old, new: step.new))
        return step.sum
    }
}

// MARK: - Records

extension SessionWorld {
    func recordIDs(in collection: String, key: String) -> [String] {
        plant(collection, key)
        return store.records(in: collection).ids
    }

    func records(in collection: String, key: String) -> [PackedValue] {
        plant(collection, key)
        return store.records(in: collection).records
    }

    func record(_ id: String, in collection: String, key: String) -> PackedValue? {
        plant(collection, key)
        return store.record(id, in: collection)
    }

    @discardableResult
    func setRecord(
        _ record: PackedValue?, id: String, in collection: String, key: String, call: Call?
    ) -> PackedValue? {
        plant(collection, key)
        let old = store.record(id, in: collection)
        store.setRecord(record, id: id, in: collection)
        if old != record {
            call?.note(StateChange(place: .record(collection: collection, id: id), old: old, new: record))
        }
        return old
    }

    func removeRecords(in collection: String, call: Call?) {
        for id in store.records(in: collection).ids {
            let old = store.record(id, in: collection)
            call?.note(StateChange(place: .record(collection: collection, id: id), old: old, new: nil))
        }
        store.removeRecords(in: collection)
    }

    func nextNumber(of counter: String) -> Int64 { store.nextNumber(of: counter) }

    func raise(_ counter: String, above number: Int64) { store.raise(counter, above: number) }

    /// Gives a collection its seeded records the first time that it is used.
    private func plant(_ collection: String, _ key: String) {
        guard !store.hasCollection(collection) else { return }
        let before = store.footprint
        defer { seeded += store.footprint - before }
        store.removeRecords(in: collection)
        for (place, record) in (seeds[TextKey(collection)] ?? []).enumerated() {
            let id = record.value[key]?.idText ?? "\(place + 1)"
            store.setRecord(record.packed, id: id, in: collection)
        }
    }
}

extension JSONValue {
    /// The text by which a record is found: of a string itself, of a number as JSON writes it.
    var idText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .number(let number) where Int64(exactly: number) != nil: Int64(exactly: number).map { "\($0)" }
        case .number, .bigNumber: String(decoding: JSONWriter.compact(self), as: UTF8.self)
        default: nil
        }
    }
}
