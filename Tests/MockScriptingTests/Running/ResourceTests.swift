import MockModel
import TestSupport
import Testing

@Suite("A resource")
struct ResourceTests {
    private static let films: JSONValue = [
        ["id": 1, "title": "Alien", "year": 1979], ["id": 2, "title": "Brazil", "year": 1985],
        ["id": 3, "title": "Contact", "year": 1997], ["id": 4, "title": "Dune", "year": 1984],
    ]

    private func mock(_ options: String = "") throws -> LuaMock {
        let mock = try LuaMock(
            ["routes/films/route.lua": "return mock.resource('films', { \(options) })"], seeds: ["films": Self.films])
        #expect(mock.problems.isEmpty)
        return mock
    }

    private func ids(_ mock: LuaMock, _ query: String) throws -> [Int] {
        let response = try #require(mock.delivery("GET", "/films\(query)")).response
        return try JSONValue(parsing: response.text).elements?.compactMap { row in
            if case .integer(let id) = row["id"] { Int(id) } else { nil }
        } ?? []
    }

    @Test(
        "filters, sorts and pages in our words and in those of json-server",
        arguments: [
            ("", [1, 2, 3, 4]), ("?year=1985", [2]), ("?year__gte=1985", [2, 3]), ("?year_gte=1985&year_lte=1990", [2]),
            ("?title_like=L", [1, 2]), ("?id=1&id=3", [1, 3]), ("?id_ne=1&id_ne=2", [3, 4]), ("?q=dun", [4]),
            ("?sort=-year", [3, 2, 4, 1]), ("?_sort=year&_order=desc", [3, 2, 4, 1]), ("?_sort=title", [1, 2, 3, 4]),
            ("?page=2&per_page=3", [4]), ("?_page=1&_limit=2", [1, 2]), ("?_limit=1", [1]), ("?limit=2", [1, 2]),
            ("?year=x", []),
        ])
    func lists(query: String, wanted: [Int]) throws {
        #expect(try ids(try mock(), query) == wanted)
    }

    @Test("links its pages and counts all")
    func links() throws {
        let response = try #require(try mock().delivery("GET", "/films?sort=-year&page=2&per_page=1")).response
        #expect(response.headers["x-total-count"] == "4")
        let link = try #require(response.headers["link"])
        #expect(link.contains(#"</films?sort=-year&per_page=1&page=3>; rel="next""#))
        #expect(link.contains(#"page=1>; rel="prev""#) && link.contains(#"page=4>; rel="last""#))
        let walked = try #require(try mock().delivery("GET", "/films?limit=3")).response.headers["link"]
        let target = try #require(walked?.split(separator: ">").first?.dropFirst())
        #expect(try ids(try mock(), String(target.dropFirst("/films".count))) == [4])
    }

    @Test("creates, changes and removes")
    func writes() throws {
        let mock = try mock()
        let made = try #require(mock.delivery("POST", "/films", body: #"{"title":"Eden"}"#)).response
        #expect(
            made.status == 201 && made.text == #"{"title":"Eden","id":5}"# && made.headers["location"] == "/films/5")
        #expect(mock.call("POST", "/films", body: #"{"id":5}"#).hasPrefix("409"))
        #expect(mock.call("PATCH", "/films/5", body: #"{"title":null,"year":2000}"#) == #"200 {"id":5,"year":2000}"#)
        #expect(mock.call("PUT", "/films/5", body: #"{"id":5,"title":"E"}"#) == #"200 {"id":5,"title":"E"}"#)
        #expect(mock.call("PUT", "/films/5", body: #"{"id":6}"#).hasPrefix("400"))
        #expect(mock.call("GET", "/films/5") == #"200 {"id":5,"title":"E"}"#)
        #expect(mock.call("DELETE", "/films/5") == "204")
        #expect(mock.call("GET", "/films/5") == #"404 {"error":"not_found"}"#)
        #expect(mock.call("PATCH", "/films/5", body: "{}").hasPrefix("404"))
    }

    @Test(
        "answers 400 to what it does not understand",
        arguments: [
            ("GET", "/films?page=two", ""), ("GET", "/films?year__gtt=1", ""), ("GET", "/films?cursor=x", ""),
            ("POST", "/films", "[]"), ("POST", "/films", ""), ("POST", "/films", "{"),
            ("POST", "/films", #"{"id":{}}"#),
        ])
    func bad(method: String, target: String, body: String) throws {
        #expect(try mock().call(method, target, body: body).hasPrefix("400 {\"error\":\"bad_"))
    }

    @Test("puts lists into an envelope, and has only the routes asked for")
    func options() throws {
        let mock = try mock("envelope = 'films', only = { 'GET' }")
        #expect(
            mock.call("GET", "/films?year=1984") == #"200 {"films":[{"id":4,"title":"Dune","year":1984}],"total":1}"#)
        #expect(mock.call("POST", "/films").hasPrefix("405"))
        let wrong = try LuaMock(["routes/x/route.lua": "return mock.resource('x', { only = { 'GTE' } })"])
        #expect(wrong.problems.first?.message == "mock.resource has no route 'GTE'; did you mean 'GET'?")
        #expect(wrong.problems.first?.location?.description == "routes/x/route.lua:1:38")
    }
}
