import MockEngine
import MockModel
import TestSupport
import Testing

/// Scenarios: a setup, pinned examples, behaviors, chosen in a session.
@Suite("Scenarios")
struct ScenarioTests {
    private static let files = [
        "scenarios/sale.lua": """
        return {
          summary = "Sale",
          setup = function() mock.state.set("sale", mock.random.int(1, 1000)) end,
          examples = { ["GET /banner"] = "sale" },
          behaviors = { ["/scenario"] = { delay = "400ms" } },
        }
        """
    ]
    private static let examples = ["GET /banner": [Example.text("plain"), Example.text("SALE", name: "sale")]]

    @Test func `a scenario begins a session anew, prepares it, pins examples and lays behaviors over routes`() throws {
        let outcome = try TestFixture(
            body: """
                api:post("/items", {})
                api:get("/scenario"):expect(200, { sale = false })
                api:get("/banner"):expect("plain")
                api:scenario("sale")
                api:get("/items"):expect(200, any.length(0))
                local r = api:get("/scenario"):expect(200, { sale = any.integer })
                expect(r.elapsed_ms):equals(400)
                expect(api:get("/banner"):expect("SALE").example):equals("sale")
                mock.state.set("sale", 0)
                api:reset()
                expect(api:get("/scenario").json.sale):equals(r.json.sale)
                """, files: ScenarioTests.files, examples: ScenarioTests.examples
        ).outcome()
        #expect(outcome.text == "")
        #expect(outcome.scenarios == ["sale"])
    }

    @Test(
        arguments: [
            ("return { sumary = 'x' }", "a scenario has no 'sumary'", "did you mean 'summary'?"),
            (
                "return { examples = { ['GET /baner'] = 'x' } }", "there is no route \"GET /baner\"",
                "did you mean \"GET /banner\"?"
            ),
            (
                "return { examples = { ['GET /banner'] = 'sael' } }", "GET /banner has no example \"sael\"",
                "did you mean \"sale\"?"
            ),
            ("return { examples = { ['GET /banner'] = 1 } }", "must be the name of one", nil),
            (
                "return { behaviors = { ['/x'] = { dealy = '1s' } } }", "a behavior has no 'dealy'",
                "did you mean 'delay'?"
            ),
            (
                "return { behaviors = { ['/x'] = { delay = 100 } } }", "delay is 100, without a unit",
                "write delay = \"100s\" or \"100ms\""
            ),
            ("return { behaviors = { ['/x'] = { fail = { rate = 2 } } } }", "rate must be a share", nil),
            ("return { behaviors = { ['x'] = {} } }", "it is no pattern of routes", nil),
            ("return { behaviors = { ['/x'] = { limit = { requests = 1 } } } }", "limit needs requests and per", nil),
            ("return { setup = 1 }", "'setup' of a scenario must be a function", nil),
            ("return 1", "returns a number, not a table", nil),
        ] as [(String, String, String?)])
    func `a scenario that cannot be is a problem with its closest word`(
        text: String, message: String, hint: String?
    ) throws {
        let mock = try LuaMock(["scenarios/sale.lua": text], examples: ScenarioTests.examples)
        let problem = try #require(mock.problems.first)
        #expect(problem.severity == .error && problem.message.contains(message), "\(problem.message)")
        if let hint { #expect(problem.hint == hint) }
    }

    @Test func `a setup that fails or waits is told with its line`() throws {
        for (code, message) in [("error('no')", "no"), ("mock.sleep('1s')", "cannot wait inside the setup")] {
            let text = "return { setup = function()\n\(code) end }"
            let mock = try LuaMock(["scenarios/sale.lua": text])
            #expect {
                try mock.engine.use(scenario: "sale")
            } throws: { error in
                guard case .setup(let failure)? = error as? ScenarioFailure else { return false }
                return failure.message.contains(message) && failure.location?.line == 2
            }
        }
    }

    @Test func `a scenario that no test names is noted`() throws {
        let fixture = try TestFixture(
            "it('x', function(api) api:scenario('sale') end)",
            files: ["scenarios/sale.lua": "return {}", "scenarios/other.lua": "return {}"])
        #expect(fixture.problems.map(\.name) == ["unused-scenario"])
        #expect(fixture.problems.first?.location?.file == "scenarios/other.lua")
        #expect(fixture.problems.first?.severity == .note)
        #expect(try LuaMock(["scenarios/other.lua": "return {}"]).problems.isEmpty)
    }

    @Test func `the settings name the scenario that a session begins with`() throws {
        let known = try LuaMock(
            ScenarioTests.files, examples: ScenarioTests.examples, settings: Settings(scenario: "sale"))
        #expect(!known.problems.contains { $0.name != "unmet-behavior" })
        let strange = try LuaMock(
            ScenarioTests.files, examples: ScenarioTests.examples, settings: Settings(scenario: "sael"))
        #expect(strange.problems.first?.message.contains("did you mean \"sale\"?") == true)
    }
}
