/// About how many bytes things take that a session keeps: their texts and bytes, and a fixed amount for the rest.
enum Footprint {
    /// Bytes of an entry of a list or a table, besides its texts.
    static let entry = 96
}

extension LogLine {
    /// About how many bytes it takes.
    public var footprint: Int { text.utf8.count + Footprint.entry }
}

extension StateChange {
    /// About how many bytes it takes; the new value is one of the state, until a later change makes it an old one.
    public var footprint: Int {
        let name =
            switch place {
            case .key(let key): key.utf8.count
            case .record(let collection, let id): collection.utf8.count + id.utf8.count
            }
        return name + (old?.bytes.count ?? 0) + Footprint.entry
    }

    /// About how many bytes it takes where it is kept when the state has gone on.
    public var lastingFootprint: Int { footprint + (new?.bytes.count ?? 0) }
}

extension HeaderFields {
    /// About how many bytes it takes.
    public var footprint: Int {
        readBytes ?? fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + Footprint.entry / 2 }
    }
}

extension OutgoingRequest {
    /// About how many bytes it takes.
    public var footprint: Int { body.count + url.utf8.count + headers.footprint + Footprint.entry }
}

extension WebhookOrder {
    /// About how many bytes it takes.
    public var footprint: Int { request.footprint + Footprint.entry }
}

extension ScriptFailure {
    /// About how many bytes it takes.
    public var footprint: Int { message.utf8.count + frames.count * Footprint.entry }
}

extension Candidate {
    /// About how many bytes it takes.
    public var footprint: Int { failed.reduce(route.utf8.count + Footprint.entry) { $0 + $1.utf8.count } }
}

extension WebhookAttempt {
    fileprivate var footprint: Int {
        guard case .response(let response) = result else { return request.footprint }
        return request.footprint + response.headers.footprint + response.body.count
    }
}

extension BackgroundEvent {
    /// About how many bytes it takes.
    public var footprint: Int {
        switch self {
        case .webhook(let attempt): attempt.footprint
        case .failure(let failure): failure.footprint
        case .log(let lines): lines.reduce(Footprint.entry) { $0 + $1.footprint }
        }
    }
}

extension Exchange {
    /// About how many bytes it takes, without what came after its answer; what all calls of a route share is left out.
    public var footprint: Int {
        let fixed = bodyBytes + request.target.utf8.count + request.headers.footprint + 1_024
        return isPlain ? fixed : fixed + remarks
    }

    /// Whether it is answered as the project says, with nothing to remark.
    private var isPlain: Bool {
        guard !hasTraces, parameters.isEmpty else { return false }
        if case .example = reason { return true }
        return false
    }

    private var remarks: Int {
        let texts = parameters.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        let lines = log.reduce(0) { $0 + $1.footprint }
        let changed = changes.reduce(0) { $0 + $1.lastingFootprint }
        return responseHeaderFootprint + texts + lines + changed
            + considered.reduce(reason.footprint) { $0 + $1.footprint }
    }
}

extension Exchange.Reason {
    fileprivate var footprint: Int {
        switch self {
        case .miss(let miss): miss.closest.reduce(miss.title.utf8.count + miss.hint.utf8.count) { $0 + $1.footprint }
        case .failure(_, let failure): failure.footprint
        case .behavior(_, _, let detail), .refused(_, let detail): detail.utf8.count
        case .example, .handler: 0
        default: sentence.utf8.count
        }
    }
}
