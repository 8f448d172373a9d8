import MockModel

/// Commands on values and records.
extension CommandExecutor {
    /// The field by which records of a collection that no code has opened are named.
    private static let idField = "id"

    func execute(_ command: StateCommand) throws(CommandFailure) -> SessionReply {
        switch command {
        case .values: .value(try inWorld { $0.world.valueDocument })
        case .value(let key): try value(key)
        case .set(let key, let value, let ttl): try set(key, value, ttl)
        case .remove(let key): try remove(key)
        case .merge(let members, let replacing): try merge(members, replacing: replacing)
        case .collections: .value(try inWorld { $0.world.collectionDocument })
        case .records(let name):
            .value(.array(try records(in: name)))
        case .record(let name, let id): .value(try record(id, in: name))
        case .put(let record, let id, let name): try put(record, id, in: name)
        case .patch(let members, let id, let name): try patch(members, id, in: name)
        case .removeRecord(let id, let name): try removeRecord(id, in: name)
        case .replaceRecords(let records, let name): try replace(records, in: name)
        }
    }

    // MARK: - Values

    private func value(_ key: String) throws(CommandFailure) -> SessionReply {
        let (value, ttl, keys) = try inWorld { runtime in
            let value = runtime.world.value(of: key)
            let keys = value == nil ? runtime.world.keys(withPrefix: "") : []
            return (value, runtime.world.timeToLive(of: key), keys)
        }
        guard let value else { throw .noValue(key, hint: Suggestion.question(for: key, among: keys)) }
        return .entry(JSONValue(value), ttl: ttl)
    }

    private func set(_ key: String, _ value: JSONValue, _ ttl: Duration?) throws(CommandFailure) -> SessionReply {
        _ = try inWorld { $0.world.setValue(PackedValue(value), of: key, ttl: ttl, call: nil) }
        return .done
    }

    private func remove(_ key: String) throws(CommandFailure) -> SessionReply {
        _ = try value(key)
        _ = try inWorld { $0.world.setValue(nil, of: key, ttl: nil, call: nil) }
        return .done
    }

    private func merge(_ members: JSONObject, replacing: Bool) throws(CommandFailure) -> SessionReply {
        try inWorld { runtime in
            if replacing {
                for key in runtime.world.keys(withPrefix: "") {
                    runtime.world.setValue(nil, of: key, ttl: nil, call: nil)
                }
            }
            for member in members.members {
                let value = member.value == .null ? nil : PackedValue(member.value)
                runtime.world.setValue(value, of: member.name, ttl: nil, call: nil)
            }
        }
        return .done
    }

    // MARK: - Records

    private func records(in name: String) throws(CommandFailure) -> [JSONValue] {
        try inWorld { runtime in
            guard runtime.world.hasCollection(name) else { return [] }
            return runtime.world.records(in: name, key: CommandExecutor.idField).map { JSONValue($0) }
        }
    }

    private func record(_ id: String, in name: String) throws(CommandFailure) -> JSONValue {
        let (record, ids) = try inWorld { (runtime) -> (PackedValue?, [String]) in
            guard runtime.world.hasCollection(name) else { return (nil, []) }
            let record = runtime.world.record(id, in: name, key: CommandExecutor.idField)
            return (record, record == nil ? runtime.world.recordIDs(in: name, key: CommandExecutor.idField) : [])
        }
        guard let record else {
            throw .noRecord(id, collection: name, hint: Suggestion.question(for: id, among: ids))
        }
        return JSONValue(record)
    }

    private func put(_ record: JSONValue, _ id: String, in name: String) throws(CommandFailure) -> SessionReply {
        guard case .object = record else { throw .invalid(ValueError("a record is an object")) }
        try inWorld { runtime in
            _ = runtime.world.setRecord(
                PackedValue(record), id: id, in: name, key: CommandExecutor.idField, call: nil)
        }
        return .value(record)
    }

    private func patch(_ members: JSONObject, _ id: String, in name: String) throws(CommandFailure) -> SessionReply {
        // Says what is wrong when there is none; the change itself is one turn of the world.
        _ = try record(id, in: name)
        let changed = try inWorld { (runtime) -> JSONValue? in
            let old = runtime.world.record(id, in: name, key: CommandExecutor.idField).map { JSONValue($0) }
            guard case .object(var record)? = old else { return nil }
            for member in members.members { record[member.name] = member.value == .null ? nil : member.value }
            _ = runtime.world.setRecord(
                PackedValue(.object(record)), id: id, in: name, key: CommandExecutor.idField, call: nil)
            return .object(record)
        }
        guard let changed else { throw .invalid(ValueError("the record \"\(id)\" of \(name) is no object")) }
        return .value(changed)
    }

    private func removeRecord(_ id: String, in name: String) throws(CommandFailure) -> SessionReply {
        _ = try record(id, in: name)
        try inWorld { runtime in
            _ = runtime.world.setRecord(nil, id: id, in: name, key: CommandExecutor.idField, call: nil)
        }
        return .done
    }

    private func replace(_ records: [JSONValue], in name: String) throws(CommandFailure) -> SessionReply {
        let named = try records.enumerated().map { (index, record) throws(CommandFailure) in
            guard case .object(let object) = record else {
                throw .invalid(ValueError("record \(index + 1) of \(name) is no object"))
            }
            return (id: object[CommandExecutor.idField]?.idText ?? "\(index + 1)", record: PackedValue(record))
        }
        try inWorld { runtime in
            runtime.world.removeRecords(in: name, call: nil)
            for (id, record) in named {
                runtime.world.setRecord(record, id: id, in: name, key: CommandExecutor.idField, call: nil)
            }
        }
        return .done
    }
}

extension SessionWorld {
    /// All values that are not over, sorted by key.
    fileprivate var valueDocument: JSONValue {
        let members = keys(withPrefix: "").compactMap { key in
            value(of: key).map { JSONObject.Member(key, JSONValue($0)) }
        }
        return .object(JSONObject(members))
    }

    /// Whether a collection is in use or has a seed; looking at others would make them.
    fileprivate func hasCollection(_ name: String) -> Bool {
        store.hasCollection(name) || seededCollections.contains(TextKey(name))
    }

    /// How many records each collection holds: those in use, and those that have a seed.
    fileprivate var collectionDocument: JSONValue {
        let names = Set(store.contents.collections.map { TextKey($0.name) }).union(seededCollections)
        let members = names.sorted().map { name in
            JSONObject.Member(name.text, .integer(Int64(records(in: name.text, key: "id").count)))
        }
        return .object(JSONObject(members))
    }
}
