import NIOCore
import Synchronization

/// The connections beyond the limit: a few places in which the admin API answers although the server is full.
///
/// The accepting loop changes them, event loops ask.
final class KeptPlaces: Sendable {
    /// How many there are when there is an admin API.
    static let most = 8

    private let connections = Mutex<[any Channel]>([])
    private let occupied = Atomic<Bool>(false)

    /// Whether one of these places is taken.
    var isOccupied: Bool { occupied.load(ordering: .relaxed) }

    /// Whether a connection has one of these places.
    func holds(_ channel: any Channel) -> Bool {
        connections.withLock { $0.contains { $0 === channel } }
    }

    /// How many are taken.
    var count: Int { connections.withLock { $0.count } }

    /// Gives a connection a place.
    func add(_ channel: any Channel) {
        change { $0.append(channel) }
    }

    /// A connection was closed; `false` when it had none of these places.
    @discardableResult
    func remove(_ channel: any Channel) -> Bool {
        change { connections in
            guard let index = connections.firstIndex(where: { $0 === channel }) else { return false }
            connections.remove(at: index)
            return true
        }
    }

    /// Takes the oldest connection out.
    func takeOldest() -> (any Channel)? {
        change { $0.isEmpty ? nil : $0.removeFirst() }
    }

    private func change<Result>(_ body: (inout [any Channel]) -> sending Result) -> sending Result {
        connections.withLock { connections in
            let result = body(&connections)
            occupied.store(!connections.isEmpty, ordering: .relaxed)
            return result
        }
    }
}
