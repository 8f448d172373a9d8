import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that answers as badly as it is told to.
final class FaultServer: Sendable {
    /// What it does when a request has come, one after another.
    enum Action: Sendable {
        case send(String)
        case sendBytes([UInt8])
        /// One byte after another, that many milliseconds apart.
        case drip(String, every: Int64)
        /// The same again and again until the client is gone.
        case endless(String)
        /// Leaves a pause of that many milliseconds.
        case pause(Int64)
        case close
        /// A TCP reset.
        case reset
        /// Waits for the next request, which the following actions answer.
        case next
    }

    let port: Int
    private let channel: any Channel
    private let counts: Counts

    /// What it saw; shared by its connections.
    final class Counts: Sendable {
        let accepted = Atomic(0)
        let open = Atomic(0)
        let requests = Mutex<[String]>([])
    }

    /// Connections that were accepted, and those that are still open.
    var accepted: Int { counts.accepted.load(ordering: .relaxed) }
    var open: Int { counts.open.load(ordering: .relaxed) }
    /// What came, a text for each request.
    var requests: [String] { counts.requests.withLock { $0 } }

    /// Starts; every connection plays the same actions, when a request has come or, where it greets, at once.
    static func start(
        _ actions: [Action], host: String = "127.0.0.1", tls: NIOSSLContext? = nil, greets: Bool = false
    ) async throws -> FaultServer {
        let counts = Counts()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(FaultHandler(actions, counts, greets: greets))
                }
            }
            .bind(host: host, port: 0).get()
        return FaultServer(channel, counts)
    }

    private init(_ channel: any Channel, _ counts: Counts) {
        self.channel = channel
        self.counts = counts
        port = channel.localAddress?.port ?? 0
    }

    func stop() async { try? await channel.close() }
}
