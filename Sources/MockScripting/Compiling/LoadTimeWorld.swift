internal import MockModel

/// The world in which files run once while a project loads: empty, forgotten afterwards, and at a fixed time.
final class LoadTimeWorld: World {
    let id = "probe"
    let seed: UInt64 = 0
    let now: Int64 = 0
    private let files: ScriptFiles
    private(set) var footprint = 0
    private static let entry = 128
    private var values: [String: PackedValue] = [:]
    private var collections: [String: [(id: String, record: PackedValue)]] = [:]
    private var counters: [String: Int64] = [:]

    init(files: ScriptFiles) {
        self.files = files
    }

    func value(of key: String) -> PackedValue? { values[key] }

    func setValue(_ value: PackedValue?, of key: String, ttl: Duration?, call: Call?) -> PackedValue? {
        let old = values.removeValue(forKey: key)
        values[key] = value
        count(key, old, value)
        return old
    }

    func timeToLive(of key: String) -> Duration? { nil }

    func keys(withPrefix prefix: String) -> [String] { values.keys.filter { $0.hasPrefix(prefix) }.sorted() }

    func increment(_ key: String, by amount: PackedNumber, call: Call?) -> PackedNumber? {
        guard let number = values[key].map({ $0.number }) ?? .integer(0) else { return nil }
        _ = setValue(PackedValue(number + amount), of: key, ttl: nil, call: nil)
        return number + amount
    }

    func recordIDs(in collection: String, key: String) -> [String] { collections[collection, default: []].map(\.id) }

    func records(in collection: String, key: String) -> [PackedValue] {
        collections[collection, default: []].map(\.record)
    }

    func record(_ id: String, in collection: String, key: String) -> PackedValue? {
        collections[collection]?.first { $0.id == id }?.record
    }

    func setRecord(_ record: PackedValue?, id: String, in collection: String, key: String, call: Call?) -> PackedValue?
    {
        let old = self.record(id, in: collection, key: key)
        collections[collection]?.removeAll { $0.id == id }
        if let record { collections[collection, default: []].append((id, record)) }
        count(id, old, record)
        return old
    }

    func removeRecords(in collection: String, call: Call?) {
        for (id, record) in collections[collection] ?? [] { count(id, record, nil) }
        collections[collection] = []
    }

    private func count(_ name: String, _ old: PackedValue?, _ new: PackedValue?) {
        footprint -= old.map { $0.bytes.count + name.utf8.count + LoadTimeWorld.entry } ?? 0
        footprint += new.map { $0.bytes.count + name.utf8.count + LoadTimeWorld.entry } ?? 0
    }

    func nextNumber(of counter: String) -> Int64 {
        if counters[counter] == nil { footprint += counter.utf8.count + LoadTimeWorld.entry }
        let last = counters[counter, default: 0]
        counters[counter] = last == .max ? last : last + 1
        return counters[counter, default: 1]
    }

    func raise(_ counter: String, above number: Int64) {
        counters[counter] = max(counters[counter, default: 0], number)
    }

    /// Nothing that a file starts while it is probed ever runs.
    func startTimer(_ timer: TimerOrder, in interpreter: any Interpreter, call: Call?) -> Int64 {
        nextNumber(of: "timer")
    }

    func cancelTimer(_ number: Int64) {}

    func startWebhook(_ webhook: WebhookOrder, call: Call?) -> String { "" }

    var network: (upstream: String?, allowed: [String]) { (nil, []) }

    func subscribe(to topic: String) -> Int { 0 }

    func unsubscribe(_ subscription: Int) {}

    func publish(_ value: PackedValue, under topic: String) {}

    func takeMessage(of subscription: Int) -> PackedValue? { nil }

    func fake(_ kind: String, arguments: [ScriptArgument], random: inout RandomGenerator) -> ScriptArgument? {
        .text("")
    }

    func file(_ path: String) throws(FileAccessError) -> [UInt8] { try files.read(path) }

    func environment(_ name: String) throws(FileAccessError) -> String? { try files.environment(name) }
}
