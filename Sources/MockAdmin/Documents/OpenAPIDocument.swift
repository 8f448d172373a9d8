public import MockModel

/// The OpenAPI 3.1 document of the admin API, made from the table of its routes.
public struct OpenAPIDocument {
    private let routes: [AdminRoute]
    private let version: String

    /// Takes the routes to describe.
    public init(routes: [AdminRoute] = AdminAPI.table, version: String) {
        self.routes = routes
        self.version = version
    }

    /// The document.
    public var json: JSONValue {
        var document = JSONObject([.init("openapi", "3.1.0")])
        document["info"] = ["title": "The admin API of mockscript", "version": .string(version)]
        document["security"] = [[:], ["token": []]]
        document["paths"] = .object(paths)
        document["components"] = [
            "schemas": .object(JSONObject(AdminSchema.components.map { JSONObject.Member($0.name, $0.schema.json) })),
            "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
        ]
        return .object(document)
    }

    private var paths: JSONObject {
        var paths = JSONObject()
        for route in routes {
            var path = JSONObject()
            if case .object(let known)? = paths[route.path.description] { path = known }
            path[route.method.lowercased()] = operation(route)
            paths[route.path.description] = .object(path)
        }
        return paths
    }

    private func operation(_ route: AdminRoute) -> JSONValue {
        var operation = JSONObject([.init("summary", .string(route.summary))])
        if !route.parameters.isEmpty { operation["parameters"] = .array(route.parameters.map(parameter)) }
        if let body = route.body {
            var media = JSONObject([.init("schema", body.json)])
            media["example"] = route.sample
            operation["requestBody"] = [
                "required": .bool(!route.isBodyOptional), "content": ["application/json": .object(media)],
            ]
        }
        operation["responses"] = .object(responses(of: route))
        if route.needsToken { operation["security"] = [["token": []]] }
        return .object(operation)
    }

    private func parameter(_ parameter: AdminParameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": .string(parameter.location.rawValue),
            "required": .bool(parameter.location == .path), "description": .string(parameter.summary),
            "schema": parameter.schema.json,
        ]
    }

    private func responses(of route: AdminRoute) -> JSONObject {
        var responses = JSONObject()
        for answer in route.answers {
            let type = answer.status < 400 ? "application/json" : "application/problem+json"
            responses["\(answer.status)"] = [
                "description": .string(answer.summary), "content": content(answer.schema, type),
            ]
        }
        responses["default"] = [
            "description": "A problem.", "content": content(.reference("Problem"), "application/problem+json"),
        ]
        return responses
    }

    private func content(_ schema: AdminSchema, _ type: String) -> JSONValue {
        [type: ["schema": schema.json]]
    }
}
