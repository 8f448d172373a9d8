import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// The stage of choosing, by values alone.
@Suite struct ChoosingTests {
    /// One case: the examples of `GET /r`, whether it has a handler, what is asked, in which turn, and what is chosen.
    struct Case: Sendable {
        let name: String
        var examples: [Example]
        var hasHandler = false
        var line = "GET /r"
        var headers: [(String, String)] = []
        var turn = 1
        let chosen: String
    }

    private static func conditions(_ text: String) -> [Condition] {
        (try? Condition(parsing: text, at: SourceLocation(file: "GET.http"))).map { [$0] } ?? []
    }

    private static let two = [Example.text("a"), .text("b", name: "gone", status: 410)]
    private static let narrow = [
        Example.text("x", name: "big", conditions: conditions("query.size = big")), .text("d"),
    ]

    static let cases: [Case] = [
        Case(name: "one example", examples: [.text("a")], chosen: "send 200: example default"),
        Case(name: "the default before the others", examples: two, chosen: "send 200: example default"),
        Case(
            name: "a fitting condition before the default", examples: narrow, line: "GET /r?size=big",
            chosen: "send 200: example big"),
        Case(
            name: "the default where no condition fits", examples: narrow, line: "GET /r?size=s",
            chosen: "send 200: example default"),
        Case(name: "nothing where no condition fits", examples: [narrow[0]], chosen: "miss: Nothing answers GET /r"),
        Case(
            name: "a turn", examples: [.text("1", name: "first", turns: 1...1), .text("d")],
            chosen: "send 200: example first"),
        Case(
            name: "the turn after", examples: [.text("1", name: "first", turns: 1...1), .text("d")], turn: 2,
            chosen: "send 200: example default"),
        Case(name: "code decides", examples: [.text("w", name: "maybe", when: "chunk"), .text("d")], chosen: "ask"),
        Case(name: "a handler without examples", examples: [], hasHandler: true, chosen: "begin"),
        Case(name: "a handler with an example", examples: [.text("a")], hasHandler: true, chosen: "begin"),
        Case(
            name: "a pin by name", examples: two, headers: [("X-Mock-Example", "gone")],
            chosen: "send 410: example gone (X-Mock-Example)"),
        Case(
            name: "a pin by status", examples: two, headers: [("X-Mock-Status", "410")],
            chosen: "send 410: example gone (X-Mock-Status)"),
        Case(
            name: "a pin past a handler", examples: two, hasHandler: true, headers: [("Prefer", "example=gone")],
            chosen: "send 410: example gone (Prefer)"),
        Case(
            name: "a pin that does not exist", examples: two, headers: [("X-Mock-Example", "no")],
            chosen: "miss: GET /r has no example \"no\", asked for by X-Mock-Example"),
        Case(
            name: "a pin past conditions", examples: narrow, headers: [("X-Mock-Example", "big")],
            chosen: "send 200: example big (X-Mock-Example)"),
    ]

    @Test(arguments: cases.indices)
    func `an example, code or a miss is chosen`(_ index: Int) throws {
        let row = ChoosingTests.cases[index]
        let handlers = row.hasHandler ? ClosureScripts(["GET /r": { (_, _) in .example }]) : ClosureScripts()
        let project = StageFixture.project([try .named("GET /r", row.examples)], handlers: handlers)
        let (call, match) = StageFixture.met(row.line, row.headers, in: project, turn: row.turn)
        #expect(Choosing.choose(match, call, nil, project).sketch == row.chosen, "\(row.name)")
    }

    @Test func `a scenario pins an example, and a header wins over it`() throws {
        let project = StageFixture.project([try .named("GET /r", ChoosingTests.two)])
        let arrangement = Arrangement(
            stub: nil, pin: Pin(name: "gone", source: "scenario down"), behaviors: BehaviorLayers([]))
        let (call, match) = StageFixture.met("GET /r", in: project)
        #expect(Choosing.choose(match, call, arrangement, project).sketch == "send 410: example gone (scenario down)")
        let (asked, same) = StageFixture.met("GET /r", [("X-Mock-Status", "200")], in: project)
        #expect(
            Choosing.choose(same, asked, arrangement, project).sketch == "send 200: example default (X-Mock-Status)")
    }

    @Test func `a stub of a test comes before pins and examples`() throws {
        let project = StageFixture.project([try .named("GET /r", ChoosingTests.two)])
        let stub = HandlerReference(script: "=stub", key: "GET /r", location: SourceLocation(file: "a.test.lua"))
        let arrangement = Arrangement(
            stub: stub, pin: Pin(name: "gone", source: "scenario down"), behaviors: BehaviorLayers([]))
        let (call, match) = StageFixture.met("GET /r", [("X-Mock-Status", "200")], in: project)
        #expect(Choosing.choose(match, call, arrangement, project).sketch == "stub")
    }

    @Test func `chunks are asked where all else holds, and chance is as it was afterwards`() throws {
        let examples = [
            Example.text("1", name: "one", when: "a", weight: 1), .text("2", name: "two", when: "b", weight: 1),
            .text("3", name: "three", when: "c", turns: 2...2),
        ]
        let project = StageFixture.project([try .named("GET /r", examples)])
        let (call, match) = StageFixture.met("GET /r", in: project)
        var before = call.random
        var asked: [String] = []
        let choice = try Choosing.choose(try #require(match.route), call, project) { chunk in
            asked.append(chunk)
            return .success(chunk != "a")
        }
        #expect(choice.sketch == "send 200: example two")
        #expect(asked == ["a", "b"])
        #expect(call.considered.map(\.example) == ["one", "three"])
        let (drawn, first) = (call.random.next(), before.next())
        #expect(drawn == first)
    }
}
