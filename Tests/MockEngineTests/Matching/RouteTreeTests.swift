import MockModel
import Testing

@testable import MockEngine

@Suite("The tree of routes")
struct RouteTreeTests {
    private func tree(_ patterns: [String]) throws -> RouteFinder {
        var tree = RouteTree()
        for (place, name) in patterns.enumerated() {
            let words = name.split(separator: " ")
            let pattern = try PathPattern(parsing: String(words[1]))
            tree.insert(method: String(words[0]), pattern: pattern, route: place)
        }
        return RouteFinder(tree)
    }

    private func find(_ method: String, _ path: String, in patterns: [String]) throws -> String? {
        let hit = try tree(patterns).route(for: method, PathSegments(path.split(separator: "/").map(String.init)))
        return hit.map { "\(patterns[$0.route]) \($0.values.joined(separator: ","))" }
    }

    @Test(
        "prefers text to text with a parameter to a parameter to a rest",
        arguments: [
            ("/users/me", "GET /users/me "), ("/users/v7", "GET /users/v{id} 7"), ("/users/7", "GET /users/{id} 7"),
            ("/users/7/cart/x", "GET /users/{...path} 7/cart/x"), ("/users", "GET /users/{...path} "),
        ])
    func mostLiteral(path: String, expected: String) throws {
        let routes = ["GET /users/{...path}", "GET /users/{id}", "GET /users/v{id}", "GET /users/me"]
        #expect(try find("GET", path, in: routes) == expected)
    }

    @Test("steps back from a literal branch that leads nowhere")
    func backtracks() throws {
        let routes = ["GET /a/b/c", "GET /a/{x}/d", "GET /{y}/b/e"]
        #expect(try find("GET", "/a/b/d", in: routes) == "GET /a/{x}/d b")
        #expect(try find("GET", "/a/b/e", in: routes) == "GET /{y}/b/e a")
        #expect(try find("GET", "/a/b/f", in: routes) == nil)
    }

    @Test("takes the less literal route when only it has the method")
    func methodDecides() throws {
        let routes = ["GET /users/me", "DELETE /users/{id}", "ANY /users/{id}/x"]
        #expect(try find("DELETE", "/users/me", in: routes) == "DELETE /users/{id} me")
        #expect(try find("PURGE", "/users/1/x", in: routes) == "ANY /users/{id}/x 1")
        #expect(try tree(routes).methods(for: PathSegments(["users", "me"])).sorted() == ["DELETE", "GET"])
    }

    @Test("needs at least one character for a parameter")
    func emptyParameter() throws {
        #expect(try find("GET", "/.csv", in: ["GET /{id}.csv"]) == nil)
        #expect(try tree(["GET /a/{id}"]).route(for: "GET", PathSegments(["a", ""])) == nil)
    }

    @Test("prefers the longer text around a parameter")
    func longerAffix() throws {
        let routes = ["GET /{name}.json", "GET /{name}.min.json"]
        #expect(try find("GET", "/a.min.json", in: routes) == "GET /{name}.min.json a")
    }
}
