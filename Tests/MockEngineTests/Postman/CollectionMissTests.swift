import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("A request that a collection does not answer")
struct CollectionMissTests {
    private static let fixture = CollectionFixture(
        [
            .init("one", "GET", "/users/{id}", 200), .init("gone", "GET", "/users/{id}", 404),
            .init("made", "POST", "/users", 201, headers: [("Accept", "a/b")], body: #"{"a":1}"#),
        ], bare: ["PUT /users/{id}"])

    private func miss(_ line: String, _ headers: [String: String] = [:]) throws -> Miss {
        let outcome = Self.fixture.matcher(fuzzy: false).match(Self.fixture.request(line, headers))
        guard case .miss(let miss) = outcome else {
            Issue.record("\(line) is answered: \(outcome)")
            throw CancellationError()
        }
        return miss
    }

    @Test("hears what comes closest, and Postman's own error")
    func noPath() throws {
        let miss = try miss("GET /user/7")
        #expect(miss.title == "Nothing answers GET /user/7")
        #expect(miss.closest.first?.route == "GET /users/{id}")
        #expect(miss.hint == "No route has this path: did you mean GET /users/7?")
        #expect(
            miss.postmanError == [
                "name": "mockRequestNotFoundError",
                "message": "Double check your method and the request path and try again.",
                "header": "No matching requests",
            ])
    }

    @Test("hears that its request is known and has no example")
    func bare() throws {
        let miss = try miss("PUT /users/7")
        #expect(miss.title == "PUT /users/{id} is in the collection and has no example")
        #expect(miss.postmanError?["header"] == "You need an example")
        #expect(
            miss.postmanError?["message"]
                == "To mock this request add an example response for the mock server to return.")
    }

    @Test("hears which statuses there are")
    func status() throws {
        let miss = try miss("GET /users/7", ["x-mock-response-code": "500"])
        #expect(miss.hint == "x-mock-response-code may be 200, 404 here")
        #expect(miss.closest.map(\.failed) == [["its status is 200, not 500"], ["its status is 404, not 500"]])
    }

    @Test("hears which name or id does not exist, or answers another method")
    func named() throws {
        let misspelled = try miss("GET /users/7", ["x-mock-response-name": "gonne"])
        #expect(misspelled.title == "No example is named \"gonne\"")
        #expect(misspelled.hint == "Did you mean \"gone\"?")
        let otherMethod = try miss("GET /users/7", ["x-mock-response-name": "made"])
        #expect(otherMethod.title == "No example is named \"made\" and answers this request")
        #expect(otherMethod.closest.map(\.failed) == [["it answers POST, not GET"]])
        let otherStatus = try miss("GET /users/7", ["x-mock-response-id": "2", "x-mock-response-code": "200"])
        #expect(otherStatus.closest.map(\.failed) == [["its status is 404, not 200"]])
        #expect(try miss("GET /users/7", ["x-mock-response-id": "77"]).title == "No example has the id \"77\"")
    }

    @Test("hears that header or body must agree and do not")
    func agreement() throws {
        let header = try miss("POST /users {}", ["x-mock-match-request-headers": "Accept", "Accept": "c/d"])
        #expect(header.closest.map(\.failed) == [["the header Accept differs from the one saved"]])
        let body = try miss("POST /users {}", ["x-mock-match-request-body": "true"])
        #expect(body.closest.map(\.failed) == [["the request body differs from the one saved"]])
    }

    @Test("hears which methods its path has")
    func methods() throws {
        let miss = try miss("DELETE /users/7")
        #expect(miss.hint == "The collection has GET, PUT at this path")
        #expect(miss.postmanError?["header"] == "No matching requests")
    }

    @Test("gets a 404 problem document with Postman's error in it, for another method too")
    func documents() throws {
        let project = Project(root: "/", routes: Self.fixture.routes, matching: .collection(fuzzy: false))
        let engine = Engine(
            CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: FixedClock())
        let response = try #require(engine.answer("GET", "/nowhere")?.response)
        #expect(response.status == 404)
        let document = try JSONValue(parsing: response.text)
        #expect(document["error"]?["name"] == "mockRequestNotFoundError")
        #expect(engine.answer("DELETE", "/users/7")?.response.status == 404)
        #expect(engine.answer("OPTIONS", "/users/7")?.response.headers["allow"] == "GET, HEAD, OPTIONS, PUT")
        #expect(engine.answer("HEAD", "/users/7")?.response.status == 200)
    }
}
