public import MockModel
public import NIOCore

extension OutgoingClient: RequestSender {
    /// Sends a request; what comes back gives it up.
    public func begin(
        _ request: OutgoingRequest, of session: String, on eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) -> () -> Void {
        let call = send(request, of: session, on: eventLoop, then: then)
        return { call.cancel() }
    }
}
