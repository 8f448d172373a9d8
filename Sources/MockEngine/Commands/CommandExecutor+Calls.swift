import MockModel
import Synchronization

/// Commands on the calls.
extension CommandExecutor {
    func execute(_ command: CallsCommand) throws(CommandFailure) -> CommandStep {
        switch command {
        case .list(let query):
            let query = try named(query)
            let (exchanges, dropped) = session.journal
            return .done(.success(.calls(exchanges.filter(query.accepts), dropped: dropped)))
        case .wait(let query, let count): return session.waitForCalls(try named(query), count)
        case .verify(let query, let count): return .done(.success(.verdict(try verify(named(query), count))))
        case .forget:
            session.ledger.withLock { $0.forgetCalls() }
            return .done(.success(.done))
        case .webhooks:
            let (sent, dropped) = session.ledger.withLock { ($0.webhooks.sent, $0.webhooks.dropped) }
            return .done(.success(.webhooks(sent, dropped: dropped)))
        }
    }

    /// A query with its route as the project names it.
    private func named(_ query: CallQuery) throws(CommandFailure) -> CallQuery {
        guard let name = query.route else { return query }
        let (routes, base) = (project.allRoutes, project.project.settings.basePath)
        guard let index = RouteName.place(of: name, in: routes, below: base) else {
            throw .unknownRoute(name, hint: RouteName.hint(for: name, among: routes, below: base))
        }
        var query = query
        query.route = routes[index].name
        return query
    }

    private func verify(_ query: CallQuery, _ count: CallCount) throws(CommandFailure) -> CallVerdict {
        let (exchanges, dropped) = session.journal
        let isCovered = query.since.map { since in exchanges.first.map { $0.call - 1 <= since } ?? false } ?? false
        guard dropped == 0 || isCovered else { throw .droppedCalls(dropped) }
        let concerned = exchanges.filter(query.concerns)
        let fitting = concerned.count { query.request.differences(to: $0).isEmpty }
        guard !count.accepts(fitting) else {
            return CallVerdict(isFine: true, count: fitting, message: "saw \(fitting)", closest: [])
        }
        let near = concerned.compactMap { exchange -> CallVerdict.Near? in
            let differences = query.request.differences(to: exchange)
            return differences.isEmpty ? nil : CallVerdict.Near(call: exchange.call, differences: differences)
        }.sorted { ($0.differences.count, -$0.call) < ($1.differences.count, -$1.call) }
        let route = query.route.map { " of \($0)" } ?? ""
        let others = near.isEmpty ? "" : near.count == 1 ? ", and 1 that differs" : ", and \(near.count) that differ"
        let message = "wanted \(count.words)\(route), saw \(fitting)\(others)"
        let closest = fitting < count.least ? Array(near.prefix(3)) : []
        return CallVerdict(isFine: false, count: fitting, message: message, closest: closest)
    }
}

extension Session {
    /// Waits until a number of calls fit; those that were noted before count.
    fileprivate func waitForCalls(_ query: CallQuery, _ count: Int) -> CommandStep {
        ledger.withLock { ledger in
            let fitting = ledger.journal.exchanges.filter(query.accepts)
            if fitting.count >= count {
                return .done(.success(.calls(fitting, dropped: ledger.journal.dropped)))
            }
            ledger.callWaits.removeAll { $0.pending == nil }
            let pending = PendingCommand()
            ledger.callWaits.append(CallWait(query: query, count: count, pending: pending, fitting: fitting))
            return .pending(pending)
        }
    }
}

/// A command that waits for calls; it ends with what holds its pending command.
struct CallWait: Sendable {
    let query: CallQuery
    let count: Int
    weak let pending: PendingCommand?
    private(set) var fitting: [Exchange]

    init(query: CallQuery, count: Int, pending: PendingCommand, fitting: [Exchange]) {
        self.query = query
        self.count = count
        self.pending = pending
        self.fitting = fitting
    }

    /// Takes a call; whether there are enough now.
    mutating func take(_ exchange: Exchange) -> Bool {
        if query.accepts(exchange) { fitting.append(exchange) }
        return fitting.count >= count
    }
}

/// Webhooks that were sent, oldest first: at most 1,000, and some 16 MB.
struct WebhookLog: Sendable {
    private(set) var sent: [SentWebhook] = []
    private(set) var dropped = 0
    private var bytes = 0

    mutating func append(_ attempt: WebhookAttempt, call: Int?) {
        sent.append(SentWebhook(attempt: attempt, call: call))
        bytes += attempt.request.footprint
        while sent.count > 1_000 || (bytes > 16 << 20 && sent.count > 1) {
            bytes -= sent.removeFirst().attempt.request.footprint
            dropped += 1
        }
    }
}

extension Ledger {
    /// Notes an exchange, and ends the commands that waited for it.
    mutating func append(_ exchange: Exchange) {
        journal.append(exchange)
        if !callWaits.isEmpty { endCallWaits(with: exchange) }
    }

    private mutating func endCallWaits(with exchange: Exchange) {
        var kept: [CallWait] = []
        for var wait in callWaits {
            guard let pending = wait.pending else { continue }
            if wait.take(exchange) {
                settled.append(SettledCommand(pending, .success(.calls(wait.fitting, dropped: journal.dropped))))
            } else {
                kept.append(wait)
            }
        }
        callWaits = kept
    }

    /// Takes out the commands whose result is known.
    mutating func takeSettled() -> [SettledCommand] {
        guard !settled.isEmpty else { return [] }
        defer { settled = [] }
        return settled
    }
}
