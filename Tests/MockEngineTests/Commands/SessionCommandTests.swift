import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// Each command with values: what it replies, and what it leaves.
@Suite struct SessionCommandTests {
    /// A list of commands, each with its reply.
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        let steps: [(SessionCommand, String)]
        var testDescription: String { title }
    }

    private static let state: [Case] = [
        Case(
            title: "values",
            steps: [
                (.state(.values), "{}"),
                (.state(.set("sale", true, ttl: nil)), "done"),
                (.state(.set("code", "x", ttl: .seconds(90))), "done"),
                (.state(.value("code")), "\"x\" for 90s"),
                (.state(.value("sale")), "true"),
                (.state(.value("sael")), "there is no value \"sael\"; did you mean \"sale\"?"),
                (.state(.merge(JSONObject([.init("a", 1), .init("code", .null)]), replacing: false)), "done"),
                (.state(.values), #"{"a":1,"sale":true}"#),
                (.state(.merge(JSONObject([.init("b", 2)]), replacing: true)), "done"),
                (.state(.values), #"{"b":2}"#),
                (.state(.remove("b")), "done"),
                (.state(.remove("b")), "there is no value \"b\""),
            ]),
        Case(
            title: "records",
            steps: [
                (.state(.collections), #"{"products":2}"#),
                (.state(.record("products", id: "tee")), #"{"id":"tee","price":1900}"#),
                (
                    .state(.record("products", id: "tea")),
                    "there is no record \"tea\" in products; did you mean \"tee\"?"
                ),
                (
                    .state(.patch(JSONObject([.init("price", 5)]), id: "tee", collection: "products")),
                    #"{"id":"tee","price":5}"#
                ),
                (.state(.put(["id": "cap"], id: "cap", collection: "products")), #"{"id":"cap"}"#),
                (.state(.put("cap", id: "cap", collection: "products")), "a record is an object"),
                (.state(.removeRecord("mug", collection: "products")), "done"),
                (.state(.records("products")), #"[{"id":"tee","price":5},{"id":"cap"}]"#),
                (.state(.replaceRecords([["id": 7], ["n": 1]], collection: "products")), "done"),
                (.state(.record("products", id: "7")), #"{"id":7}"#),
                (.state(.record("products", id: "2")), #"{"n":1}"#),
                (.state(.replaceRecords([1], collection: "products")), "record 1 of products is no object"),
                (.whole(.reset), "done"),
                (.state(.collections), #"{"products":2}"#),
            ]),
        Case(
            title: "the clock",
            steps: [
                (.clock(.read), "frozen at 0"),
                (.clock(.thaw), "running at 0"),
                (.clock(.freeze), "frozen at 0"),
                (.clock(.set(CommandFixture.start - 5_000)), "frozen at -5000: "),
                (.clock(.set(.max)), "the clock covers the years 0 to 9999"),
                (.clock(.advance(.seconds(1))), "pending"),
            ]),
        Case(
            title: "pins",
            steps: [
                (.arrangement(.pins), "{}"),
                (.arrangement(.pin([("GET /users/{id}", "gone")], replacing: false)), "done"),
                (.arrangement(.pins), #"{"GET /users/{id}":"gone"}"#),
                (
                    .arrangement(.pin([("GET /users/{id}", "gnoe")], replacing: false)),
                    "GET /users/{id} has no example \"gnoe\"; did you mean \"gone\"?"
                ),
                (
                    .arrangement(.pin([("GET /user/{id}", "gone")], replacing: false)),
                    "there is no route \"GET /user/{id}\"; did you mean \"GET /users/{id}\"?"
                ),
                (.arrangement(.pin([], replacing: true)), "done"),
                (.arrangement(.pins), "{}"),
            ]),
        Case(
            title: "behaviors",
            steps: [
                (.arrangement(.behaviors), "null"),
                (.arrangement(.layBehaviors(["/users/**": ["fail": ["rate": 1]]])), "done"),
                (.arrangement(.behaviors), #"{"/users/**":{"fail":{"rate":1}}}"#),
                (.arrangement(.layBehaviors(nil)), "done"),
                (.arrangement(.behaviors), "null"),
            ]),
        Case(
            title: "scenarios",
            steps: [
                (.whole(.scenario), "none"),
                (.whole(.use("sale")), "there is no scenario \"sale\"; the project has none"),
                (.whole(.use(nil)), "done"),
            ]),
    ]

    @Test(arguments: state)
    func `a command replies with what it did, or with the closest thing that exists`(given: Case) throws {
        let fixture = try CommandFixture()
        for (index, (command, reply)) in given.steps.enumerated() {
            #expect(fixture.sketch(command) == reply, "step \(index + 1) of \(given.title)")
        }
    }

    @Test func `calls are listed, checked, and waited for`() throws {
        let fixture = try CommandFixture()
        fixture.send("GET /users/7?page=2", [("Accept", "text/plain")])
        fixture.send("POST /set?a=1", body: #"{"card":{"last4":"0002"},"items":[1,2]}"#)
        fixture.send("GET /nothing")
        var users = CallQuery()
        users.route = "GET /users/{name}"
        var posts = CallQuery()
        posts.route = "POST /set"
        posts.request.json = ["card": ["last4": "4242"], "items": [1, 2]]
        posts.request.query = [("a", "1")]
        var misses = CallQuery()
        misses.isUnmatched = true
        let once = CallCount(least: 1, most: 1)
        for (command, reply) in [
            (.list(CallQuery()), "[1, 2, 3], 0 dropped"), (.list(users), "[1], 0 dropped"),
            (.list(misses), "[3], 0 dropped"), (.wait(users, count: 1), "[1], 0 dropped"),
            (.verify(users, once), "true saw 1"),
            (
                .verify(posts, once),
                "false wanted exactly 1 call of POST /set, saw 0, and 1 that differs; 2: json.card.last4 is \"0002\", not \"4242\""
            ),
            (.verify(users, CallCount(most: 0)), "false wanted no call of GET /users/{id}, saw 1"),
            (.forget, "done"), (.list(CallQuery()), "[], 0 dropped"),
        ] as [(CallsCommand, String)] {
            #expect(fixture.sketch(.calls(command)) == reply)
        }
        guard case .pending(let pending) = fixture.engine.begin(.calls(.wait(users, count: 2)), mayWait: false) else {
            Issue.record("two calls were not waited for")
            return
        }
        fixture.send("GET /users/8")
        fixture.send("GET /nothing")
        #expect(pending.result == nil)
        fixture.send("GET /users/9")
        #expect(try pending.result?.get().sketch == "[4, 6], 0 dropped")
    }

    @Test func `a pinned example answers until the session is reset`() throws {
        let fixture = try CommandFixture()
        #expect(fixture.sketch(.arrangement(.pin([("GET /users/{id}", "gone")], replacing: false))) == "done")
        #expect(fixture.send("GET /users/1") == 410)
        #expect(fixture.sketch(.whole(.reset)) == "done")
        #expect(fixture.send("GET /users/1") == 200)
    }

    @Test func `a snapshot is a document from which the same session comes back`() throws {
        let fixture = try CommandFixture()
        fixture.send("POST /set?a=1&b=2")
        _ = fixture.sketch(.state(.set("token", "t", ttl: .seconds(60))))
        _ = fixture.sketch(.state(.removeRecord("mug", collection: "products")))
        _ = fixture.sketch(.arrangement(.pin([("GET /users/{id}", "gone")], replacing: false)))
        let before = fixture.sketch(.whole(.snapshot))
        #expect(
            before == #"{"version":1,"clock":{"mode":"frozen","now":"2026-01-01T00:00:00.000Z"},"scenario":null,"#
                + #""state":{"a":1,"b":2,"token":"t"},"expires":{"token":"2026-01-01T00:01:00.000Z"},"#
                + #""collections":{"products":{"tee":{"id":"tee","price":1900}}},"examples":{"GET /users/{id}":"gone"},"#
                + #""turns":{"POST /set":1}}"#)
        let snapshot = try SessionSnapshot(JSONValue(parsing: Array(before.utf8)))
        fixture.send("POST /set?a=9")
        #expect(fixture.sketch(.whole(.reset)) == "done")
        #expect(fixture.sketch(.whole(.restore(snapshot, .session))) == "done")
        #expect(fixture.sketch(.whole(.snapshot)) == before)
    }

    @Test(arguments: [
        ("[]", "a snapshot is an object"),
        (#"{"version":2}"#, "a snapshot of version 2 cannot be read; this program reads version 1"),
        (#"{"version":1}"#, "clock.now is missing"),
        (
            #"{"version":1,"clock":{"now":"today"}}"#,
            "clock.now: \"today\" is no time; write it like \"2026-01-31T12:00:00Z\""
        ),
    ])
    func `a document that is no snapshot says why`(text: String, message: String) throws {
        let document = try JSONValue(parsing: Array(text.utf8))
        let error = #expect(throws: ValueError.self) { try SessionSnapshot(document) }
        #expect(error?.description == message)
    }

    @Test func `undo takes back what the last calls did, but not what changed since`() throws {
        let fixture = try CommandFixture()
        for line in ["POST /set?a=1", "POST /set?b=1", "POST /set?a=2&c=3"] { fixture.send(line) }
        #expect(fixture.sketch(.whole(.undo(calls: 1))) == "[3], 0 overwritten")
        #expect(fixture.sketch(.state(.values)) == #"{"a":1,"b":1}"#)
        _ = fixture.sketch(.state(.set("b", 7, ttl: nil)))
        #expect(fixture.sketch(.whole(.undo(calls: 2))) == "[2, 1], 1 overwritten")
        #expect(fixture.sketch(.state(.values)) == #"{"b":7}"#)
    }

    @Test func `finish tells what went wrong, and ends all code`() throws {
        let fixture = try CommandFixture()
        for line in ["GET /users/1", "GET /nothing", "GET /fail", "POST /hooks"] { fixture.send(line) }
        #expect(fixture.sketch(.whole(.finish)) == "unmatched [2], failed [3]")
        #expect(fixture.engine.nextDue() == nil)
    }

    @Test func `what needs the world is busy on an event loop while code runs`() throws {
        let fixture = try CommandFixture()
        let session = fixture.engine.session
        let replies = session.use { _ in
            [
                fixture.sketch(.state(.values)), fixture.sketch(.clock(.freeze)), fixture.sketch(.whole(.reset)),
                fixture.sketch(.clock(.read)), fixture.sketch(.calls(.list(CallQuery()))),
            ]
        }
        #expect(replies == ["busy", "busy", "busy", "frozen at 0", "[], 0 dropped"])
    }
}
