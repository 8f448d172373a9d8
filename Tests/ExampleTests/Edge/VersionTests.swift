import TestSupport
import Testing

/// Ranges and conditions of bodies from files: the same whatever the size of the file, and how it is kept in memory.
@Suite(.ownThreads) struct VersionTests {
    private func mock() throws -> EdgeMock {
        let small = String(repeating: "0123456789", count: 10)
        let head = "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n< ./body.txt"
        return try EdgeMock([
            "routes/small/GET.http": head, "routes/small/body.txt": small,
            "routes/large/GET.http": head, "routes/large/body.txt": String(repeating: small, count: 1_000),
            "routes/binary/GET.png": small,
            "routes/code/GET.http": head, "routes/code/body.txt": small,
            "routes/code/route.lua": "return { GET = function(req, res) res.headers[\"X-Code\"] = \"1\" end }",
            "routes/other/GET.http": head, "routes/other/body.txt": small,
            "routes/other/route.lua": "return { GET = function(req, res) res.body = \"made\" end }",
            "routes/plain/GET.json": "{\"a\":1}",
            "routes/wide/GET.json": "[\"" + String(repeating: "x", count: 100_000) + "\"]",
        ])
    }

    @Test(arguments: ["small", "large", "binary", "code"])
    func `a body from a file answers ranges and conditions`(route: String) throws {
        let mock = try mock()
        let path = "/\(route)"
        let whole = try mock.answer("GET", path)
        let tag = try #require(whole["etag"])
        let date = try #require(whole["last-modified"])
        #expect(whole.status == 200 && whole["accept-ranges"] == "bytes")
        let part = try mock.answer("GET", path, [("Range", "bytes=2-4")])
        #expect(part.status == 206 && part.text == "234")
        #expect(part["content-range"] == "bytes 2-4/\(whole.body.count)")
        for start in ["9999999", "99999999999999999999"] {
            #expect(try mock.answer("GET", path, [("Range", "bytes=\(start)-")]).status == 416)
            let last = try mock.answer("GET", path, [("Range", "bytes=2-\(start)")])
            #expect(last.status == 206 && last.body.count == whole.body.count - 2)
        }
        for (header, value, status) in [
            ("If-None-Match", tag, 304), ("If-None-Match", "*", 304), ("If-None-Match", "W/\(tag)", 304),
            ("If-None-Match", "\"other\"", 200), ("If-Modified-Since", date, 304), ("If-Match", tag, 200),
            ("If-Match", "*", 200), ("If-Match", "\"a\", \(tag)", 200), ("If-Match", "\"other\"", 412),
            ("If-Match", "W/\(tag)", 412), ("If-Unmodified-Since", date, 200),
            ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 412), ("If-Unmodified-Since", "yesterday", 200),
        ] {
            let answer = try mock.answer("GET", path, [(header, value)])
            #expect(answer.status == status, "\(header): \(value)")
            if status >= 300 { #expect(answer.body.isEmpty) }
        }
        for (value, status) in [
            (tag, 206), ("W/\(tag)", 200), ("\"other\"", 200), (date, 206), ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ] {
            let answer = try mock.answer("GET", path, [("Range", "bytes=0-1"), ("If-Range", value)])
            #expect(answer.status == status, "If-Range: \(value)")
        }
        let head = try mock.answer("HEAD", path)
        #expect(head["etag"] == tag && head["content-length"] == "\(whole.body.count)")
        #expect(try mock.answer("HEAD", path, [("If-None-Match", tag)]).status == 304)
    }

    @Test func `an empty file has a version, and no byte to ask for`() throws {
        let mock = try EdgeMock([
            "routes/text/GET.http": "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n< ./none.txt",
            "routes/text/none.txt": "",
            "routes/binary/GET.png": "",
        ])
        for path in ["/text", "/binary"] {
            let whole = try mock.answer("GET", path)
            let tag = try #require(whole["etag"])
            #expect(whole.status == 200 && whole["accept-ranges"] == "bytes" && whole["content-length"] == "0")
            #expect(try mock.answer("HEAD", path)["content-length"] == "0")
            #expect(try mock.answer("GET", path, [("If-None-Match", tag)]).status == 304)
            for (range, status) in [("0-", 416), ("0-0", 416), ("-0", 416), ("-20", 200), ("x", 200)] {
                let part = try mock.answer("GET", path, [("Range", "bytes=\(range)")])
                #expect(part.status == status, "\(range)")
                #expect(part["content-range"] == (status == 416 ? "bytes */0" : nil))
            }
        }
    }

    @Test(arguments: ["plain", "wide", "other"])
    func `a body of text or of code has no versions, whatever its size`(route: String) throws {
        let mock = try mock()
        let answer = try mock.answer("GET", "/\(route)", [("Range", "bytes=0-1"), ("If-None-Match", "*")])
        #expect(answer.status == 200)
        #expect(answer["etag"] == nil && answer["accept-ranges"] == nil)
    }
}
