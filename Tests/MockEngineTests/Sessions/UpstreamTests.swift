import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("Calls that no route answers")
struct UpstreamTests {
    private let settings = Settings(upstream: "https://api.example.com/v2", unmatched: .proxy)

    private func engine() throws -> Engine {
        Engine.of([try .named("GET /a", [.text("ours")])], settings: settings)
    }

    private func passedOn(_ engine: Engine, _ request: Request) throws -> (OutgoingRequest, WaitToken) {
        let step = engine.begin(request)
        guard case .wait(.fetch(let sent), let token) = step else {
            throw OutgoingFailure(.protocol, "it was not passed on: \(step)")
        }
        return (sent, token)
    }

    private func delivered(_ step: Step) -> Delivery? {
        if case .deliver(let delivery) = step { delivery } else { nil }
    }

    @Test("are passed on to the upstream, and answered as it does")
    func passOn() throws {
        let engine = try engine()
        let call = Request(
            method: "POST", target: "/b?x=1", headers: HeaderFields([("Host", "m"), ("X", "1")]), body: [1])
        let (sent, token) = try passedOn(engine, call)
        #expect(sent.method == "POST" && sent.url == "https://api.example.com/v2/b?x=1" && sent.body == [1])
        #expect(sent.headers == HeaderFields([("X", "1"), ("Via", "1.1 mockscript"), ("X-Mock-Depth", "1")]))
        #expect(sent.allowed == ["https://api.example.com/v2"])
        let answer = Response(status: 299, reason: "Own", headers: HeaderFields([("Y", "2")]), body: .bytes([7]))
        let delivery = try #require(delivered(engine.resume(token, with: .fetched(.response(answer)))))
        #expect(delivery.response == answer)
        #expect(delivery.exchange.reason.sentence == "upstream https://api.example.com")
        #expect(engine.journal.exchanges.map(\.call) == [1])
    }

    @Test("lie below the behaviors over their path")
    func behaviors() throws {
        var settings = settings
        settings.behaviors = [
            BehaviorRule(pattern: "/down/**", behavior: Behavior(fail: Behavior.Fail(rate: 1, status: 502))),
            BehaviorRule(pattern: "/slow/**", behavior: Behavior(delay: .fixed(.milliseconds(70)))),
        ]
        let engine = Engine.of([try .named("GET /a", [.text("ours")])], settings: settings)
        let down = try #require(delivered(engine.begin(Request(method: "GET", target: "/down/x"))))
        #expect(down.response.status == 502)
        #expect(down.exchange.reason.sentence == "behavior /down/**: fails every call")
        #expect(down.exchange.reason.route == "GET /down/x")
        let (_, token) = try passedOn(engine, Request(method: "GET", target: "/slow/x"))
        let slow = try #require(delivered(engine.resume(token, with: .fetched(.response(Response())))))
        #expect(slow.delay == .milliseconds(70))
    }

    @Test(
        "go on too when the path has a route for other methods, but not OPTIONS, a pinned example or what a route answers"
    )
    func others() throws {
        let engine = try engine()
        #expect(try passedOn(engine, Request(method: "DELETE", target: "/a")).0.method == "DELETE")
        #expect(delivered(engine.begin(Request(method: "OPTIONS", target: "/a")))?.response.status == 204)
        #expect(delivered(engine.begin(Request(method: "GET", target: "/a")))?.response.text == "ours")
        let pinned = Request(method: "GET", target: "/a", headers: HeaderFields([("X-Mock-Example", "gone")]))
        #expect(delivered(engine.begin(pinned))?.response.status == 404)
    }

    @Test(
        "say why when the upstream does not answer", arguments: [(OutgoingFailure.Kind.refused, 502), (.timeout, 504)])
    func failed(kind: OutgoingFailure.Kind, status: Int) throws {
        let engine = try engine()
        let (_, token) = try passedOn(engine, Request(method: "GET", target: "/b"))
        let failure = OutgoingFailure(kind, "api.example.com refused the connection")
        let delivery = try #require(delivered(engine.resume(token, with: .fetched(.failure(failure)))))
        #expect(delivery.response.status == status)
        #expect(delivery.response.text.contains("\"error\": \"\(kind.rawValue)\""))
        #expect(
            delivery.exchange.reason.sentence
                == "upstream https://api.example.com: api.example.com refused the connection")
    }

    @Test("are told when the session is reset on the way")
    func reset() throws {
        let engine = try engine()
        let (_, token) = try passedOn(engine, Request(method: "GET", target: "/b"))
        try engine.reset()
        #expect(delivered(engine.resume(token, with: .woken))?.response.status == 503)
    }

    @Test("are told at home when there is no upstream to pass them on to")
    func noUpstream() throws {
        let engine = Engine.of([], settings: Settings(unmatched: .proxy))
        #expect(delivered(engine.begin(Request(method: "GET", target: "/b")))?.response.status == 404)
    }
}
