public import MockModel

/// A route of the admin API as a value: what it is called, what it takes and gives, who may call it, and its handler.
public struct AdminRoute: Sendable {
    /// The method.
    public let method: String
    /// The path.
    public let path: AdminPath
    /// What the route does, in one line.
    public let summary: String
    /// Its parameters: those of the path, then those of the query.
    public let parameters: [AdminParameter]
    /// The schema of the body of a request; `nil` when the route takes none.
    public let body: AdminSchema?
    /// Its answers; every route may also give a problem document.
    public let answers: [AdminAnswer]
    /// Whether every caller needs the token, also a process of this machine.
    public let needsToken: Bool
    /// A body that the route takes.
    public internal(set) var sample: JSONValue?
    /// Whether the body can be left out.
    public internal(set) var isBodyOptional = false
    /// Whether the path stands for a longer one that names the session.
    public internal(set) var isShort = false
    let handler: @Sendable (AdminCall) -> AdminStep

    init(
        _ method: String, _ path: String, _ summary: String, parameters: [AdminParameter] = [],
        body: AdminSchema? = nil,
        answers: [AdminAnswer], needsToken: Bool = false, handler: @escaping @Sendable (AdminCall) -> AdminStep
    ) {
        self.method = method
        self.path = AdminPath(path)
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.needsToken = needsToken
        self.handler = handler
    }
}

/// A parameter of a route.
public struct AdminParameter: Sendable {
    /// Where a parameter stands.
    public enum Location: String, Sendable {
        /// In the path.
        case path
        /// In the query; it can be left out.
        case query
    }

    /// The name.
    public let name: String
    /// Where it stands.
    public let location: Location
    /// What it means.
    public let summary: String
    /// The schema of its value.
    public let schema: AdminSchema

    init(_ name: String, _ location: Location, _ summary: String, schema: AdminSchema) {
        self.name = name
        self.location = location
        self.summary = summary
        self.schema = schema
    }
}

/// An answer that a route gives.
public struct AdminAnswer: Sendable {
    /// The status.
    public let status: Int
    /// What the answer means.
    public let summary: String
    /// The schema of its body, which is JSON.
    public let schema: AdminSchema

    init(_ status: Int, _ summary: String, schema: AdminSchema) {
        self.status = status
        self.summary = summary
        self.schema = schema
    }
}
