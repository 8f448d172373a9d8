import MockModel
import Testing

@testable import MockSources

/// What a project remembers of its source.
@Suite struct OriginTests {
    @Test func `each setting and schema of a folder knows its place`() throws {
        let folder = try TemporaryFolder([
            "routes/GET.json": "1", "schemas/tea.json": "{}",
            "mockscript.yaml": "port: 4000\nclock:\n  mode: frozen\nbehaviors:\n  /x/**: { delay: 1ms }\ncors: true\n",
        ])
        let project = try folder.read()
        #expect(
            project.settingLocations.mapValues(\.ofLine) == [
                "port": "mockscript.yaml:1", "clock": "mockscript.yaml:2", "clock.mode": "mockscript.yaml:3",
                "behaviors": "mockscript.yaml:4", "behaviors./x/**": "mockscript.yaml:5",
                "behaviors./x/**.delay": "mockscript.yaml:5", "cors": "mockscript.yaml:6",
            ])
        #expect(project.schemas.location(of: "schemas/tea.json")?.file == "schemas/tea.json")
        #expect(project.schemas.location(of: "schemas/cup.json") == nil)
        #expect(project.routes.first?.location?.file == "routes")
    }

    @Test func `settings and files that mean nothing are left over`() throws {
        let folder = try TemporaryFolder([
            "routes/GET.json": "1", "routes/README.md": "#", "routes/notes.doc": "x",
            "mockscript.yaml": "team: tea\nclock: { zone: [1, x] }\n",
        ])
        let leftovers = try folder.read().leftovers
        #expect(
            leftovers.map { "\($0.location.ofLine) \($0.value.map(JSONWriter.text) ?? "")" } == [
                "mockscript.yaml:1 \"tea\"", "mockscript.yaml:2 [1,\"x\"]", "routes/README.md ", "routes/notes.doc ",
            ])
    }

    @Test func `scripts, authorization and what else a mock cannot use is left over, by its pointer`() throws {
        let text = """
            {"collection":{"info":{"name":"Tea","description":"All"},"auth":{"type":"noauth"},"item":[
              {"name":"F","event":[],"item":[
                {"name":"A","request":{"url":"h/a","header":[{"key":"A","value":"1"}],"auth":null},"response":[
                  {"name":"x","code":200,"cookie":[],"originalRequest":{"header":[{"key":"A","disabled":true}]}}]}]}]}}
            """
        let project = try PostmanReader.read(
            Array(text.utf8), name: "t.json", root: "/", options: SourceOptions(withLeftovers: true))
        #expect(
            project.leftovers.map { $0.location.pointer ?? "" } == [
                "/collection/info/description", "/collection/auth", "/collection/item/0/event",
                "/collection/item/0/item/0/request/url", "/collection/item/0/item/0/request/auth",
                "/collection/item/0/item/0/response/0/cookie",
                "/collection/item/0/item/0/response/0/originalRequest/header",
            ])
        #expect(try PostmanReader.read(Array(text.utf8), name: "t.json", root: "/", options: .init()).leftovers == [])
    }

    @Test func `problems of JSON files have their pointers`() throws {
        let folder = try TemporaryFolder([
            "routes/GET.json": "1", "data/teas.json": "[{\"id\":1},\n  7]",
            "schemas/tea.json": "{\n  \"properties\": { \"a/b\": { \"type\": 5 } } }",
        ])
        let problems = try folder.read().problems
        #expect(
            problems.map { "\($0.location?.description ?? "") \($0.location?.pointer ?? "")" }.sorted() == [
                "data/teas.json:2:3 /1", "schemas/tea.json:2:28 /properties/a~1b/type",
            ])
    }
}
