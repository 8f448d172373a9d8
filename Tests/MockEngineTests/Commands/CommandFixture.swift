import MockModel
import TestSupport

@testable import MockEngine

/// A session with routes, a seed and webhooks, and what commands on it come to.
struct CommandFixture {
    static let start: Int64 = 1_767_225_600_000
    let engine: Engine
    let driver: HandDriver

    /// `POST /set?KEY=NUMBER` sets values, `POST /hooks` sends webhooks after 3, 1 and 2 seconds, `GET /fail` fails.
    init(isFrozen: Bool = true, clock: FixedClock = FixedClock()) throws {
        let handlers = ClosureScripts([
            "POST /set": { call, world in
                for item in call.request.queryItems {
                    let number = PackedNumber.integer(Int64(item.value) ?? 0)
                    world.setValue(PackedValue(number), of: item.name, ttl: nil, call: call)
                }
                return .answer(Response(status: 204))
            },
            "POST /hooks": { call, world in
                for seconds in [3, 1, 2] {
                    let request = OutgoingRequest(
                        method: "POST", url: "http://hooks.test/\(seconds)", headers: HeaderFields())
                    _ = world.startWebhook(WebhookOrder(request: request, delay: .seconds(seconds)), call: call)
                }
                return .answer(Response(status: 202))
            },
            "GET /fail": { _, _ throws(ScriptFailure) in throw ScriptFailure(.runtime, "boom") },
        ])
        engine = Engine.of(
            [try .named("GET /users/{id}", [.text("ok"), .text("gone", name: "gone", status: 410)])],
            handlers: handlers,
            seeds: [
                CollectionSeed(
                    name: "products", records: [["id": "tee", "price": 1900], ["id": "mug", "price": 900]],
                    location: SourceLocation(file: "data/products.json"))
            ],
            options: Engine.Options(clock: Settings.Clock(start: CommandFixture.start, isFrozen: isFrozen)),
            clock: clock)
        driver = HandDriver(engine)
    }

    /// Sends a request; its status.
    @discardableResult
    func send(_ line: String, _ headers: [(String, String)] = [], body: String = "") -> Int {
        let played = driver.play(engine.begin(StageFixture.request(line, headers, body: body)))
        return played.delivery?.response.status ?? 0
    }

    /// What a command comes to, in a line.
    func sketch(_ command: SessionCommand) -> String {
        switch engine.begin(command, mayWait: false) {
        case .busy: "busy"
        case .pending: "pending"
        case .done(.failure(let failure)): "\(failure.message)\(failure.hint.map { "; \($0)" } ?? "")"
        case .done(.success(let reply)): reply.sketch
        }
    }
}

extension SessionReply {
    /// The reply in a line.
    var sketch: String {
        switch self {
        case .done: "done"
        case .value(let value): value.line
        case .entry(let value, let ttl): value.line + (ttl.map { " for \($0.written)" } ?? "")
        case .clock(let reading): reading.sketch
        case .moved(let reading, let ran): "\(reading.sketch): \(ran.map(\.sketch).joined(separator: ", "))"
        case .scenario(let name): name ?? "none"
        case .snapshot(let snapshot): snapshot.document.line
        case .calls(let exchanges, let dropped): "\(exchanges.map(\.call)), \(dropped) dropped"
        case .webhooks(let sent, _): sent.map { "\($0.attempt.request.url) of \($0.call ?? 0)" }.joined(separator: ", ")
        case .verdict(let verdict):
            "\(verdict.isFine) \(verdict.message)"
                + verdict.closest.map { near in
                    "; \(near.call): " + near.differences.map(\.sketch).joined(separator: ", ")
                }.joined()
        case .undone(let calls, let overwritten): "\(calls), \(overwritten) overwritten"
        case .report(let report): "unmatched \(report.unmatched.map(\.call)), failed \(report.failed.map(\.call))"
        }
    }
}

extension JSONValue {
    fileprivate var line: String { String(decoding: JSONWriter.compact(self), as: UTF8.self) }
}

extension CallDifference {
    fileprivate var sketch: String { "\(place) is \(got?.line ?? "missing"), not \(wanted.line)" }
}

extension ClockReading {
    fileprivate var sketch: String { "\(isFrozen ? "frozen" : "running") at \(now - CommandFixture.start)" }
}

extension RanJob {
    fileprivate var sketch: String {
        let name =
            switch work {
            case .timer: "timer"
            case .webhook(_, _, let url, let attempt): "\(url) \(attempt)"
            case .expiry(let key): "expiry of \(key)"
            }
        return "\(name) at \(time - CommandFixture.start) \(outcome)"
    }
}
