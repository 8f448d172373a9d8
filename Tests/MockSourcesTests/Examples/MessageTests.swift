import Foundation
import MockModel
import Testing

@testable import MockSources

@Suite("Whole messages")
struct MessageTests {
    private func example(_ text: String) throws -> Example {
        let project = try TemporaryFolder(["routes/GET.http": text]).read()
        #expect(project.findings == [])
        return try #require(project.example("GET.http"))
    }

    @Test("Status, reason, header lines in their order and the body are kept as written")
    func response() throws {
        let response = try example(
            "HTTP/1.1 299 Very Fine Indeed\r\nSet-Cookie: a=1\r\nx-ODD:  two words \r\nset-cookie: b=2\r\nEmpty:\r\n\r\nbody\r\n\r\n"
        ).response
        #expect(response.status == 299)
        #expect(response.reason == "Very Fine Indeed")
        #expect(
            response.headers.fields == [
                .init("Set-Cookie", "a=1"), .init("x-ODD", "two words"), .init("set-cookie", "b=2"), .init("Empty", ""),
            ])
        #expect(response.body == .bytes(Array("body\r\n\r\n".utf8)))
    }

    @Test(
        "A message may end with its head", arguments: ["HTTP/1.1 204 No Content", "HTTP/2 204\n\n", "HTTP/1.0 204\n"])
    func noBody(_ text: String) throws {
        let response = try example(text).response
        #expect(response.status == 204)
        #expect(response.body == .none)
    }

    @Test("Comment lines say when and how it answers")
    func directives() throws {
        let example = try example(
            """
            # A comment for people
            # @summary  Second page, slowly
            // @match query.page = 2
            #@match header.x-tenant = acme
            # @turn 1..2
            # @weight 3
            # @delay p50=80ms p99=1.2s
            # @fault reset
            HTTP/1.1 200 OK
            # @rate 20kB/s
            Content-Type: text/plain

            # @summary this is the body
            """)
        #expect(example.summary == "Second page, slowly")
        #expect(example.conditions.map(\.text) == ["query.page = 2", "header.x-tenant = acme"])
        #expect(example.conditions.first?.location.description == "routes/GET.http:3:11")
        #expect(example.turns == 1...2)
        #expect(example.weight == 3)
        #expect(
            example.delay
                == .percentiles([
                    .init(rank: 50, value: .milliseconds(80)), .init(rank: 99, value: .milliseconds(1_200)),
                ]))
        #expect(example.fault == Fault(.reset))
        #expect(example.rate == Rate(bytesPerSecond: 20_000))
        #expect(example.response.headers.fields.count == 1)
        #expect(example.response.body == .bytes(Array("# @summary this is the body".utf8)))
    }

    @Test("@when lines become one condition, each on its line", arguments: [("5..", 5...Int.max), ("3", 3...3)])
    func when(_ turns: String, _ range: ClosedRange<Int>) throws {
        let text = "# @when req.json.a > 1\n# @turn \(turns)\n# @when state.get('x') -- sure\nHTTP/1.1 200 OK\n\n"
        let project = try TemporaryFolder(["routes/GET.http": text]).read()
        let example = try #require(project.example("GET.http"))
        #expect(example.turns == range)
        #expect(example.when == "routes/GET.http#when")
        let script = try #require(project.script("routes/GET.http#when"))
        #expect(script.kind == .condition)
        #expect(
            script.text == "return function(req, state) return true and (req.json.a > 1)\n\n and (state.get('x')  ) end"
        )
    }

    @Test(
        "What is wrong with a message is named with its place",
        arguments: [
            ("{ \"a\": 1 }", "bad-example 1:1: the status line is missing"),
            ("", "bad-example 1:1: the status line is missing"),
            ("GET /x HTTP/1.1\n\n", "bad-example 1:1: this is a request; an example is the answer"),
            ("HTTP/1.1 OK\n\n", "bad-example 1:1: the status is a number from 200 to 999"),
            ("HTTP/1.1 2000 OK\n\n", "bad-example 1:1: the status is a number from 200 to 999"),
            ("HTTP/1.1 200 OK\nA b\n\n", "bad-example 2:1: a header line has no colon"),
            ("HTTP/1.1 200 OK\nA : b\n\n", "bad-example 2:1: 'A ' is no header name"),
            ("HTTP/1.1 200 OK\nA: b\n c\n\n", "bad-example 3:1: a header line does not begin with white space"),
            ("HTTP/1.1 200 OK\nA: b\rc\n\n", "bad-example 2:5: a header cannot have a carriage return or a NUL"),
            (
                "# @delay 250\nHTTP/1.1 200 OK\n\n",
                "bad-directive 1:10: @delay: \"250\" is no duration: it has no unit (ms, s, m, h, d)"
            ),
            ("# @turn 2..1\nHTTP/1.1 200 OK\n\n", "bad-directive 1:9: \"2..1\" goes down"),
            ("# @turn 0\nHTTP/1.1 200 OK\n\n", "bad-directive 1:9: \"0\" is no range of calls"),
            ("# @weight -1\nHTTP/1.1 200 OK\n\n", "bad-directive 1:11: \"-1\" is no weight"),
            (
                "# @fault explode\nHTTP/1.1 200 OK\n\n",
                "bad-directive 1:10: @fault: \"explode\" is no fault: there are empty, close, reset, hang, truncate, garbage, malformed, slow"
            ),
            ("# @delay 1s\n# @delay 2s\nHTTP/1.1 200 OK\n\n", "bad-directive 2:10: @delay stands twice"),
            (
                "# @dealy 1s\nHTTP/1.1 200 OK\n\n",
                "unknown-directive 1:3: @dealy means nothing here; there are @match @when @turn @weight @delay @fault @rate @early-hints @summary @template"
            ),
            (
                "# @match qeury.x = 1\nHTTP/1.1 200 OK\n\n",
                "bad-match 1:10: \"qeury\" is no part of a request: there are query.NAME, header.NAME, cookie.NAME, param.NAME, form.NAME, body and body.PATH"
            ),
            ("# @when\nHTTP/1.1 200 OK\n\n", "bad-directive 1:3: @when needs an expression"),
            ("# @when f(\nHTTP/1.1 200 OK\n\n", "bad-template 1:10: '(' has no partner in the expression"),
            ("HTTP/1.1 200 OK\n\n< nothing.json", "missing-file 3:3: nothing.json does not exist"),
            (
                "HTTP/1.1 200 OK\n\n< /etc/passwd",
                "bad-example 3:3: the file of a body is named from the example's own folder"
            ),
            (
                "HTTP/1.1 200 OK\n\n< ../../../../../../../../../../../../etc/passwd",
                "outside-project 3:3: ../../../../../../../../../../../../etc/passwd lies outside of the project"
            ),
            ("HTTP/1.1 200 OK\n\n< ..", "missing-file 3:3: .. is no file"),
        ])
    func problems(_ text: String, _ finding: String) throws {
        let project = try TemporaryFolder(["routes/x/GET.http": text]).read()
        let found = project.problems.map { problem in
            let place = problem.location.map { "\($0.line.map(String.init) ?? "-")\($0.column.map { ":\($0)" } ?? "")" }
            return "\(problem.name) \(place ?? "-"): \(problem.message)"
        }
        #expect(found == [finding])
    }

    @Test("A status in the name that is not the message's is worth a warning")
    func statusConflict() throws {
        let project = try TemporaryFolder(["routes/GET.a.410.http": "HTTP/1.1 404 Gone\n\n"]).read()
        #expect(
            project.findings == [
                "warning status-conflict routes/GET.a.410.http: the name says 410, the message 404, which is sent"
            ])
        #expect(project.example("GET.a.410.http")?.response.status == 404)
    }

    @Test("A body file is read from the example's folder, byte for byte, and a link out of the project is refused")
    func bodyFile() throws {
        let outside = try TemporaryFolder(["secret.bin": "s"])
        let folder = try TemporaryFolder([
            "routes/a/GET.http": "HTTP/1.1 200 OK\n\n<  ../b.bin \n\n",
            "routes/a/POST.http": "HTTP/1.1 200 OK\n\n< out.bin",
            "routes/a/PUT.http": "HTTP/1.1 200 OK\n\n<html>\n", "routes/a/PATCH.http": "HTTP/1.1 200 OK\n\n< a\nb",
        ])
        try folder.write("routes/b.bin", Data([0, 255, 10]))
        try folder.link("routes/a/out.bin", to: outside.path + "/secret.bin")
        let project = try folder.read()
        #expect(Set(project.problems.map(\.name)) == ["outside-project"])
        #expect(project.example("a/GET.http")?.response.body == .bytes([0, 255, 10]))
        #expect(project.example("a/POST.http")?.response.status == 500)
        #expect(project.example("a/PUT.http")?.response.body == .bytes(Array("<html>\n".utf8)))
        #expect(project.example("a/PATCH.http")?.response.body == .bytes(Array("< a\nb".utf8)))
    }

    @Test("No spelling of a path leads a body out of the project")
    func traversal() throws {
        let outside = try TemporaryFolder(["secret": "s"])
        let up = String(repeating: "../", count: 20)
        let target = outside.path.dropFirst()
        var paths = [
            "/\(target)/secret", "\(up)\(target)/secret", "./\(up)\(target)/secret", "link/secret",
            "link/../link/secret",
        ]
        paths += [
            "file:///\(target)/secret", "..%2f..%2f\(target)/secret", "..\\..\\secret", "~/secret", "/dev/zero",
            "/proc/self/environ",
        ]
        paths += [
            "x\0/../\(up)\(target)/secret", "\u{FF0E}\u{FF0E}/secret", "....//....//secret", "//\(target)/secret",
            "link", "pipe",
        ]
        let folder = try TemporaryFolder()
        for (place, path) in paths.enumerated() {
            try folder.write("routes/r\(place)/GET.http", Data("HTTP/1.1 200 OK\n\n< \(path)\n".utf8))
            try folder.link("routes/r\(place)/link", to: outside.path)
            mkfifo(folder.path + "/routes/r\(place)/pipe", 0o600)
        }
        let project = try folder.read()
        #expect(project.routes.count == paths.count)
        #expect(project.routes.allSatisfy { $0.examples.allSatisfy { $0.response.status == 500 } })
        let refused = Set(project.problems.filter { $0.location?.line == 3 }.map { $0.location?.file })
        #expect(refused.count == paths.count)
    }
}
