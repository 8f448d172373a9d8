import MockModel
import NIOCore
import NIOPosix
import NIOSSL

/// A request to another server on its way: judged, looked up, connected, sent, answered.
///
/// Confined to its event loop.
public final class OutgoingCall {
    let request: OutgoingRequest
    let client: OutgoingClient
    let eventLoop: any EventLoop
    private var then: ((OutgoingResult) -> Void)?
    private var deadline: Scheduled<Void>?
    private var connection: OutgoingConnection?
    /// What is being done, for the message when the time is over.
    var stage = Stage.place
    private let session: String
    private var target: OutgoingTarget?
    private var place = Place.none

    /// How far it came.
    enum Stage {
        case place, lookUp, connect, exchange
    }

    /// Its place among the requests that are under way.
    private enum Place {
        case none
        case waiting(Int)
        case taken
    }

    init(
        _ request: OutgoingRequest, of session: String, client: OutgoingClient, eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) {
        self.request = request
        self.session = session
        self.client = client
        self.eventLoop = eventLoop
        self.then = then
    }

    /// Gives the request up: its result is not told any more.
    public func cancel() {
        then = nil
        leavePlace()
        deadline?.cancel()
        connection?.close()
        connection = nil
    }

    /// Whether the result is no longer awaited.
    var isOver: Bool { then == nil }

    func begin() {
        guard !isOver else { return }
        do throws(OutgoingFailure) {
            let target = try OutgoingTarget(request, client: client)
            deadline = eventLoop.assumeIsolated().scheduleTask(in: timeout) { self.timeOut(target) }
            self.target = target
            enter()
        } catch { fail(error) }
    }

    /// Goes on once fewer requests are under way than may be.
    private func enter() {
        let call = NIOLoopBound(self, eventLoop: eventLoop)
        switch client.places.enter(session, then: { call.eventLoop.execute { call.value.admitted() } }) {
        case .taken: admitted()
        case .waits(let number): place = .waiting(number)
        case .refused:
            let count = client.places.limits.waiting
            fail(
                OutgoingFailure(
                    .refused, "\(request.url) is not called: \(count) requests to other servers wait already"))
        }
    }

    private func admitted() {
        guard !isOver, let target else { return client.places.leave(session) }
        place = .taken
        stage = .lookUp
        lookUp(target)
    }

    private func leavePlace() {
        switch place {
        case .none: break
        // When it was given a place meanwhile, `admitted` gives that back.
        case .waiting(let number): _ = client.places.giveUp(number)
        case .taken: client.places.leave(session)
        }
        place = .none
    }

    /// At most a day, so that no sum of times overflows.
    private var timeout: TimeAmount { TimeAmount(min(max(request.timeout, .zero), .seconds(86_400))) }

    private func timeOut(_ target: OutgoingTarget) {
        let time = "within \(request.timeout.written)"
        switch stage {
        case .place:
            let limits = client.places.limits
            fail(
                OutgoingFailure(
                    .timeout,
                    "\(target.name) was not called \(time): \(limits.session) requests of a session to other servers may be "
                        + "under way at one time, \(limits.all) in all"))
        case .lookUp: fail(OutgoingFailure(.timeout, "the address of \(target.name) was not found \(time)"))
        case .connect: fail(OutgoingFailure(.timeout, "\(target.name) did not take the connection \(time)"))
        case .exchange: fail(OutgoingFailure(.timeout, "\(target.name) did not answer \(time)"))
        }
    }

    private func lookUp(_ target: OutgoingTarget) {
        switch target.url.origin.host {
        case .address(let address): connect(target, [address])
        case .name where target.url.origin.host.isLoopback: connect(target, [.v6(1), .v4(0x7F00_0001)])
        case .name(let name):
            client.lookUp(name, on: eventLoop).assumeIsolated().whenComplete { self.lookedUp($0, target) }
        }
    }

    private func lookedUp(_ result: Result<[IPAddress], any Error>, _ target: OutgoingTarget) {
        guard !isOver else { return }
        do throws(OutgoingFailure) {
            connect(target, try target.judge(result))
        } catch { fail(error) }
    }

    /// Uses an open connection when the request may be sent again should that be stale, else makes one.
    private func connect(_ target: OutgoingTarget, _ addresses: [IPAddress]) {
        stage = .connect
        if target.isRepeatable, let open = client.idle(on: eventLoop).take(target.url.origin, at: addresses) {
            return send(target, over: open) { self.open(target, addresses) }
        }
        open(target, addresses)
    }

    private func open(_ target: OutgoingTarget, _ addresses: [IPAddress]) {
        OutgoingConnector(client: client, eventLoop: eventLoop, timeout: timeout)
            .connect(to: target.url.origin, at: addresses)
            .assumeIsolated().whenComplete { self.opened($0, target) }
    }

    private func opened(_ result: Result<any Channel, any Error>, _ target: OutgoingTarget) {
        guard !isOver else { return _ = try? result.get().close() }
        do {
            let channel = try result.get()
            send(target, over: try channel.pipeline.syncOperations.handler(type: OutgoingConnection.self), orElse: nil)
        } catch let failure as OutgoingFailure {
            fail(failure)
        } catch {
            fail(OutgoingFailure(connecting: error, to: target.name))
        }
    }

    private func send(_ target: OutgoingTarget, over connection: OutgoingConnection, orElse again: (() -> Void)?) {
        stage = .exchange
        self.connection = connection
        let reader = ResponseParser(isHead: request.method == "HEAD", limits: client.limits)
        connection.exchange(target.bytes, reader: reader) { outcome in
            self.connection = nil
            if case .answer = outcome {} else if let again, !connection.hasAnswered { return again() }
            self.take(outcome, target, connection)
        }
    }

    private func take(
        _ outcome: OutgoingConnection.Outcome, _ target: OutgoingTarget, _ connection: OutgoingConnection
    ) {
        switch outcome {
        case .answer(let response, let keepsAlive):
            if keepsAlive {
                client.idle(on: eventLoop).park(connection, to: target.url.origin, on: eventLoop)
            } else {
                connection.close()
            }
            finish(.response(response))
        case .failed(let fault): fail(OutgoingFailure(fault, from: target.name))
        case .broken(let error): fail(OutgoingFailure(breaking: error, with: target.name))
        }
    }

    private func fail(_ failure: OutgoingFailure) {
        finish(.failure(failure))
    }

    private func finish(_ result: OutgoingResult) {
        let then = then
        cancel()
        then?(result)
    }
}
