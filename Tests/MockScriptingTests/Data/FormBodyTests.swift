import MockModel
import Testing

@testable import MockScripting

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

    @Test("that are broken have what can be read, and never fail")
    func broken() {
        for body in [
            "", "--b", "--b\r\n", "--b--", "--b\r\n\r\n", "--b\r\nX\r\n\r\nx\r\n--b", "\r\n--b\r\n--b\r\n--b--",
        ] {
            #expect(form("multipart/form-data; boundary=b", body).fields.isEmpty)
        }
        #expect(form("multipart/form-data", "--b").fields.isEmpty)
    }
}
