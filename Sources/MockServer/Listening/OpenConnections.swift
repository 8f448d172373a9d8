import NIOCore

/// The connections of a server, over all of its listeners; used on the event loop that accepts.
final class OpenConnections {
    /// How many there may be, without the places for the admin API.
    let limit: Int
    /// The places beyond the limit; `nil` without an admin API.
    private let kept: KeptPlaces?
    private let notice: @Sendable (EdgeNotice) -> Void
    private var count = 0
    private var isFullTold = false
    /// Connections that were accepted when there was no room any more, with what hands them on.
    private var waiting: [(channel: any Channel, begin: () -> Void)] = []
    /// What reads on at each listener.
    private var listeners: [() -> Void] = []
    private var emptied: [EventLoopPromise<Void>] = []

    init(limit: Int, kept: KeptPlaces?, notice: @escaping @Sendable (EdgeNotice) -> Void) {
        self.limit = limit
        self.kept = kept
        self.notice = notice
    }

    private var most: Int { limit + (kept == nil ? 0 : KeptPlaces.most) }

    /// Whether another connection may be accepted.
    var hasRoom: Bool { count < most }

    /// Adds what a listener does when there is room again.
    func whenRoom(_ goOn: @escaping () -> Void) { listeners.append(goOn) }

    /// A connection was accepted: it begins, or waits for room; two listeners can both accept into the last place.
    func take(_ channel: any Channel, on loop: any EventLoop, begin: @escaping () -> Void) {
        guard hasRoom else { return waiting.append((channel, begin)) }
        count += 1
        if let kept, count > limit { keep(channel, in: kept) }
        channel.closeFuture.hop(to: loop).assumeIsolated().whenComplete { _ in self.hasClosed(channel, on: loop) }
        begin()
    }

    private func keep(_ channel: any Channel, in kept: KeptPlaces) {
        tellFull()
        kept.add(channel)
        if count >= most { kept.takeOldest()?.close(promise: nil) }
    }

    /// Tells that there is no room: once, until there is.
    func tellFull() {
        if !isFullTold { notice(.full(connections: limit)) }
        isFullTold = true
    }

    private func hasClosed(_ channel: any Channel, on loop: any EventLoop) {
        count -= 1
        if count < limit { isFullTold = false }
        if let kept {
            kept.remove(channel)
            // The oldest ones beyond the limit move up.
            while kept.count > max(0, count - limit), kept.takeOldest() != nil {}
        }
        if hasRoom, !waiting.isEmpty {
            let next = waiting.removeFirst()
            take(next.channel, on: loop, begin: next.begin)
        }
        tellEmpty()
        for goOn in listeners { goOn() }
    }

    /// Tells when the last connection is closed, those included that were accepted and are not set up yet.
    func whenEmpty(_ promise: EventLoopPromise<Void>) {
        for connection in waiting { connection.channel.close(promise: nil) }
        waiting = []
        emptied.append(promise)
        tellEmpty()
    }

    private func tellEmpty() {
        guard count == 0 else { return }
        for promise in emptied { promise.succeed() }
        emptied = []
    }
}
