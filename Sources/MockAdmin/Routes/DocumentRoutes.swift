import MockModel

/// What the API says of itself.
enum DocumentRoutes {
    static let all = [index, openAPI]

    private static let index = AdminRoute(
        "GET", "", "The routes of the admin API.",
        answers: [AdminAnswer(200, "The routes.", schema: .object([("routes", .list(of: entrySchema))]))]
    ) { call in
        .answer(.json(200, ["routes": .array(call.routes.all.map(entry))]))
    }

    private static let openAPI = AdminRoute(
        "GET", "openapi.json", "The OpenAPI 3.1 document of the admin API.",
        answers: [AdminAnswer(200, "The document.", schema: AdminSchema(["type": "object"]))]
    ) { call in
        .answer(.json(200, OpenAPIDocument(routes: call.routes.all, version: call.version).json))
    }

    private static func entry(_ route: AdminRoute) -> JSONValue {
        [
            "method": .string(route.method), "path": .string(route.path.description),
            "summary": .string(route.summary),
        ]
    }

    private static let entrySchema = AdminSchema.object([("method", .text), ("path", .text), ("summary", .text)])
}
