public import MockModel
public import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Sends requests to other servers: the client behind `mock.fetch`, `mock.proxy` and webhooks.
///
/// One door for all of them. A URL is judged by the rules of the request, its name is looked up here, each address is judged, and the connection
/// goes to a judged address and nowhere else. Redirects come back as they are; nothing is decompressed.
///
///     let client = OutgoingClient()
///     let call = client.send(request, on: eventLoop) { result in … }
///     call.cancel()                                                    // its client is gone
///
/// Nothing is made before the first request: no thread, no TLS context, no pool.
public final class OutgoingClient: Sendable {
    /// What is granted to other servers.
    let limits: ResponseLimits
    /// The requests that are under way.
    let places: OutgoingPlaces
    private let resolver: any HostResolver
    private let trust: OutgoingTrust
    private let idleTime: Duration
    private let doors = Mutex<[SelfEndpoint]>([])
    private let loops = Mutex<[ObjectIdentifier: NIOLoopBound<IdleConnections>]>([:])
    private let context = Mutex<NIOSSLContext?>(nil)

    /// Look-ups and the reading of certificates block: a few threads of their own, so that neither files nor event loops wait for them.
    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - resolver: looks names up; tests hand in their own.
    ///   - trust: whose certificates are believed.
    ///   - bodyLimit: bytes that the body of an answer may have.
    ///   - places: how many requests are under way at one time.
    ///   - idle: how long a connection is kept for another request; shorter than common servers keep theirs, which would close it while that
    ///     is on its way.
    public init(
        resolver: any HostResolver = SystemResolver(), trust: OutgoingTrust = OutgoingTrust(),
        bodyLimit: Int = 16 << 20, places: OutgoingPlaces.Limits = OutgoingPlaces.Limits(all: 256),
        idle: Duration = .seconds(4)
    ) {
        self.resolver = resolver
        self.trust = trust
        limits = ResponseLimits(body: bodyLimit)
        self.places = OutgoingPlaces(places)
        idleTime = idle
    }

    /// Closes a door of this server to its own requests.
    public func bar(_ door: SelfEndpoint) {
        doors.withLock { $0.append(door) }
    }

    /// Sends a request; to be called on the event loop.
    ///
    /// - Parameters:
    ///   - request: what is sent; its time-out covers everything, the wait for a place too.
    ///   - session: the session whose code sends it.
    ///   - eventLoop: where the connection lives and the result is told.
    ///   - then: is told the result, once and never before this returns, unless the call is cancelled.
    public func send(
        _ request: OutgoingRequest, of session: String = "", on eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) -> OutgoingCall {
        let call = OutgoingCall(request, of: session, client: self, eventLoop: eventLoop, then: then)
        eventLoop.assumeIsolated().execute { call.begin() }
        return call
    }

    /// Whether a URL leads into this server's own admin API, at whatever address: the port and the path decide.
    func isBarred(_ url: WebURL) -> Bool {
        doors.withLock { doors in
            doors.contains { $0.port == url.origin.port && ($0.segment == nil || $0.segment == url.firstSegment) }
        }
    }

    /// The connections of an event loop that wait for another request.
    func idle(on eventLoop: any EventLoop) -> IdleConnections {
        loops.withLock { loops in
            let key = ObjectIdentifier(eventLoop)
            if let known = loops[key] { return known.value }
            let idle = IdleConnections(for: idleTime)
            loops[key] = NIOLoopBound(idle, eventLoop: eventLoop)
            return idle
        }
    }

    /// Looks a name up on a thread of its own; fails with ``ResolverError``.
    func lookUp(_ name: String, on eventLoop: any EventLoop) -> EventLoopFuture<[IPAddress]> {
        let resolver = resolver
        return OutgoingClient.threads.runIfActive(eventLoop: eventLoop) { try resolver.addresses(of: name) }
    }

    /// The TLS settings of all connections, made once: reading a machine's certificates takes milliseconds, and memory.
    func secureContext(on eventLoop: any EventLoop) -> EventLoopFuture<NIOSSLContext> {
        if let context = context.withLock({ $0 }) { return eventLoop.makeSucceededFuture(context) }
        return OutgoingClient.threads.runIfActive(eventLoop: eventLoop) {
            try self.context.withLock { known in
                if let known { return known }
                let made = try self.trust.makeContext()
                known = made
                return made
            }
        }
    }
}
