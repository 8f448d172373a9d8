public import MockModel

/// A snapshot as JSON.
extension SessionSnapshot {
    /// The document; members that are empty are left out.
    public var document: JSONValue {
        let contents = store.contents
        var object = JSONObject([
            .init("version", .integer(Int64(SessionSnapshot.version))),
            .init(
                "clock",
                ["mode": isFrozen ? "frozen" : "offset", "now": .string(TimeText.rfc3339(now, milliseconds: true))]),
            .init("scenario", scenario.map(JSONValue.string) ?? .null),
        ])
        object["state"] = .object(JSONObject(contents.values.map { .init($0.key, JSONValue($0.packed)) }))
        object["expires"] = .filled(
            contents.values.compactMap { value in
                value.expires.map { .init(value.key, .string(TimeText.rfc3339($0, milliseconds: true))) }
            })
        object["collections"] = .object(
            JSONObject(contents.collections.map { .init($0.name, SessionSnapshot.document(of: $0.records)) }))
        object["counters"] = .filled(contents.counters.map { .init($0.name, .integer($0.number)) })
        object["examples"] = .filled(
            pins.sorted { $0.key < $1.key }.map { .init($0.key.text, .string($0.value)) })
        object["behaviors"] = behaviors
        object["turns"] = .filled(turns.map { .init($0.route, .integer(Int64($0.turn))) })
        return .object(object)
    }

    /// The records by their ids, in order.
    private static func document(of records: RecordList) -> JSONValue {
        .object(JSONObject(zip(records.ids, records.records).map { .init($0, JSONValue($1)) }))
    }

    /// Reads a document; `ValueError` says what cannot be read.
    public init(_ document: JSONValue) throws(ValueError) {
        guard case .object(let object) = document else { throw ValueError("a snapshot is an object") }
        guard object["version"] == .integer(Int64(SessionSnapshot.version)) else {
            let given = object["version"].map { String(decoding: JSONWriter.compact($0), as: UTF8.self) } ?? "none"
            throw ValueError(
                "a snapshot of version \(given) cannot be read",
                hint: "this program reads version \(SessionSnapshot.version)")
        }
        (now, isFrozen) = try SessionSnapshot.clock(object["clock"])
        scenario = object["scenario"]?.text
        store = try SessionSnapshot.store(object)
        pins = [:]
        for member in SessionSnapshot.members(object["examples"]) {
            guard let name = member.value.text else { throw ValueError("examples: \(member.name) names no example") }
            pins[TextKey(member.name)] = name
        }
        behaviors = object["behaviors"]
        turns = []
        for member in SessionSnapshot.members(object["turns"]) {
            guard case .integer(let turn) = member.value, let turn = Int(exactly: turn), (0...1 << 53).contains(turn)
            else {
                throw ValueError("turns: \(member.name) has no whole number of calls")
            }
            turns.append((member.name, turn))
        }
    }

    private static func members(_ value: JSONValue?) -> [JSONObject.Member] {
        if case .object(let object) = value { object.members } else { [] }
    }

    private static func clock(_ value: JSONValue?) throws(ValueError) -> (now: Int64, isFrozen: Bool) {
        guard let now = try value?["now"]?.text.map({ (text) throws(ValueError) in try time(text, "clock.now") }) else {
            throw ValueError("clock.now is missing")
        }
        return (now, value?["mode"] == "frozen")
    }

    private static func time(_ text: String, _ place: String) throws(ValueError) -> Int64 {
        guard let time = TimeText.milliseconds(ofRFC3339: text), ClockTime.range.contains(time) else {
            throw ValueError("\(place): \"\(text)\" is no time", hint: "write it like \"2026-01-31T12:00:00Z\"")
        }
        return time
    }

    private static func store(_ object: JSONObject) throws(ValueError) -> any StateStore {
        var store: any StateStore = MemoryStore()
        for member in members(object["state"]) {
            let expiry = try object["expires"]?[member.name]?.text.map { (text) throws(ValueError) in
                try time(text, "expires.\(member.name)")
            }
            store.setValue(PackedValue(member.value), of: member.name, until: expiry)
        }
        for collection in members(object["collections"]) {
            store.removeRecords(in: collection.name)
            for record in members(collection.value) {
                store.setRecord(PackedValue(record.value), id: record.name, in: collection.name)
            }
        }
        for counter in members(object["counters"]) {
            guard case .integer(let number) = counter.value else {
                throw ValueError("counters: \(counter.name) has no whole number of calls")
            }
            store.raise(counter.name, above: number)
        }
        return store
    }
}

extension JSONValue {
    /// An object; `nil` without members.
    fileprivate static func filled(_ members: [JSONObject.Member]) -> JSONValue? {
        members.isEmpty ? nil : .object(JSONObject(members))
    }
}
