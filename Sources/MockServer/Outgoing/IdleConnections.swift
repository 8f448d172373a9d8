import MockModel
import NIOCore

/// Connections of one event loop that stay open behind an answer, for the next request to the same server.
///
/// Few and briefly: enough for a proxied page, not so many that they would be missed elsewhere.
final class IdleConnections {
    private var connections: [(origin: WebOrigin, connection: OutgoingConnection, expiry: Scheduled<Void>)] = []

    /// Connections of all servers.
    static let most = 16
    /// How long one is kept.
    private let time: TimeAmount

    init(for time: Duration) {
        self.time = TimeAmount(time)
    }

    /// How many there are.
    var count: Int { connections.count }

    /// Takes the newest connection to a server, at one of the addresses that were judged for this request.
    func take(_ origin: WebOrigin, at addresses: [IPAddress]) -> OutgoingConnection? {
        guard
            let index = connections.lastIndex(where: { idle in
                idle.origin == origin && idle.connection.address.map(addresses.contains) == true
            })
        else { return nil }
        let found = connections.remove(at: index)
        found.expiry.cancel()
        return found.connection
    }

    /// Keeps a connection; the oldest one makes room.
    func park(_ connection: OutgoingConnection, to origin: WebOrigin, on eventLoop: any EventLoop) {
        let expiry = eventLoop.assumeIsolated().scheduleTask(in: time) { [weak connection] () -> Void in
            connection?.close()
        }
        connections.append((origin, connection, expiry))
        if connections.count > IdleConnections.most { connections[0].connection.close() }
    }

    /// Forgets a connection that was closed.
    func remove(_ connection: OutgoingConnection) {
        guard let index = connections.firstIndex(where: { $0.connection === connection }) else { return }
        connections.remove(at: index).expiry.cancel()
    }
}
