import MockModel
import Testing

@testable import MockSources

@Suite("Templates of examples")
struct TemplateTests {
    private func chunk(_ file: String, _ text: String) throws -> String? {
        let project = try TemporaryFolder(["routes/\(file)": text]).read()
        #expect(project.findings == [])
        guard case .script(let name)? = project.example(file)?.template else { return nil }
        #expect(name == "routes/\(file)")
        #expect(project.script(name)?.kind == .template)
        return project.script(name)?.text
    }

    @Test("A JSON string that is one expression becomes its value, and all else stays as it is formatted")
    func json() throws {
        let text = """
            {
              "id":  "{{ req.params.id }}", "note": "hi \\"{{ req.query.who }}\\"!",
              "{{ 'k' }}" : "{{ {1}}}",
              "raw": "\\\\{{ x }}", "tab": "\\t{{ \\"q\\" }}", "plain": [1.0, null]
            }
            """
        let expected = #"""
            return{headers={},body={"{\010  \"id\":  ",
            {"json",function(req,state)return( req.params.id )end},", \"note\": \"hi \\\"",{"jsonstring",function(req,state)return( req.query.who )end},"\\\"!\",\010  \"",
            {"jsonstring",function(req,state)return( 'k' )end},"\" : ",{"json",function(req,state)return( {1})end},",\010  \"raw\": \"{{ x }}\", \"tab\": \"\\t",
            {"jsonstring",function(req,state)return( "q" )end},"\", \"plain\": [1.0, null]\010}",},}
            """#
        #expect(try chunk("GET.json", text) == expected)
    }

    @Test(
        "Other text is written by its content type",
        arguments: [
            ("GET.txt", "text"), ("GET.html", "html"), ("GET.xml", "xml"), ("GET.svg", "xml"), ("GET.csv", "csv"),
            ("GET.form", "url"), ("GET.js", "jsonstring"), ("GET.graphql", "text"), ("GET.md", "text"),
        ])
    func kinds(_ file: String, _ kind: String) throws {
        let expected = #"return{headers={},body={"a {{ ",{""# + kind + #"",function(req,state)return( 1 )end},},}"#
        #expect(try chunk(file, "a \\{{ {{ 1 }}") == expected)
    }

    @Test("Each line of JSON lines is JSON")
    func jsonLines() throws {
        let text = try #require(try chunk("GET.ndjson", "{\"a\": \"{{ 1 }}\"}\n{\"a\": 2}\n"))
        #expect(text.contains(#"{"json",function(req,state)return( 1 )end}"#))
    }

    @Test("A text without {{, a binary file and @template off make no chunk")
    func none() throws {
        #expect(try chunk("GET.json", #"{"a":{"b":{"c":1}}}"#) == nil)
        #expect(try chunk("GET.png", "{{ 1 }}") == nil)
        #expect(try chunk("GET.http", "# @template off\nHTTP/1.1 200 OK\nX-A: {{ 1 }}\n\n{{ 2 }}") == nil)
    }

    @Test("Header and body of a message are one chunk, each expression on its line")
    func message() throws {
        let text =
            "# c\nHTTP/1.1 200 OK\nA: b\nX-Id: n{{ 1 }}\nContent-Type: application/json\n\n{\n\"a\": \"{{ 2 }}\"}"
        let expected = #"""
            return{headers={[2]={"n",


            {"header",function(req,state)return( 1 )end},},},body={"{\010\"a\": ",



            {"json",function(req,state)return( 2 )end},"}",},}
            """#
        #expect(try chunk("GET.http", text) == expected)
    }

    @Test("A body in a file is a template of that file, shared by those who send it")
    func bodyFile() throws {
        let head = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n< ./page.json\n"
        let project = try TemporaryFolder([
            "routes/GET.http": head, "routes/GET.x.http": head, "routes/page.json": "{\"a\": \"{{ 1 }}\"}",
            "routes/POST.http": "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n< page.json",
        ]).read()
        #expect(project.findings == [])
        #expect(project.example("GET.http")?.template == .script("routes/page.json"))
        #expect(project.example("GET.x.http")?.template == .script("routes/page.json"))
        #expect(project.example("POST.http")?.template == .script("routes/POST.http"))
        #expect(project.scripts.count == 2)
    }

    @Test(
        "A bad template is named with its place",
        arguments: [
            ("GET.json", "{\n \"a\": \"{{ f( }}\" }", "2:12", "'(' has no partner in the expression"),
            ("GET.json", "{\n \"a\": \"x \\\"{{ \" }", "2:12", "{{ has no }}"),
            ("GET.txt", "é {{ }}", "1:3", "the expression between {{ and }} is empty"),
            ("GET.txt", "a\n{{ 'b }}\n", "2:4", "a string is not closed"),
            ("GET.json", "{ \"a\": {{ 1 }} }", "1:9", "this is not JSON: expected a name in double quotes, found '{'"),
            (
                "GET.html", "{{#each x}}", "1:1",
                "{{#each}} is a tag of another template language; here stand Lua expressions alone"
            ),
        ])
    func bad(_ file: String, _ text: String, _ place: String, _ message: String) throws {
        let project = try TemporaryFolder(["routes/\(file)": text]).read()
        #expect(project.problems.map(\.message) == [message])
        #expect(project.problems.first?.location?.description == "routes/\(file):\(place)")
        #expect(project.problems.first?.severity == .error)
        #expect(project.example(file)?.response.status == 500)
    }

    @Test("JSON that is none is served as it is, with a warning")
    func brokenJSON() throws {
        let project = try TemporaryFolder(["routes/GET.json": "{ \"a\": }"]).read()
        #expect(project.problems.map(\.severity) == [.warning])
        #expect(project.example("GET.json")?.response.body.count == 8)
    }
}
