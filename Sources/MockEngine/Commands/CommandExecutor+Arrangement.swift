import MockModel
import Synchronization

/// Commands on what lies over the routes.
extension CommandExecutor {
    func execute(_ command: ArrangementCommand) throws(CommandFailure) -> SessionReply {
        switch command {
        case .pins: .value(session.ledger.withLock { $0.arrangement?.pinDocument ?? .object(JSONObject()) })
        case .pin(let pins, let replacing): try pin(pins, replacing: replacing)
        case .behaviors: .value(session.ledger.withLock { $0.arrangement?.behaviors?.document ?? .null })
        case .layBehaviors(let rules, let replacing): try lay(rules, replacing: replacing)
        case .stubs: .value(session.ledger.withLock { $0.arrangement?.stubDocument ?? .array([]) })
        case .answer(let name, let answer, let times): try stub(name, answer, times)
        case .removeStubs: removeStubs()
        case .stub(let name, let location): try stub(name, location)
        }
    }

    private func pin(
        _ pins: [(route: String, example: String?)], replacing: Bool
    ) throws(CommandFailure) -> SessionReply {
        var checked: [(TextKey, String?)] = []
        for (name, example) in pins {
            let route = project.routes[try route(name)].route
            if let example { try check(example, of: route) }
            checked.append((TextKey(route.name), example))
        }
        arrange { arrangement in
            if replacing { arrangement.pins = [:] }
            for (route, example) in checked { arrangement.pins[route] = example }
        }
        return .done
    }

    private func check(_ example: String, of route: Route) throws(CommandFailure) {
        let names = route.examples.map(\.name)
        guard !names.holds(example) else { return }
        let known = names.isEmpty ? "it has no examples" : "it has: \(names.joined(separator: ", "))"
        let hint = Suggestion.question(for: example, among: names) ?? known
        throw .unknownExample(example, route: route.name, hint: hint)
    }

    private func stub(_ name: String, _ answer: StubAnswer, _ times: Int?) throws(CommandFailure) -> SessionReply {
        let route = TextKey(project.routes[try route(name)].name)
        arrange { $0.answers[route, default: RouteStubs()].add(answer, times: times) }
        return .done
    }

    private func removeStubs() -> SessionReply {
        arrange { $0.answers = [:] }
        return .done
    }

    private func lay(_ rules: JSONValue?, replacing: Bool) throws(CommandFailure) -> SessionReply {
        var rules = rules
        let laid = session.ledger.withLock { $0.arrangement?.behaviors?.document }
        if !replacing, case .object(let added)? = rules, case .object(var all)? = laid {
            for member in added.members { all[member.name] = member.value }
            rules = .object(all)
        }
        let behaviors = try rules.map { (document) throws(CommandFailure) in
            do throws(ValueError) {
                return try LaidBehaviors(document, over: project)
            } catch { throw CommandFailure.invalid(error) }
        }
        arrange { $0.behaviors = behaviors }
        return .done
    }

    private func stub(_ name: String, _ location: SourceLocation) throws(CommandFailure) -> SessionReply {
        let index = try route(name)
        arrange { $0.stubs[index] = HandlerReference(script: "=stub", key: name, location: location) }
        return .done
    }

    private func arrange(_ body: (inout SessionArrangement) -> Void) {
        session.ledger.withLock { ledger in
            var arrangement = ledger.arrangement ?? SessionArrangement()
            body(&arrangement)
            ledger.arrangement = arrangement
        }
    }
}

/// What a command or a test lays over the routes of its session.
struct SessionArrangement: Sendable {
    /// The names of examples, by the names of their routes.
    var pins: [TextKey: String] = [:]
    /// In place of the behaviors of project and scenario; `nil` leaves those.
    var behaviors: LaidBehaviors?
    /// The functions of a test that answer instead of routes, by the index of the route.
    var stubs: [Int: HandlerReference] = [:]
    /// The answers that stand in for routes, by the names of those.
    var answers: [TextKey: RouteStubs] = [:]

    /// The example that is wanted of a route.
    func pin(for route: CompiledRoute) -> Pin? {
        guard !pins.isEmpty else { return nil }
        return pins[TextKey(route.name)].map { Pin(name: $0, source: "session") }
    }

    /// The pins as the admin API shows them.
    var pinDocument: JSONValue {
        .object(JSONObject(pins.sorted { $0.key < $1.key }.map { .init($0.key.text, .string($0.value)) }))
    }
}

/// Behaviors that were laid over a session.
struct LaidBehaviors: Sendable {
    /// As they were written.
    let document: JSONValue
    let layers: BehaviorLayers

    /// Reads rules by pattern; a pattern that lies over no route is refused.
    init(_ document: JSONValue, over project: CompiledProject) throws(ValueError) {
        let rules = try LaidBehaviors.rules(document)
        let routes = project.routes.map(\.route)
        if let stray = UnmetBehaviors.problems(of: rules, in: routes, project.project).first {
            throw ValueError(stray.message, hint: stray.hint)
        }
        self.document = document
        layers = BehaviorLayers(rules)
    }

    private static func rules(_ value: JSONValue) throws(ValueError) -> [BehaviorRule] {
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
}
