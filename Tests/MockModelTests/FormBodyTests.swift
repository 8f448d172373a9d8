import Testing

@testable import MockModel

@Suite("Form bodies")
struct FormBodyTests {
    private func form(_ type: String, _ body: String) -> FormBody {
        FormBody(
            Request(
                method: "POST", target: "/", headers: HeaderFields([("content-type", type)]), body: Array(body.utf8)))
    }

    @Test("of the usual kind have fields")
    func encoded() {
        let fields = form("application/x-www-form-urlencoded; charset=utf-8", "a=1&b=x+y%21&a=2").fields
        #expect(fields.map { "\($0.name)=\($0.value)" } == ["a=1", "b=x y!", "a=2"])
        #expect(form("text/plain", "a=1").fields.isEmpty)
    }

    @Test("in parts have fields and files")
    func multipart() {
        let body = """
            preamble\r
            --x;y\r
            Content-Disposition: form-data; name="title"\r
            \r
            Line 1\r
            --x\r
            --x;y\r
            content-disposition: form-data; name="file"; filename="a;b \\"c\\".txt"\r
            Content-Type: text/csv\r
            \r
            1,2\r
            \r
            --x;y--\r
            """
        let form = form("multipart/form-data; boundary=\"x;y\"", body)
        #expect(form.fields.map { "\($0.name)=\($0.value)" } == ["title=Line 1\r\n--x"])
        #expect(form.files.map(\.filename) == ["a;b \"c\".txt"])
        #expect(form.files.map(\.type) == ["text/csv"])
        #expect(form.files.map { String(decoding: $0.body, as: UTF8.self) } == ["1,2\r\n"])
    }

    @Test(
        "that are broken say what is wrong",
        arguments: [
            ("", "the boundary \"b\" of Content-Type does not occur in the body"),
            ("x", "the boundary \"b\" of Content-Type does not occur in the body"),
            ("--b", "the body ends before its closing boundary \"--b--\""),
            ("--b\r\n", "the body ends before its closing boundary \"--b--\""),
            ("--b\r\nX: y\r\n--b--", "part 1 has no empty line behind its header"),
            ("--b\r\nX: y\r\n\r\nx\r\n--b--", "a part has no \"Content-Disposition: form-data\" with a name"),
            ("--b--", nil),
            ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n", nil),
        ] as [(String, String?)])
    func broken(body: String, problem: String?) {
        let form = form("multipart/form-data; boundary=b", body)
        #expect(form.isForm)
        #expect(form.problem == problem)
    }

    @Test(
        "of the usual kind are broken by half escapes, by bytes that are not UTF-8, and by too many fields",
        arguments: [
            ("a=1&b=%41", nil), ("", nil), ("a", nil),
            ("a=%", "\"%\" at byte 2 is no percent escape; a percent sign is written %25"),
            ("a=%4", "\"%4\" at byte 2 is no percent escape; a percent sign is written %25"),
            ("a=%zz1", "\"%zz\" at byte 2 is no percent escape; a percent sign is written %25"),
            ("a=%FF", "the text is not UTF-8"),
            (String(repeating: "a&", count: 1_001), "more than 1,000 fields"),
        ] as [(String, String?)])
    func brokenText(body: String, problem: String?) {
        #expect(form("application/x-www-form-urlencoded", body).problem == problem)
    }

    @Test("without a boundary are broken, and another content type is no form")
    func otherTypes() {
        #expect(form("multipart/form-data", "--b").problem == "multipart/form-data needs a boundary in Content-Type")
        #expect(!form("application/json", "{}").isForm)
        #expect(form("application/json", "a=%").problem == nil)
    }

    @Test("a part with any number of header lines is read, and only two of them count")
    func manyLines() {
        let lines = String(repeating: "X: y\r\n", count: 200_000)
        let disposition = "content-Disposition : form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n"
        let body = "--b\r\n\(lines)\(disposition)\(lines)\r\nv\r\n--b--"
        #expect(form("multipart/form-data; boundary=b", body).fields.map(\.name) == ["a"])
    }
}

@Suite("Parameters of a header value")
struct HeaderParametersTests {
    @Test(
        "are cut at semicolons outside of quotes",
        arguments: [
            ("form-data; name=\"a;b\"; filename=c.txt", "form-data", ["name": "a;b", "filename": "c.txt"]),
            ("Text/HTML ; Charset = \"utf-8\" ", "text/html", ["charset": "utf-8"]),
            ("a; b=\"x\\\"y;z\"; c", "a", ["b": "x\"y;z"]), ("", "", [:]), (";;=;a=", "", ["": "", "a": ""]),
            ("a; b=\"", "a", ["b": "\""]), ("a; é=ü", "a", ["é": "ü"]),
        ] as [(String, String, [String: String])])
    func cut(text: String, value: String, parameters: [String: String]) {
        let read = HeaderParameters(text)
        #expect(read.value == value)
        for (name, wanted) in parameters { #expect(read[name] == wanted, "\(name)") }
    }
}
