import MockModel
import TestSupport

@testable import MockEngine

/// Values for the stages of the pipeline, without a session around them.
enum StageFixture {
    static let facts = SessionFacts(id: "default", seed: 0, delay: nil, wallClock: FixedClock())

    /// A project of routes.
    static func project(
        _ routes: [Route], handlers: ClosureScripts = ClosureScripts(), settings: Settings = Settings(),
        scripts: [ScriptFile] = []
    ) -> CompiledProject {
        CompiledProject(
            Project(root: "/mocks", settings: settings, routes: routes, scripts: scripts), compiler: handlers)
    }

    /// A request by its line, `GET /users?x=1`.
    static func request(_ line: String, _ headers: [(String, String)] = [], body: String = "") -> Request {
        let words = line.split(separator: " ").map(String.init)
        return Request(
            method: words[0], target: words[1], headers: HeaderFields(headers), body: Array(body.utf8))
    }

    /// The call of a request that met something in a project.
    static func call(_ request: Request, _ match: Match, turn: Int = 1, number: Int = 1) -> Call {
        let pattern = PathPattern(request.segments.map { .literal($0) })
        let call = Call(
            number: number, session: "default", request: request,
            route: match.route?.route ?? Route(method: request.method, pattern: pattern), parameters: [], turn: turn,
            chance: 7, arrival: Call.Arrival(time: 0, ticks: 0, passed: 0))
        call.index = match.route?.index
        return call
    }

    /// The call of a request in a project, and what it met.
    static func met(
        _ line: String, _ headers: [(String, String)] = [], in project: CompiledProject, turn: Int = 1
    ) -> (call: Call, match: Match) {
        let request = request(line, headers)
        let match = project.match(request)
        return (call(request, match, turn: turn), match)
    }
}

extension Choice {
    /// What was chosen, in a few words.
    var sketch: String {
        switch self {
        case .decision(let decision): "send \(decision.response.status): \(decision.reason.sentence)"
        case .code(.begin): "begin"
        case .code(.render): "render"
        case .code(.stub): "stub"
        case .code(.choose): "ask"
        case .unmatched(.methods(let methods)): "methods \(methods.joined(separator: " "))"
        case .unmatched(.miss(let miss)): "miss: \(miss?.title ?? "-")"
        }
    }
}

extension Course {
    /// What is done, in a few words.
    var sketch: String {
        switch self {
        case .send(let decision): "send \(decision.response.status): \(decision.reason.sentence)"
        case .run: "run"
        case .forward(let request, let origin): "forward \(request.url) to \(origin)"
        }
    }
}
