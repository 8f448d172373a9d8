public import MockModel

extension Delivery {
    /// Whether code makes the body of its response: not for `HEAD`, nor for a status without a body, nor when a fault other than `slow` or a
    /// head that cannot be written stands in its place.
    public func opensStream(to request: Request) -> Bool {
        guard let stream, (try? response.checkHead()) != nil else { return false }
        if stream.kind == .socket { return fault == nil && response.status == 101 }
        return (fault == nil || fault?.kind == .slow) && response.mayHaveBody && request.method != "HEAD"
    }

    /// The speed of a body that code makes; a WebSocket has none.
    public var streamRate: Rate? {
        if stream?.kind == .socket { return nil }
        return fault.flatMap { $0.kind == .slow ? $0.speed(beside: rate) : nil } ?? rate
    }
}
