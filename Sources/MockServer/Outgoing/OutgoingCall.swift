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
    var stage = Stage.lookUp

    /// How far it came.
    enum Stage {
        case lookUp, connect, exchange
    }

    init(
        _ request: OutgoingRequest, client: OutgoingClient, eventLoop: any EventLoop,
        then: @escaping (OutgoingResult) -> Void
    ) {
        self.request = request
        self.client = client
        self.eventLoop = eventLoop
        self.then = then
    }

    /// Gives the request up: its result is not told any more.
    public func cancel() {
        then = nil
        deadline?.cancel()
        connection?.close()
        connection = nil
    }

    /// Whether nobody waits for the result any more.
    var isOver: Bool { then == nil }

    func begin() {
        guard !isOver else { return }
        do throws(OutgoingFailure) {
            let target = try OutgoingTarget(request, client: client)
            deadline = eventLoop.assumeIsolated().scheduleTask(in: timeout) { self.timeOut(target) }
            lookUp(target)
        } catch { fail(error) }
    }

    /// At most a day, so that no sum of times overflows.
    private var timeout: TimeAmount { TimeAmount(min(max(request.timeout, .zero), .seconds(86_400))) }

    private func timeOut(_ target: OutgoingTarget) {
        let time = "within \(request.timeout.written)"
        switch stage {
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
        let reader = AnswerReader(isHead: request.method == "HEAD", limits: client.limits)
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
