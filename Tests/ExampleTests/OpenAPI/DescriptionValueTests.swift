import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// Behaviours 42 to 45 of an API description: values made from schemas.
@Suite struct DescriptionValueTests {
    private static let users = """
        components:
          schemas:
            User:
              type: object
              required: [id, email]
              properties:
                id: {type: integer}
                email: {type: string, format: email}
                city: {type: string}
                created_at: {type: string, format: date-time}
                password: {type: string, writeOnly: true}
        """

    private func users() throws -> DescribedMock {
        let one = "{description: d, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}"
        let all =
            "{description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/User'}}}}}"
        return try DescribedMock(
            paths: """
                  /users: {get: {responses: {'200': \(all)}}}
                  /users/{userId}: {get: {responses: {'200': \(one)}}}
                """, Self.users)
    }

    @Test func `44: what the path names stands in the answer, and the list has the same entries`() throws {
        let mock = try users()
        #expect(mock.value("/users/123")?["id"] == 123)
        let list = try #require(mock.value("/users")?.elements)
        #expect(list.count == 3)
        for (place, user) in list.enumerated() {
            #expect(user["id"] == .integer(Int64(place + 1)))
            #expect(mock.value("/users/\(place + 1)") == user)
        }
        #expect(mock.value("/users/1") != mock.value("/users/2"))
    }

    @Test func `44: the same seed and path have the same bytes, and another seed others`() throws {
        let (first, second) = (try users(), try users())
        #expect(first.answer("GET", "/users/7") == second.answer("GET", "/users/7"))
        let other = first.answer("GET", "/users/7", [("Prefer", "seed=2")])
        #expect(other.text != second.answer("GET", "/users/7").text)
        #expect(other == second.answer("GET", "/users/7", [("Prefer", "seed=2")]))
    }

    @Test func `44: values vary by turn when that is asked for`() throws {
        let mock = try users()
        let answers = (0..<3).map { _ in mock.answer("GET", "/users/7", [("Prefer", "dynamic=true")]).text }
        #expect(Set(answers).count == 3)
    }

    @Test func `27: what is only written is in no answer`() throws {
        #expect(try users().value("/users/1")?["password"] == nil)
    }

    @Test func `values look like what their names say`() throws {
        let user = try #require(try users().value("/users/5"))
        #expect(user["email"]?.text?.contains("@example.") == true)
        let created = try #require(user["created_at"]?.text.flatMap(TimeText.milliseconds(ofRFC3339:)))
        #expect(created < FixedClock().milliseconds)
    }

    @Test(arguments: [
        ("application/xml", "{type: object, properties: {a: {type: integer, enum: [1]}}}", "<a>1</a>"),
        ("text/plain", "{type: string, enum: [hot]}", "hot"),
        ("application/x-ndjson", "{type: array, minItems: 2, maxItems: 2, items: {const: 1}}", "1\n1\n"),
    ])
    func `45: values of other media types are written as those`(_ type: String, _ schema: String, _ text: String) throws
    {
        let mock = try DescribedMock(
            paths: "  /a: {get: {responses: {'200': {description: d, content: {\(type): {schema: \(schema)}}}}}}",
            version: "3.1.0")
        let answer = mock.answer("GET", "/a")
        #expect(answer.text.contains(text))
        #expect(answer.headers["content-type"] == type)
    }

    @Test func `45: an image is one`() throws {
        let mock = try DescribedMock(
            paths:
                "  /a: {get: {responses: {'200': {description: d, content: {image/png: {schema: {type: string, format: binary}}}}}}}"
        )
        guard case .bytes(let bytes) = mock.answer("GET", "/a").body else {
            Issue.record("no body")
            return
        }
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `an impossible schema answers 500 and names what cannot be`() throws {
        let mock = try DescribedMock(
            paths: "  /a: {get: {responses: {'200': {description: d, content: {application/json: "
                + "{schema: {type: integer, minimum: 5, maximum: 4}}}}}}}")
        let answer = mock.answer("GET", "/a")
        #expect(answer.status == 500)
        #expect(answer.text.contains("minimum"))
    }
}
