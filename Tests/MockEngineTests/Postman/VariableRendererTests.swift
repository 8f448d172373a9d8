import MockModel
import Testing

@testable import MockEngine

@Suite("Filling in a collection's templates")
struct VariableRendererTests {
    private static let request = Request(
        method: "POST", target: "/product/12345/details?k=a%20b&k=2",
        headers: HeaderFields([("X-Who", "carol"), ("Content-Type", "application/json")]),
        body: Array(#"{"a":{"b":[{"c":"deep"},7]},"x.y":true,"list":[1,"2"],"nothing":null}"#.utf8))

    private func text(_ template: String, request: Request = Self.request) -> String {
        var renderer = VariableRenderer(
            request, parameters: [("id", "7"), ("word", "{{$guid}}")], random: RandomGenerator(seed: 1), now: 0)
        return renderer.text(VariableTemplate.pieces(of: template))
    }

    @Test(
        "gives what the request says, or the default",
        arguments: [
            ("{{id}}", "7"), ("{{ id }}", "7"), ("<{{nobody}}>", "<{{nobody}}>"), ("{{$nonsense}}", "{{$nonsense}}"),
            ("{{$body 'a.b.0.c'}}", "deep"), ("{{$body 'a.b.1'}}", "7"), (#"{{$body 'x\.y'}}"#, "true"),
            ("{{$body 'list'}}", #"[1,"2"]"#), ("{{$body 'nothing'}}", "null"), ("{{$body 'a.b.9' 'none'}}", "none"),
            ("{{$body 'a.b.9'}}", "{{$body 'a.b.9'}}"), ("{{$queryParams 'k'}}", "a b"),
            ("{{$queryParams 'z' ''}}", ""),
            ("{{$pathSegments '1'}}", "12345"), ("{{$pathSegments '9' 'end'}}", "end"),
            ("{{$headers 'x-who'}}", "carol"),
            ("{{word}}", "{{$guid}}"),
        ])
    func values(template: String, expected: String) {
        #expect(text(template) == expected)
    }

    @Test("gives the whole body, and a form's fields by name")
    func bodies() {
        #expect(text("{{$body}}") == String(decoding: Self.request.body, as: UTF8.self))
        let form = Request(
            method: "POST", target: "/", headers: HeaderFields([("content-type", "application/x-www-form-urlencoded")]),
            body: Array("user=a+b&x=1".utf8))
        #expect(text("{{$body 'user'}}", request: form) == "a b")
    }

    @Test(
        "escapes what it makes up inside JSON, so that the answer stays JSON",
        arguments: ["application/json", nil, "text/plain"])
    func escapesInJSON(type: String?) throws {
        let template = "{\"text\": \"{{$randomLoremParagraphs}}\"}"
        var renderer = VariableRenderer(
            VariableRendererTests.request, parameters: [], random: RandomGenerator(seed: 1), now: 0)
        let response = renderer.fill(
            VariableTemplate(body: VariableTemplate.pieces(of: template)),
            in: Response(headers: HeaderFields(type.map { [("Content-Type", $0)] } ?? []), body: .none))
        guard case .bytes(let bytes) = response.body else { return #expect(Bool(false), "no body") }
        #expect(try JSONValue(parsing: bytes)["text"]?.text?.contains("\n") == true)
        #expect(text("{{$randomLoremParagraphs}}").contains("\n"))
    }

    @Test("makes up data anew for each token, and the same for the same call")
    func madeUp() {
        let values = text("{{$guid}} {{$guid}} {{$randomInt}}").split(separator: " ").map(String.init)
        #expect(values.count == 3)
        #expect(values.first?.count == 36)
        #expect(values.first != values.dropFirst().first)
        #expect(values.last.flatMap { Int($0) }.map { (0...1_000).contains($0) } == true)
        #expect(text("{{$guid}}") == values.first)
    }

    @Test("keeps a value from ending its header line")
    func headerValues() {
        let evil = Request(method: "GET", target: "/?k=a%0D%0ASet-Cookie:%20b")
        var renderer = VariableRenderer(evil, parameters: [], random: RandomGenerator(seed: 1), now: 0)
        let response = renderer.fill(
            VariableTemplate(body: nil, headers: [1: [.literal("<"), .token("$queryParams 'k'"), .literal(">")]]),
            in: Response(headers: HeaderFields([("A", "1"), ("B", "{{$queryParams 'k'}}")]), body: .bytes([1])))
        #expect(response.headers.fields.map(\.value) == ["1", "<a  Set-Cookie: b>"])
        #expect(response.body == .bytes([1]))
    }
}
