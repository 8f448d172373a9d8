/// One method at one path: what users call a route, such as `GET /carts/{id}`.
///
/// A class of constants, so that a project and the calls under way share one copy.
public final class Route: Sendable {
    /// The method, or `ANY` for every method without a route of its own.
    public let method: String
    /// The path.
    public let pattern: PathPattern
    /// The host it answers for (`@api.example.com`), in lower case; `nil` answers for every host.
    public let host: String?
    /// How many leading segments a caller may leave out: those that a collection keeps in its base URL variable.
    public let optionalPrefix: Int
    /// The saved answers, in the order of their files.
    public let examples: [Example]
    /// The code that answers, when there is some.
    public let handler: HandlerReference?
    /// The chunks of `middleware.lua` around it, outermost first.
    public let middleware: [String]
    /// Where the source has it: its folder, or its request in a collection; `nil` for a route of code, which ``handler`` locates.
    public let location: SourceLocation?
    /// The name as users write it: `GET /carts/{id}`, with the host in front of the path when there is one.
    public let name: String

    /// Makes a route.
    public init(
        method: String, pattern: PathPattern, host: String? = nil, optionalPrefix: Int = 0,
        examples: [Example] = [], handler: HandlerReference? = nil, middleware: [String] = [],
        location: SourceLocation? = nil
    ) {
        self.method = method
        self.pattern = pattern
        self.host = host
        self.optionalPrefix = optionalPrefix
        self.examples = examples
        self.handler = handler
        self.middleware = middleware
        self.location = location
        name = host.map { "\(method) @\($0)\(pattern)" } ?? "\(method) \(pattern)"
    }

    /// The first segment of paths at which the admin API answers, and no route.
    public static let adminSegment = "_mock"

    /// The same with one more example, behind the others.
    public func adding(_ example: Example) -> Route {
        answering(examples: examples + [example], handler: handler, middleware: middleware)
    }

    /// The same method and path, with other answers.
    public func answering(examples: [Example], handler: HandlerReference?, middleware: [String]) -> Route {
        Route(
            method: method, pattern: pattern, host: host, optionalPrefix: optionalPrefix, examples: examples,
            handler: handler, middleware: middleware, location: location)
    }
}

extension Route {
    /// The name with the path that clients send: `GET /v1/carts/{id}` where the base path is `/v1`.
    public func name(below base: PathPattern?) -> String { Route.name(name, below: base) }

    /// The same for the name of a route.
    public static func name(_ name: String, below base: PathPattern?) -> String {
        guard let base, !base.segments.isEmpty, let slash = name.firstIndex(of: "/") else { return name }
        let path = name[slash...]
        return name[..<slash] + base.description + (path.utf8.count == 1 ? "" : path)
    }
}

/// A function in a route table.
public final class HandlerReference: Sendable {
    /// The chunk that returns the table.
    public let script: String
    /// The key in it, as written: `GET`, `POST /{id}/lines`.
    public let key: String
    /// Where the function begins.
    public let location: SourceLocation
    /// Its place among the declarations of its program; `nil` for one that may change while the program runs.
    public let number: Int?
    /// Whether the library answers, and no code of the project.
    public let isOfLibrary: Bool

    /// Makes a reference.
    public init(
        script: String, key: String, location: SourceLocation, number: Int? = nil, isOfLibrary: Bool = false
    ) {
        self.script = script
        self.key = key
        self.location = location
        self.number = number
        self.isOfLibrary = isOfLibrary
    }
}
