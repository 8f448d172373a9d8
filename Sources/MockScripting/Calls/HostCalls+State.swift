internal import MockModel

extension HostCalls {
    /// Values of the session and its counters.
    func stateCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?
    ) -> LuaHost.Verdict {
        let key = arguments.text(0) ?? ""
        switch function {
        case .stateGet: reply.append(world.value(of: key))
        case .stateSet:
            let ttl = arguments.duration(2)
            world.setValue(PackedValue(arguments[1]), of: key, ttl: ttl, call: call)
        case .stateKeep:
            world.setValue(PackedValue(arguments[1]), of: key, ttl: world.timeToLive(of: key), call: call)
        case .stateIncr:
            let sum = PackedNumber(arguments[1]).flatMap { world.increment(key, by: $0, call: call) }
            reply.append(sum.map(ScriptValue.init) ?? .nothing)
        case .stateKeys: world.keys(withPrefix: key).forEach(reply.append)
        case .nextNumber: return nextNumber(of: key, reply)
        default: world.raise(key, above: arguments.integer(1) ?? 0)
        }
        return .results
    }

    /// A counter that has reached its end gives no number, for it would give the same one again and again.
    private func nextNumber(of counter: String, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        let number = world.nextNumber(of: counter)
        guard number < .max else { return .raise("the counter \"\(counter)\" is at its end, \(number)") }
        reply.append(number)
        return .results
    }

    /// Records of collections; the arguments are collection, name of the id field, id, record.
    func recordCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?
    ) -> LuaHost.Verdict {
        let collection = arguments.text(0) ?? ""
        let key = arguments.text(1) ?? ""
        let id = arguments.text(2) ?? ""
        switch function {
        case .records: reply.append(packed: PackedValue.array(world.records(in: collection, key: key)).bytes)
        case .recordIds: world.recordIDs(in: collection, key: key).forEach(reply.append)
        case .recordGet: reply.append(world.record(id, in: collection, key: key))
        case .recordSet: world.setRecord(PackedValue(arguments[3]), id: id, in: collection, key: key, call: call)
        case .recordInsert:
            let isNew = world.record(id, in: collection, key: key) == nil
            if isNew { world.setRecord(PackedValue(arguments[3]), id: id, in: collection, key: key, call: call) }
            reply.append(isNew)
        default: world.removeRecords(in: collection, call: call)
        }
        return .results
    }
}

extension LuaHost.Reply {
    /// Adds a packed value of any kind, or nothing.
    func append(_ value: PackedValue?) {
        if let value { append(packed: value.bytes) } else { appendNothing() }
    }
}
