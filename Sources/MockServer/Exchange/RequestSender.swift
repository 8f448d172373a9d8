public import MockModel
public import NIOCore

/// Sends requests to other servers: the outgoing client, or a test's stand-in.
public protocol RequestSender: Sendable {
    /// Sends a request; to be called on the event loop.
    ///
    /// - Parameters:
    ///   - request: what is sent; its time-out covers everything.
    ///   - session: the session whose code sends it.
    ///   - eventLoop: where the result is told.
    ///   - then: is told the result, once and never before this returns, unless the request is given up.
    /// - Returns: what gives the request up.
    func begin(
        _ request: OutgoingRequest, of session: String, on eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) -> () -> Void
}
