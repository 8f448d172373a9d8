import Foundation
import MockModel
import TestSupport
import Testing

/// `mockscript try`, as users run it.
@Suite(.ownThreads) struct TryTests {
    private func run(_ arguments: [String], route: String) throws -> BuiltBinary.Outcome {
        let folder = try TemporaryFiles.folder(["routes/a/route.lua": route])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try BuiltBinary.run(["try"] + arguments, in: folder)
    }

    private func document(_ arguments: [String], route: String) throws -> JSONValue {
        let outcome = try run(arguments + ["--json"], route: route)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8))
    }

    @Test func `json tells the call as the admin API does`() throws {
        let call = try document(
            ["POST", "/a?x=1", "-d", #"{"b":2}"#],
            route:
                "return { POST = function(req) mock.state.set('n', 1) print('hi') return 201, { x = req.query.x } end }"
        )
        #expect(call["request"]?["method"] == "POST" && call["request"]?["json"]?["b"] == 2)
        #expect(call["match"]?["route"] == "POST /a")
        #expect(call["response"]?["status"] == 201 && call["response"]?["json"] == ["x": "1"])
        #expect(call["state"]?.elements?.first?["key"] == "n")
        #expect(call["handler"]?["log"] == ["hi"] && call["failure"] == nil)
    }

    @Test(arguments: [
        ("/good", [], 3), ("/broken", ["routes/broken/GET.json"], 2),
        ("/code", ["routes/code/route.lua", "lib/tools.lua"], 1),
        ("/nowhere", [], 3),
    ])
    func `only problems of the tried route are shown, and the others counted`(
        path: String, files: [String], others: Int
    ) throws {
        let folder = try TemporaryFiles.folder([
            "routes/good/GET.json": "{}", "routes/broken/GET.json": "{ \"a\": \"{{ 1 + }}\" }",
            "routes/code/route.lua": "return { GET = function(req) if req.query.x then pritn(1) end return 200 end }",
            "lib/tools.lua": "return { x = function() return mock.nwo end }",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["try", "GET", path], in: folder)
        #expect(outcome.code == 0)
        for file in ["routes/broken/GET.json", "routes/code/route.lua", "lib/tools.lua"] {
            #expect(outcome.errors.contains(file) == files.contains(file), "\(file): \(outcome.errors)")
        }
        let noun =
            path == "/nowhere"
            ? "3 problems of the project"
            : others == 1 ? "1 problem of another file" : "\(others) problems of other files"
        #expect(outcome.errors.hasSuffix("\(noun): mockscript check\n"), "\(outcome.errors)")
    }

    @Test func `json tells where a handler failed`() throws {
        let call = try document(["GET", "/a"], route: "return { GET = function(req)\n  mock.sleep(5)\nend }")
        #expect(call["response"]?["status"] == 500)
        let failure = try #require(call["failure"])
        #expect(failure["file"] == "routes/a/route.lua" && failure["line"] == 2)
        #expect(failure["column"] == 14 && failure["length"] == 1)
        #expect(failure["message"]?.text?.contains("no unit") == true)
    }

    @Test func `json tells the parts of a stream with their times`() throws {
        let call = try document(
            ["GET", "/a"],
            route: """
                return { GET = function() return mock.sse(function(s)
                  s:send { data = 1 } mock.sleep("2s") s:sned { data = 2 }
                end) end }
                """)
        #expect(call["stream"]?["parts"] == [["ms": 0, "text": "data: 1\n\n"]])
        #expect(call["stream"]?["failure"]?["column"] == 42)
    }

    @Test func `a failure in a stream is shown in its line`() throws {
        let route = "return { GET = function() return mock.sse(function(s)\n  s:sned { data = 2 }\nend) end }"
        let outcome = try run(["GET", "/a"], route: route)
        #expect(outcome.output.contains("    → 2 │   s:sned { data = 2 }\n"), "\(outcome.output)")
        #expect(outcome.output.contains("│     ~~~~ a stream has no 'sned'; did you mean 'send'?"))
    }

    @Test func `a failure of a timer is shown below the answer`() throws {
        let route =
            "return { GET = function()\n  mock.after('1s', function() mock.id(5) end)\n  mock.sleep('2s')\n  return 204\nend }"
        let outcome = try run(["GET", "/a"], route: route)
        let shown =
            "    → 2 │   mock.after('1s', function() mock.id(5) end)\n        │                                       ~ the prefix of"
        #expect(outcome.output.contains(shown), "\(outcome.output)")
    }

    @Test func `a call to another server is made, under the rules of the network`() throws {
        let server = try ServedMock("examples/hello")
        let route = """
            return {
              PUT = function(req) return { s = mock.fetch("http://127.0.0.1:\(server.port)/nothing").status } end,
              POST = function(req) return mock.proxy(req, "http://127.0.0.1:\(server.port)") end,
              PATCH = function(req) return mock.fetch("https://example.com/x") end,
            }
            """
        #expect(try document(["PUT", "/a"], route: route)["response"]?["json"] == ["s": 404])
        #expect(try document(["POST", "/a"], route: route)["response"]?["status"] == 404)
        let refused = try document(["PATCH", "/a"], route: route)
        #expect(refused["failure"]?["message"]?.text?.contains("add \"https://example.com\" to \"network\"") == true)
    }

    @Test func `a WebSocket asked without its handshake is 426`() throws {
        let route = "return { GET = function() return mock.websocket(function(s) s:receive() end) end }"
        let call = try document(["GET", "/a"], route: route)
        #expect(call["response"]?["status"] == 426)
    }

    @Test func `a printed command sends the same request again in a shell`() throws {
        let folder = try TemporaryFiles.folder([
            "routes/a/route.lua": "return { ANY = function(req)\n  error('seen')\nend }"
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nit's 5 %\r\n--x--\r\n"
        for (body, type) in [(text, "multipart/form-data; boundary=x"), ("-x", nil), ("@a", "text/plain")] {
            let file = folder.appendingPathComponent("sent")
            try TemporaryFiles.write(Data(body.utf8), to: file)
            let type = type.map { ["-H", "Content-Type: \($0)"] } ?? ["-H", "Content-Type:"]
            let first = try BuiltBinary.run(
                ["try", "POST", "/a?x='1'", "-H", "Authorization: Bearer t", "-d", "@sent"] + type, in: folder)
            let line = try #require(first.output.split(separator: "\n").first { $0.contains("again: ") })
            let command = line.split(separator: "again: ", maxSplits: 1)[1]
            let program = try TemporaryFiles.folder([:])
            defer { try? FileManager.default.removeItem(at: program) }
            try FileManager.default.createSymbolicLink(
                at: program.appendingPathComponent("mockscript"),
                withDestinationURL: URL(fileURLWithPath: BuiltBinary.path))
            let second = try shell("PATH='\(program.path)':$PATH; \(command) --json", in: folder)
            let request = try JSONValue(parsing: Array(second.utf8))["request"]
            #expect(request?["body"]?.text == body, "\(command)")
            #expect(request?["url"] == "/a?x='1'" || request?["target"] == "/a?x='1'", "\(String(describing: request))")
            #expect(request?["headers"]?["Authorization"] == "Bearer t" || second.contains("Bearer t"), "\(second)")
        }
    }

    /// What a command of bash prints.
    private func shell(_ command: String, in folder: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = BuiltBinary.environment()
        let pipe = Pipe.ofTest
        process.standardOutput = pipe
        try process.start()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `a server that is not there is an answer of its own`() throws {
        let call = try document(
            ["GET", "/a"],
            route: "return { GET = function() return { e = mock.fetch('http://127.0.0.1:1/').error } end }")
        #expect(call["response"]?["json"] == ["e": "refused"])
    }
}
