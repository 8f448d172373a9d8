/// How the edge listens and what it grants a client.
public struct ServerOptions: Sendable, Equatable {
    /// The address or name to listen at; `localhost` is both addresses of this machine, 127.0.0.1 and ::1.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// Event loops; a connection stays on its loop.
    public var threads: Int
    /// Threads for code that computes for long; 0 runs all code on event loops.
    public var workers: Int
    /// Connections at one time; past it a few more are accepted for the admin API alone, others when some are closed.
    public var connections: Int
    /// Bytes of half-sent bodies of all clients together; two bodies as large as allowed always have room.
    public var bodies: Int
    /// How large the parts of a message may be.
    public var limits: RequestLimits
    /// How long a client may take.
    public var patience: Timeouts
    /// How long an event loop may be busy with one request before it is told as blocked.
    public var blockedAfter: Duration

    /// Makes options; there are as many workers as event loops by default, and `connections` is what the limit on open files leaves, at
    /// most 10,000.
    public init(
        host: String = "127.0.0.1", port: Int = 0, threads: Int = ServerOptions.processors, workers: Int? = nil,
        connections: Int = ServerOptions.mostConnections, bodies: Int = 128 << 20,
        limits: RequestLimits = RequestLimits(), patience: Timeouts = Timeouts(),
        blockedAfter: Duration = .milliseconds(200)
    ) {
        self.host = host
        self.port = port
        self.threads = max(1, threads)
        self.workers = max(0, workers ?? self.threads)
        self.connections = max(1, connections)
        self.bodies = bodies
        self.limits = limits
        self.patience = patience
        self.blockedAfter = blockedAfter
    }
}

/// How long a client may take for its part of an exchange.
public struct Timeouts: Sendable, Equatable {
    /// From the first byte of a request to the end of its header.
    public var header: Duration
    /// The time after which a body must have come, and a response must have been taken, at 1 KiB a second.
    public var body: Duration
    /// Between two requests.
    public var idle: Duration
    /// For the client to close after the last answer.
    public var linger: Duration
    /// Between two looks at the clock; every other time is exact to this.
    public var tick: Duration

    /// Makes times.
    public init(
        header: Duration = .seconds(10), body: Duration = .seconds(10), idle: Duration = .seconds(60),
        linger: Duration = .seconds(3), tick: Duration = .seconds(1)
    ) {
        self.header = header
        self.body = body
        self.idle = idle
        self.linger = linger
        self.tick = tick
    }
}
