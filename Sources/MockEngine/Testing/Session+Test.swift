import MockModel
import Synchronization

/// What the driver of a test asks of its session.
extension Session {
    func begin(_ test: TestDeclaration, _ project: CompiledProject) -> Step {
        let progress = use { $0.begin(test, project, self) }
        ledger.withLock { $0.test = TestArrangement() }
        return note(progress)
    }

    func endTest(_ project: CompiledProject) -> Step { note(use { $0.endTest(project, self) }) }

    func standIn(for request: OutgoingRequest, _ project: CompiledProject) -> Step? {
        use { $0.standIn(for: request, project, self) }.map { note($0) }
    }

    func isWebhook(_ token: WaitToken) -> Bool {
        ledger.withLock { ledger in
            if case .webhook = ledger.waiting[token.number] { true } else { false }
        }
    }

    /// What the test noted, and what it wrote.
    var testNotes: (summary: TestSummary, log: [LogLine]) {
        use { ($0.test?.interpreter.summary ?? TestSummary(), $0.test?.call.log ?? []) }
    }

    /// Lets a function of the test answer for a route.
    func stub(_ name: String, _ location: SourceLocation, _ project: CompiledProject) -> TestReply {
        let (routes, base) = (project.routes.map(\.route), project.project.settings.basePath)
        guard let place = RouteName.place(of: name, in: routes, below: base) else {
            return .refused(RouteName.refusal(of: name, for: "api:stub", among: routes, below: base))
        }
        let stub = HandlerReference(script: "=stub", key: name, location: location)
        ledger.withLock { $0.test?.stubs[place] = stub }
        return .done
    }

    /// Lays behaviors of the test over the routes, in place of all others.
    func layBehaviors(_ rules: JSONValue, _ project: CompiledProject) -> TestReply {
        do throws(ValueError) {
            let rules = try Session.behaviorRules(rules)
            let routes = project.routes.map(\.route)
            if let stray = UnmetBehaviors.problems(of: rules, in: routes, project.project).first {
                return .refused("api:behaviors: \(stray.message)\(stray.hint.map { "; \($0)" } ?? "")")
            }
            let layers = BehaviorLayers(rules)
            ledger.withLock { $0.test?.behaviors = layers }
            return .done
        } catch { return .refused("api:behaviors: \(error.message)\(error.hint.map { "; \($0)" } ?? "")") }
    }

    private static func behaviorRules(_ value: JSONValue) throws(ValueError) -> [BehaviorRule] {
        guard case .object(let object) = value else { return [] }
        var rules: [BehaviorRule] = []
        for member in object.members.sorted(by: { $0.name < $1.name }) {
            let pattern = try BehaviorRule.checked(pattern: member.name)
            rules.append(
                BehaviorRule(
                    pattern: pattern, behavior: try Behavior(parsing: member.value),
                    location: SourceLocation(file: "test")))
        }
        return rules
    }

    func keepState() -> TestReply { use { $0.keepState() } }

    func restoreState(_ number: Int) -> TestReply { use { $0.restoreState(number) } }

    func setClock(_ time: Int64) { use { $0.world.advance(by: ClockTime.clamped(time) - $0.world.now) } }
}
