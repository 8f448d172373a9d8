public import MockModel
import NIOCore
import NIOPosix

/// The client for those who have no event loop: it waits for the answer.
///
/// For commands that answer one request and end; a server never waits. Nothing is made before the first request.
public final class BlockingClient {
    private let client = OutgoingClient()
    private var group: MultiThreadedEventLoopGroup?

    /// Makes a client.
    public init() {}

    /// Sends a request and waits for what comes back, for at most the request's own time-out.
    public func answer(to request: OutgoingRequest) -> OutgoingResult {
        let group = self.group ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.group = group
        let eventLoop = group.next()
        let client = client
        let answer = eventLoop.flatSubmit {
            let promise = eventLoop.makePromise(of: OutgoingResult.self)
            _ = client.send(request, on: eventLoop) { promise.succeed($0) }
            return promise.futureResult
        }
        do {
            return try answer.wait()
        } catch {
            return .failure(OutgoingFailure(.refused, "\(request.url): \(error)"))
        }
    }

    /// Ends its connections and its thread.
    public func close() {
        try? group?.syncShutdownGracefully()
        group = nil
    }
}
