/// A part of this server that no request of its own may reach: its admin API.
public struct SelfEndpoint: Sendable, Equatable {
    /// The port that it listens at.
    public let port: Int
    /// The first segment of its paths; `nil` for a port that has nothing else.
    public let segment: String?

    /// Makes a door.
    public init(port: Int, segment: String? = nil) {
        self.port = port
        self.segment = segment
    }
}
