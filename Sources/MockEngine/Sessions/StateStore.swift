import MockModel

/// A number that was added to.
struct Increment {
    let sum: PackedNumber
    /// The value before; `nil` when there was none.
    let old: PackedValue?
    let new: PackedValue
}

/// Where a session keeps its state.
///
/// Every store passes the same contract suite. Times are milliseconds since 1970 on the session's clock.
protocol StateStore: Sendable {
    /// The value of a key that is not over at a time.
    func value(of key: String, at now: Int64) -> PackedValue?
    /// Sets a value until a time, or removes it with `nil`.
    mutating func setValue(_ value: PackedValue?, of key: String, until expiry: Int64?)
    /// Adds to the number at a key, which begins as 0 and keeps its end; `nil` when the key holds something else.
    mutating func increment(_ key: String, by amount: PackedNumber, at now: Int64) -> Increment?
    /// When a key's value is over; `nil` for never.
    func expiry(of key: String) -> Int64?
    /// The keys that begin with a text and are not over, sorted.
    func keys(withPrefix prefix: String, at now: Int64) -> [String]

    /// Whether a collection was touched; one that was not begins with its seed.
    func hasCollection(_ name: String) -> Bool
    /// The records in order of insertion.
    func records(in collection: String) -> RecordList
    /// One record.
    func record(_ id: String, in collection: String) -> PackedValue?
    /// Inserts at the end, replaces in its place, or removes with `nil`.
    mutating func setRecord(_ record: PackedValue?, id: String, in collection: String)
    /// Leaves a collection empty.
    mutating func removeRecords(in collection: String)

    /// The next number of a counter, from 1; it stays at `Int64.max`.
    mutating func nextNumber(of counter: String) -> Int64
    /// Lifts a counter to a number that is in use.
    mutating func raise(_ counter: String, above number: Int64)

    /// About how many bytes it takes.
    var footprint: Int { get }

    /// All values and records, as one document to look at: `state` and `collections`.
    var document: JSONValue { get }
    /// All that is kept, sorted by name: values with their ends, records in order, counters.
    var contents: StoreContents { get }
    /// The keys whose values ended after a time and until another, sorted by their ends.
    func expired(after start: Int64, through end: Int64) -> [(key: String, time: Int64)]

    /// Forgets everything.
    mutating func removeAll()
}

/// All that a store keeps.
struct StoreContents: Sendable {
    var values: [(key: String, packed: PackedValue, expires: Int64?)]
    var collections: [(name: String, records: RecordList)]
    var counters: [(name: String, number: Int64)]
}
