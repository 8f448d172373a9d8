import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// The first stage: what a request meets.
@Suite struct MatchingTests {
    private static let cases: [(line: String, headers: [(String, String)], met: String)] = [
        ("GET /users", [], "GET /users []"),
        ("HEAD /users", [], "GET /users []"),
        ("GET /users/7", [], "GET /users/{id} [id=7]"),
        ("GET /users/7?x=1", [], "GET /users/{id} [id=7]"),
        ("POST /users", [], "methods GET HEAD OPTIONS"),
        ("OPTIONS /users", [], "methods GET HEAD OPTIONS"),
        ("GET /nowhere", [], "nothing"),
        ("OPTIONS /own", [], "OPTIONS /own []"),
        (
            "OPTIONS /users", [("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "GET")],
            "preflight"
        ),
        (
            "OPTIONS /nowhere", [("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "GET")],
            "preflight"
        ),
        (
            "OPTIONS /own", [("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "GET")],
            "OPTIONS /own []"
        ),
        (
            "OPTIONS /users", [("Origin", "http://evil.example"), ("Access-Control-Request-Method", "GET")],
            "methods GET HEAD OPTIONS"
        ),
    ]

    @Test(arguments: MatchingTests.cases.indices)
    func `a request meets a route, other methods, a preflight, or nothing`(_ index: Int) throws {
        let (line, headers, met) = MatchingTests.cases[index]
        let routes = try ["GET /users", "GET /users/{id}", "OPTIONS /own"].map { try Route.named($0, [.text("x")]) }
        let match = StageFixture.project(routes).match(StageFixture.request(line, headers))
        #expect(sketch(match) == met, "\(line) \(headers)")
    }

    private func sketch(_ match: Match) -> String {
        switch match {
        case .route(let route, let parameters, _):
            "\(route.name) [\(parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ","))]"
        case .preflight: "preflight"
        case .otherMethods(let methods), .options(let methods): "methods \(methods.joined(separator: " "))"
        case .nothing: "nothing"
        }
    }
}
