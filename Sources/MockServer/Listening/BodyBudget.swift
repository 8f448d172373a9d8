import Synchronization

/// The bytes of half-sent bodies of all clients together; past the limit a body is refused.
///
/// Used from any event loop.
final class BodyBudget: Sendable {
    private let used = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Changes the share of a connection; `false` when it grew and all together are past the limit, which is at least two whole bodies.
    func change(from old: Int, to new: Int, bodyLimit: Int) -> Bool {
        let (_, total) = used.add(new - old, ordering: .relaxed)
        return new <= old || total <= max(limit, bodyLimit.multipliedReportingOverflow(by: 2).partialValue)
    }

    /// The bytes in use.
    var bytes: Int { used.load(ordering: .relaxed) }
}
