import Testing

@testable import MockSources

@Suite("The names of example files")
struct ExampleFileNameTests {
    @Test(
        "Method, name, status and extension are told apart",
        arguments: [
            ("GET.json", "GET", "default", nil, "json"), ("GET.empty.json", "GET", "empty", nil, "json"),
            ("POST.201.json", "POST", "default", 201, "json"),
            ("POST.declined.402.json", "POST", "declined", 402, "json"),
            ("GET.png", "GET", "default", nil, "png"), ("ANY.http", "ANY", "default", nil, "http"),
            ("GET.page.2.JSON", "GET", "page.2", nil, "json"), ("GET.v1.2.404.txt", "GET", "v1.2", 404, "txt"),
            ("PROPFIND.207.xml", "PROPFIND", "default", 207, "xml"), ("GET.4021.json", "GET", "4021", nil, "json"),
        ] as [(String, String, String, Int?, String)])
    func good(_ file: String, _ method: String, _ name: String, _ status: Int?, _ ending: String) throws {
        let parsed = try ExampleFileName(parsing: file)
        #expect(parsed.method == method)
        #expect(parsed.name == name)
        #expect(parsed.status == status)
        #expect(parsed.fileExtension == ending)
    }

    @Test(
        "What is no example says why",
        arguments: [
            ("get.json", "methods are written in capitals", #"did you mean "GET.json"?"#),
            ("GETT.json", #""GETT" is no method"#, #"did you mean "GET.json"?"#),
            (
                "GET.666.json", "666 is no status of an answer: they go from 200 to 599",
                "a whole message (.http) may have others"
            ),
            ("GET.200", "it has no extension, which gives the content type", #"did you mean "GET.200.json"?"#),
            ("GET", "it has no extension, which gives the content type", #"did you mean "GET.json"?"#),
            ("GET..json", "it has two dots side by side", nil),
            (
                "page-2.json", "it does not begin with a method",
                "examples are named like GET.json or POST.declined.402.json"
            ),
        ] as [(String, String, String?)])
    func bad(_ file: String, _ reason: String, _ hint: String?) throws {
        let refusal = try #require(throws: ExampleFileName.Refusal.self) { try ExampleFileName(parsing: file) }
        #expect(refusal.reason == reason)
        #expect(refusal.hint == hint)
    }
}
