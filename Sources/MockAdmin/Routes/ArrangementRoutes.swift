import MockEngine
import MockModel

/// What lies over the routes of a session: scenario, behaviors, pinned examples.
enum ArrangementRoutes {
    static let all = scenario + behaviors + examples + StubRoutes.all

    private static let scenario =
        SessionRoute.both(
            "GET", "scenario", "The scenario that arranges the session.",
            answers: [AdminAnswer(200, "Its name, or `null`.", schema: .object([("name", .textOrNull)]))]
        ) { call in
            call.perform(.whole(.scenario)) { reply in
                guard case .scenario(let name) = reply else { return .done }
                return .json(["name": name.map(JSONValue.string) ?? .null])
            }
        }
        + SessionRoute.both(
            "PUT", "scenario", "Puts the session back to its start, arranged as a scenario says; `null` chooses none.",
            body: .object([("name", .textOrNull)]), sample: ["name": .null],
            answers: [
                SessionRoute.done,
                AdminAnswer(422, "The setup of the scenario failed.", schema: .reference("Problem")),
            ]
        ) { call in call.perform(.whole(.use(call.members["name"]?.text))) { _ in .done } }

    private static let behaviors =
        SessionRoute.both(
            "GET", "behaviors",
            "The behaviors that were laid over the session, in place of those of project and scenario.",
            answers: [
                AdminAnswer(
                    200, "The behaviors by their patterns; `null` when none were laid.",
                    schema: AdminSchema(["type": ["object", "null"]]))
            ]
        ) { call in call.perform(.arrangement(.behaviors)) { .json($0.document) } }
        + SessionRoute.both(
            "PUT", "behaviors",
            "Sets the behaviors, instead of those of project and scenario; `{}` switches them off.",
            body: AdminSchema(["type": "object"]), sample: ["/**": ["delay": "40ms"]], answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.layBehaviors(call.json))) { _ in .done } }
        + SessionRoute.both(
            "PATCH", "behaviors", "Sets some behaviors, beside those that were set.",
            body: AdminSchema(["type": "object"]), sample: ["/**": ["rate": "10KB/s"]], answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.layBehaviors(call.json, replacing: false))) { _ in .done } }
        + SessionRoute.both(
            "DELETE", "behaviors", "Takes the behaviors off again; those of project and scenario hold.",
            answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.layBehaviors(nil))) { _ in .done } }

    private static let examples =
        SessionRoute.both(
            "GET", "examples", "The examples that are pinned in the session.",
            answers: [AdminAnswer(200, "The names of examples by their routes.", schema: pinSchema("string"))]
        ) { call in call.perform(.arrangement(.pins)) { .json($0.document) } }
        + SessionRoute.both(
            "PUT", "examples", "Pins examples, in place of all others.", body: pinSchema("string"), sample: [:],
            answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.pin(call.pins, replacing: true))) { _ in .done } }
        + SessionRoute.both(
            "PATCH", "examples", "Pins some examples; `null` takes a pin away.",
            body: pinSchema("string", "null"), sample: [:], answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.pin(call.pins, replacing: false))) { _ in .done } }
        + SessionRoute.both(
            "DELETE", "examples", "Takes all pins away.", answers: [SessionRoute.done]
        ) { call in call.perform(.arrangement(.pin([], replacing: true))) { _ in .done } }

    private static func pinSchema(_ types: JSONValue...) -> AdminSchema {
        AdminSchema(["type": "object", "additionalProperties": ["type": .array(types)]])
    }
}

extension AdminCall {
    /// The pins of the body, by their routes.
    fileprivate var pins: [(route: String, example: String?)] {
        members.members.map { ($0.name, $0.value.text) }
    }
}
