import MockEngine
import MockModel
import Synchronization
import TestSupport
import Testing

@testable import MockAdmin

/// Carries out the steps of an admin API as a driver does, without a socket.
final class AdminClient {
    private let api: AdminAPI
    private let held = HeldSteps()
    /// The waits that were asked for, but for those of a body.
    private(set) var sleeps: [Duration?] = []

    init(_ api: AdminAPI) {
        self.api = api
    }

    func get(_ target: String) throws -> (head: Response, parts: [[UInt8]]) {
        let headers = HeaderFields([("Host", "localhost"), ("Authorization", "Bearer t")])
        return try ask(Request(method: "GET", target: target, headers: headers))
    }

    /// Asks, and takes the whole body.
    func ask(_ request: Request) throws -> (head: Response, parts: [[UInt8]]) {
        var step = api.begin(request, hold: held.hold)
        while case .wait(.sleep(let time), let token) = step {
            sleeps.append(time)
            step = resume(token, with: .elapsed)
        }
        guard case .deliver(let delivery) = step else { throw Unexpected() }
        guard let stream = delivery.stream else { return (delivery.response, [Array(delivery.response.text.utf8)]) }
        var parts: [[UInt8]] = []
        step = resume(stream.token, with: .opened)
        while case .wait(let wait, let token) = step {
            if case .send(.bytes(let part)) = wait { parts.append(part) }
            step = resume(token, with: .sent)
        }
        return (delivery.response, parts)
    }

    private struct Unexpected: Error {}

    private func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        held.take(token)?(outcome) ?? .finished(nil)
    }
}

/// What was kept until a wait is over.
final class HeldSteps: Sendable {
    private let kept = Mutex<[@Sendable (WaitOutcome) -> Step]>([])

    /// Keeps what follows a wait; the tokens count from 0.
    var hold: AdministrativeAPI.Hold {
        { goOn in
            self.kept.withLock { kept in
                kept.append(goOn)
                return WaitToken(edge: kept.count - 1)
            }
        }
    }

    /// What follows the wait of a token.
    func take(_ token: WaitToken) -> (@Sendable (WaitOutcome) -> Step)? {
        kept.withLock { $0.indices.contains(token.number) ? $0[token.number] : nil }
    }
}

extension Engine {
    /// Answers a request that does not wait, without a driver: the clock moves at once.
    func call(
        _ method: String, _ target: String, headers: [(String, String)] = [], body: String = ""
    ) -> Delivery? {
        let request = Request(
            method: method, target: target, headers: HeaderFields(headers), body: Array(body.utf8))
        guard case .deliver(let delivery) = begin(request) else { return nil }
        return delivery
    }
}
