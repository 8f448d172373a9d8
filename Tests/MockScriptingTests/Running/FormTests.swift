import MockModel
import TestSupport
import Testing

@testable import MockScripting

@Suite("Forms in handlers")
struct FormTests {
    private static let text = "application/x-www-form-urlencoded"

    private func answer(_ code: String, type: String, body: String) throws -> (text: String, reason: String) {
        let mock = try LuaMock(["routes/route.lua": "return { POST = function(req) \(code) end }"])
        let delivery = mock.delivery("POST", "/", headers: [("Content-Type", type)], body: body)
        let status = delivery?.response.status ?? 0
        return ("\(status) \(delivery?.response.text ?? "")", delivery?.exchange.reason.sentence ?? "")
    }

    @Test("have every value in req.forms, and the first one in req.form")
    func values() throws {
        let code =
            "return req.form.id .. ' ' .. mock.json.encode(req.forms.id) .. table.concat(req.forms['a[]']) .. tostring(req.forms.x)"
        #expect(
            try answer(code, type: FormTests.text, body: "id=1&id=2&a[]=x&a[]=y").text == #"200 1 ["1","2"]xynil"#)
    }

    @Test(
        "that are broken answer 400 when they are read, and the log says why",
        arguments: [
            ("return req.form", text, "a=%zz"), ("return req.forms", text, "a=%FF"),
            (
                "return req.form", "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1"
            ),
            ("return { n = #req.files }", "multipart/form-data; boundary=b", "nothing"),
            ("return req.form", "multipart/form-data", "--b--"),
        ])
    func broken(code: String, type: String, body: String) throws {
        let (text, reason) = try answer(code, type: type, body: body)
        #expect(text.hasPrefix(#"400 {"error":"bad_form","message":"the body is a broken form: "#))
        #expect(reason.hasPrefix("400: the body is a broken form: "))
    }

    @Test("that are not read do no harm")
    func unread() throws {
        #expect(try answer("return 'fine'", type: FormTests.text, body: "a=%zz").text == "200 fine")
        #expect(try answer("return req.form", type: "text/plain", body: "a=%zz").text == "200 {}")
    }

    @Test("of JSON that is broken are named in the log as that")
    func brokenJSON() throws {
        let (text, reason) = try answer("return req.json", type: "application/json", body: "{oops")
        #expect(text.hasPrefix(#"400 {"error":"bad_json""#))
        #expect(reason.hasPrefix("400: the body is no JSON: "))
    }

    @Test(
        "credentials have a name and a password only when they can be read",
        arguments: [
            ("Basic YWRhOnMzOmNyZXQ=", "ada s3:cret"), ("Basic !!!", "nil nil"), ("Basic YWRh", "nil nil"),
            ("Basic YTr/", "nil nil"), ("Basic /zph", "nil nil"), ("Basic w6k6w6k=", "é é"), ("Basic Og==", " "),
            ("Bearer abc", "nil nil"), ("Basic", "nil nil"),
        ])
    func credentials(header: String, expected: String) throws {
        let mock = try LuaMock(
            get: "return tostring(req.auth.username) .. ' ' .. tostring(req.auth.password)")
        #expect(mock.call("GET", "/", headers: [("Authorization", header)]) == "200 \(expected)")
    }
}
