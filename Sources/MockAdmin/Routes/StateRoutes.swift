import MockEngine
import MockModel

/// The state of the server: whether it is ready, what it serves.
enum StateRoutes {
    static let health = AdminRoute(
        "GET", "health", "Whether the server answers.",
        answers: [
            AdminAnswer(200, "The server is ready.", schema: .object([("status", AdminSchema(["const": "ready"]))]))
        ]
    ) { _ in .answer(.json(200, ["status": "ready"])) }

    static let info = AdminRoute(
        "GET", "info", "The version, the project, and how many routes and calls there are.",
        answers: [AdminAnswer(200, "The facts.", schema: infoSchema)]
    ) { call in
        let project = call.engine.current
        return .answer(
            .json(
                200,
                [
                    "version": .string(call.version), "project": .string(project.project.settings.name ?? ""),
                    "routes": .integer(Int64(project.allRoutes.count)), "calls": .integer(Int64(call.engine.callCount)),
                ]))
    }

    static let routes = AdminRoute(
        "GET", "routes", "The routes of the project with their examples and handlers.",
        answers: [AdminAnswer(200, "The routes.", schema: .list(of: routeSchema))]
    ) { call in
        let routes = call.engine.current.allRoutes
        return .list("[", "]\n", count: routes.count) { routes[$0].json }
    }

    private static let infoSchema = AdminSchema.object([
        ("version", .text), ("project", .text), ("routes", .whole), ("calls", .whole),
    ])

    private static let routeSchema = AdminSchema.object(
        [
            ("route", .text), ("examples", .list(of: .object([("name", .text), ("status", .whole)]))),
            ("handler", .textOrNull), ("middleware", .list(of: .text)),
        ], optional: ["middleware", "handler"])
}

extension Route {
    fileprivate var json: JSONValue {
        var object = JSONObject([.init("route", .string(name))])
        object["examples"] = .array(
            examples.map { ["name": .string($0.name), "status": .integer(Int64($0.response.status))] })
        object["handler"] = handler.map { .string($0.location.description) }
        if !middleware.isEmpty { object["middleware"] = .array(middleware.map(JSONValue.string)) }
        return .object(object)
    }
}
