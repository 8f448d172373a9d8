import MockModel

/// The end of a call whose code took more memory than its limit.
extension SessionState {
    /// Undoes what a call stored, when the limit of memory ended it: the session goes on with what it held before.
    mutating func undo(_ call: Call?, after failure: ScriptFailure) {
        guard case .memory = failure.kind else { return }
        if let call { world.undo(call) }
        code?.interpreter.giveBackMemory()
    }
}

extension SessionWorld {
    /// Takes back a call's changes, newest first, timers, webhooks and lines; a value that another call changed since stays.
    func undo(_ call: Call) {
        for change in call.takeChanges().reversed() where value(at: change.place) == change.new { restore(change) }
        _ = call.takeWebhooks()
        keepFirstLines(of: call)
        agenda.remove { $0.call === call }
    }

    /// The first lines of a call stay, as they may tell what went wrong.
    private func keepFirstLines(of call: Call) {
        var room = 1 << 16
        for line in call.takeLog() {
            room -= line.footprint
            if room < 0 { return }
            call.write(line)
        }
    }

    private func value(at place: StateChange.Place) -> PackedValue? {
        switch place {
        case .key(let key): store.value(of: key, at: now)
        case .record(let collection, let id): store.record(id, in: collection)
        }
    }
}
