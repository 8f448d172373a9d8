import MockModel
import TestSupport

@testable import MockEngine

/// A small collection whose answers are known by name.
struct CollectionFixture {
    struct Item {
        let example: Example
        let method: String
        let path: String
        let prefix: Int

        init(
            _ name: String, _ method: String, _ path: String, _ status: Int, id: String = "",
            query: [ExampleOrigin.QueryItem] = [], headers: [(String, String)] = [], body: String? = nil,
            origin: OriginBody? = nil, values: [String: String] = [:], prefix: Int = 0
        ) {
            self.method = method
            self.path = path
            self.prefix = prefix
            example = Example(
                name: name, response: Response(status: status), location: SourceLocation(file: "c.json"),
                origin: ExampleOrigin(
                    id: id, values: values, query: query, headers: HeaderFields(headers),
                    body: origin ?? body.map(OriginBody.text)))
        }
    }

    let routes: [Route]

    /// A collection of examples, and of requests without one.
    init(_ items: [Item], bare: [String] = []) {
        let answered = items.enumerated().compactMap { number, item in
            var example = item.example
            if example.origin?.id.isEmpty == true { example.origin?.id = "\(number + 1)" }
            return (try? PathPattern(parsing: item.path)).map {
                Route(method: item.method, pattern: $0, optionalPrefix: item.prefix, examples: [example])
            }
        }
        routes = answered + bare.compactMap { try? Route.named($0) }
    }

    func matcher(fuzzy: Bool) -> CollectionMatcher { CollectionMatcher(routes, fuzzy: fuzzy) }

    /// The name of the example that answers `METHOD TARGET BODY`.
    func answer(to line: String, _ headers: [String: String] = [:], fuzzy: Bool = false) -> String? {
        match(line, headers, fuzzy: fuzzy)?.name
    }

    /// The example that answers, and what its request lends to it.
    func match(
        _ line: String, _ headers: [String: String] = [:], fuzzy: Bool = false
    ) -> (name: String, parameters: [String: String])? {
        guard case .found(let route, let place, let parameters) = matcher(fuzzy: fuzzy).match(request(line, headers))
        else { return nil }
        let lent = Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
        return (routes[route].examples[place].name, lent)
    }

    func request(_ line: String, _ headers: [String: String] = [:]) -> Request {
        let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
        return Request(
            method: parts[0], target: parts[1], headers: HeaderFields(headers.map { ($0.key, $0.value) }),
            body: parts.count > 2 ? Array(parts[2].utf8) : [])
    }
}
