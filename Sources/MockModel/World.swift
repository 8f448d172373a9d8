/// What code may observe and change: the session as an interpreter sees it.
///
/// Every member is called by the thread that has the world, and never blocks.
public protocol World: AnyObject {
    /// The session's id.
    var id: String { get }
    /// The seed of all its chance.
    var seed: UInt64 { get }
    /// Milliseconds since 1970 on the session's clock.
    var now: Int64 { get }
    /// About how many bytes the session holds besides its interpreter: values, records, timers, webhooks, unread messages. What begins as
    /// the project's data counts once it is changed.
    var footprint: Int { get }

    /// The value of a key; `nil` when there is none or its time is over.
    func value(of key: String) -> PackedValue?
    /// Sets a value, for a time when one is given; `nil` removes it. Returns the old value. The change is noted in the call.
    @discardableResult
    func setValue(_ value: PackedValue?, of key: String, ttl: Duration?, call: Call?) -> PackedValue?
    /// The time after which a value is over; `nil` when it stays, or there is none.
    func timeToLive(of key: String) -> Duration?
    /// The keys that begin with a text, sorted.
    func keys(withPrefix prefix: String) -> [String]
    /// Adds to a number (0 when there is none) and returns the sum; keeps the time to live. `nil` when the value is no number.
    func increment(_ key: String, by amount: PackedNumber, call: Call?) -> PackedNumber?

    /// The ids of a collection's records in order of insertion. A collection that is not there yet begins with its seed,
    /// whose ids are read from the field `key`.
    func recordIDs(in collection: String, key: String) -> [String]
    /// All records of a collection, in order.
    func records(in collection: String, key: String) -> [PackedValue]
    /// A record by its id, as text.
    func record(_ id: String, in collection: String, key: String) -> PackedValue?
    /// Inserts (at the end), replaces (in its place) or, with `nil`, removes a record. Returns the old one.
    @discardableResult
    func setRecord(_ record: PackedValue?, id: String, in collection: String, key: String, call: Call?) -> PackedValue?
    /// Removes every record, the seeded ones too.
    func removeRecords(in collection: String, call: Call?)
    /// The next number of a counter of the session, from 1: ids such as `ord_7`. It stays at `Int64.max`.
    func nextNumber(of counter: String) -> Int64
    /// Makes sure that a counter's next number is above one that is in use.
    func raise(_ counter: String, above number: Int64)

    /// Starts a timer of code: the interpreter is told to `fire` its number when its time has come.
    func startTimer(_ timer: TimerOrder, in interpreter: any Interpreter, call: Call?) -> Int64
    /// Cancels a timer; one that is over is left alone.
    func cancelTimer(_ number: Int64)
    /// Sends a request later on its own; returns its id.
    func startWebhook(_ webhook: WebhookOrder, call: Call?) -> String
    /// The server behind `mock.proxy`, and whom code may call besides.
    var network: (upstream: String?, allowed: [String]) { get }

    /// Keeps what is published under a topic from now on, for one reader; returns the number of the subscription.
    func subscribe(to topic: String) -> Int
    /// Ends a subscription.
    func unsubscribe(_ subscription: Int)
    /// Hands a value to everyone who is subscribed to a topic.
    func publish(_ value: PackedValue, under topic: String)
    /// The oldest value that a subscription holds, which it holds no longer; `nil` when there is none yet.
    func takeMessage(of subscription: Int) -> PackedValue?

    /// Made-up data: a value of a kind of `mock.fake` (`name`, `email`, …) or of Postman's variables (`randomCity`, …; without `$`);
    /// `nil` for an unknown kind. Arguments are numbers or texts as the kind takes them.
    func fake(_ kind: String, arguments: [ScriptArgument], random: inout RandomGenerator) -> ScriptArgument?
    /// The text of a file of the project. Throws with the reason, such as "lies outside the project".
    func file(_ path: String) throws(FileAccessError) -> [UInt8]
    /// An environment variable listed under `env`; throws when it is not listed.
    func environment(_ name: String) throws(FileAccessError) -> String?
}

/// A number of the state: integers stay whole.
public enum PackedNumber: Sendable, Equatable {
    /// A whole number.
    case integer(Int64)
    /// Any other.
    case number(Double)
}

/// A scalar that crosses between code and the world.
public enum ScriptArgument: Sendable, Equatable {
    /// Nothing.
    case none
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// Text.
    case text(String)
}

/// Why a file or a variable may not be read.
public struct FileAccessError: Error, Sendable, Equatable {
    /// The reason, in words that follow the name: "is not listed under \"env\" in mockscript.yaml".
    public let reason: String

    /// Makes an error.
    public init(_ reason: String) {
        self.reason = reason
    }
}
