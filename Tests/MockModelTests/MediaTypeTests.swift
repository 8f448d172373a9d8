import MockModel
import Testing

@Suite("Media types")
struct MediaTypeTests {
    @Test(
        "an extension stands for a content type",
        arguments: [
            ("json", "application/json"), ("JSON", "application/json"), ("txt", "text/plain; charset=utf-8"),
            ("html", "text/html; charset=utf-8"), ("xml", "application/xml"), ("csv", "text/csv; charset=utf-8"),
            ("png", "image/png"), ("jpg", "image/jpeg"), ("svg", "image/svg+xml"), ("pdf", "application/pdf"),
            ("js", "text/javascript; charset=utf-8"), ("ndjson", "application/x-ndjson"), ("wasm", "application/wasm"),
            ("yaml", "application/yaml"), ("md", "text/markdown; charset=utf-8"), ("nope", "application/octet-stream"),
            ("problem+json", "application/problem+json"), ("", "application/octet-stream"),
        ])
    func types(name: String, type: String) {
        #expect(MediaType.contentType(ofExtension: name) == type)
    }

    @Test("a whole message has no type of its own")
    func message() {
        #expect(!MediaType.isKnown(extension: "http"))
        #expect(MediaType.isKnown(extension: "Json"))
    }

    @Test(
        "a content type is saved under an extension",
        arguments: [
            ("application/json; charset=utf-8", "json"), ("Text/HTML", "html"),
            ("application/vnd.acme.v2+json", "json"),
            ("application/foo+xml", "xml"), ("image/jpeg", "jpg"), ("text/plain", "txt"), ("x/unknown", nil), ("", nil),
        ] as [(String, String?)])
    func extensions(type: String, name: String?) {
        #expect(MediaType.fileExtension(ofContentType: type) == name)
    }

    @Test("JSON and XML are known by their suffix too")
    func families() {
        #expect(MediaType.isJSON("application/problem+json;charset=utf-8"))
        #expect(!MediaType.isJSON("application/x-ndjson"))
        #expect(MediaType.isXML("image/svg+xml"))
        #expect(!MediaType.isXML("text/html"))
    }
}
