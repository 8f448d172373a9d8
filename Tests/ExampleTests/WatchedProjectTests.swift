import Foundation
import TestSupport
import Testing

/// What the built binary sees of changes on the disk.
@Suite(.ownThreads) struct WatchedProjectTests {
    private func shell(_ command: String, in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        try process.start()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `a project that is removed and made again is served, and so is each later save`() throws {
        let base = try TemporaryFiles.folder(["mocks/routes/a/GET.json": "1"])
        defer { try? FileManager.default.removeItem(at: base) }
        let server = try ServedMock(base.appendingPathComponent("mocks").path)
        #expect(try server.answer("GET", "/a").text == "1")
        try shell("rm -r mocks", in: base)
        #expect(try server.answer("GET", "/a").text == "1", "the last version, while there is none")
        for version in 2...4 {
            try shell("mkdir -p mocks/routes/a && printf \(version) > mocks/routes/a/GET.json", in: base)
            #expect(try server.answer("GET", "/a").text == "\(version)")
        }
        try shell("cp -r mocks next && printf 5 > next/routes/a/GET.json && mv mocks old && mv next mocks", in: base)
        #expect(try server.answer("GET", "/a").text == "5")
        try shell("rm -r mocks/routes && mkdir -p mocks/routes/a && printf 6 > mocks/routes/a/GET.json", in: base)
        #expect(try server.answer("GET", "/a").text == "6")
    }

    @Test(arguments: [".", "../mocks"])
    func `a project named from its own folder is found again when that is removed and made again`(source: String) throws
    {
        let base = try TemporaryFiles.folder(["mocks/routes/a/GET.json": "1"])
        defer { try? FileManager.default.removeItem(at: base) }
        let server = try ServedMock(source, in: base.appendingPathComponent("mocks"))
        #expect(try server.answer("GET", "/a").text == "1")
        try shell("rm -r mocks", in: base)
        #expect(try server.answer("GET", "/a").text == "1", "the last version, while there is none")
        for version in 2...3 {
            try shell("mkdir -p mocks/routes/a && printf \(version) > mocks/routes/a/GET.json", in: base)
            #expect(try server.answer("GET", "/a").text == "\(version)")
        }
    }

    @Test(arguments: [("current", "", ""), (".", "current", "current"), ("current/api.lua", "", "")])
    func `a linked project is followed when its target is removed and made again, and when the link is changed`(
        source: String, folder: String, shown: String
    ) throws {
        let base = try TemporaryFiles.folder([
            "releases/1/routes/b/route.lua": "return { GET = function() return mock.read('n') end }",
            "releases/1/n": "1", "releases/1/api.lua": "return { [\"GET /b\"] = function() return '1' end }",
        ])
        defer { try? FileManager.default.removeItem(at: base) }
        try shell("ln -s releases/1 current", in: base)
        let server = try ServedMock(
            source, in: base.appendingPathComponent(folder),
            environment: shown.isEmpty ? [:] : ["PWD": base.appendingPathComponent(shown).path])
        #expect(try server.answer("GET", "/b").text == "1")
        try shell("cp -r releases/1 kept && rm -r releases/1", in: base)
        _ = try server.answer("GET", "/b")
        func make(_ version: Int, at place: String) throws {
            try shell(
                "cp -r kept next && printf \(version) > next/n && sed -i \"s/'1'/'\(version)'/\" next/api.lua && mv next \(place)",
                in: base)
        }
        try make(2, at: "releases/1")
        #expect(try server.answer("GET", "/b").text == "2")
        try make(3, at: "releases/3")
        try shell("ln -sfn releases/3 current", in: base)
        #expect(try server.answer("GET", "/b").text == "3")
        try shell("rm -r releases", in: base)
        _ = try server.answer("GET", "/b")
        try shell("mkdir releases", in: base)
        try make(4, at: "releases/3")
        #expect(try server.answer("GET", "/b").text == "4")
    }

    @Test func `the environment of a collection is found again in a folder that was made again`() throws {
        let collection = """
            {"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"a",
            "request":{"method":"GET","url":"{{url}}/a"},"response":[{"name":"a","originalRequest":{"method":"GET",
            "url":"{{url}}/a"},"code":200,"header":[],"body":"{{word}}"}]}]}
            """
        let base = try TemporaryFiles.folder([
            "mocks/c.json": collection, "mocks/e.json": #"{"values":[{"key":"word","value":"1"}]}"#,
        ])
        defer { try? FileManager.default.removeItem(at: base) }
        let server = try ServedMock("c.json", arguments: ["-e", "e.json"], in: base.appendingPathComponent("mocks"))
        #expect(try server.answer("GET", "/a").text == "1")
        try shell("cp -r mocks next && sed -i s/1/2/ next/e.json && rm -r mocks && mv next mocks", in: base)
        #expect(try server.answer("GET", "/a").text == "2")
    }

    @Test func `links, linked folders, body files and modules are followed`() throws {
        let base = try TemporaryFiles.folder([
            "routes/a/GET.json": "1", "shared/GET.json": "1", "bodies/b.txt": "1", "lib/x.lua": "return '1'",
            "routes/b/GET.http": "HTTP/1.1 200 OK\n\n< ../../bodies/b.txt", "releases/1/routes/r/GET.json": "1",
            "routes/c/route.lua": "local x = require('x') return { GET = function() return x end }",
            "routes/d/route.lua": "local x = mock.read('notes/d.txt') return { GET = function() return x end }",
            "notes/d.txt": "1",
        ])
        defer { try? FileManager.default.removeItem(at: base) }
        let server = try ServedMock(base.path)
        try shell("ln -s ../shared routes/s", in: base)
        #expect(try server.answer("GET", "/s").text == "1")
        for (path, file) in [("/s", "shared/GET.json"), ("/b", "bodies/b.txt"), ("/d", "notes/d.txt")] {
            try shell("printf 2 > \(file)", in: base)
            #expect(try server.answer("GET", path).text == "2", "\(path)")
        }
        try shell("printf \"return '2'\" > lib/x.lua", in: base)
        #expect(try server.answer("GET", "/c").text == "2")
        try shell("mkdir -p routes/.well-known/jwks && printf '[]' > routes/.well-known/jwks/GET.json", in: base)
        #expect(try server.answer("GET", "/.well-known/jwks").text == "[]")
        try shell("ln -s releases/1 current", in: base)
        let linked = try ServedMock(base.appendingPathComponent("current").path)
        #expect(try linked.answer("GET", "/r").text == "1")
        try shell(
            "cp -r releases/1 releases/2 && printf 2 > releases/2/routes/r/GET.json && ln -sfn releases/2 current",
            in: base)
        #expect(try linked.answer("GET", "/r").text == "2")
    }

    @Test func `what is no part of the project reloads nothing`() throws {
        let base = try TemporaryFiles.folder(["routes/a/GET.json": "{}"])
        defer { try? FileManager.default.removeItem(at: base) }
        let (log, file) = (base.appendingPathComponent("log"), base.appendingPathComponent("ready"))
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = [
            "serve", base.path, "--port", "0", "--ready-file", file.path, "--parent-pid", "\(getpid())",
        ]
        process.environment = BuiltBinary.environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.start()
        for _ in 0..<24_000 where process.isRunning && !FileManager.default.fileExists(atPath: file.path) {
            usleep(25_000)
        }
        let ready = try String(contentsOf: file, encoding: .utf8)
        let port = try #require(Int(ready.split(separator: "\"port\":")[1].prefix { $0.isNumber }))
        func call() throws {
            let client = try RawClient(port: port)
            client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(client.readResponse()?.status == 200)
        }
        try shell(
            "mkdir -p node_modules/x .git && echo 1 > node_modules/x/i.js && echo 1 > .git/HEAD && echo 1 > notes.md",
            in: base)
        try shell(
            "echo 1 > routes/a/.GET.json.swp && echo 1 > routes/a/4913 && rm routes/a/4913 && echo x > routes/README.md",
            in: base)
        try call()
        try shell("printf '[]' > routes/a/GET.json", in: base)
        try call()
        process.terminate()
        process.waitUntilExit()
        let text = try String(contentsOf: log, encoding: .utf8)
        #expect(text.split(separator: "\n").filter { $0.contains("reloaded") }.count == 1, "\(text)")
        #expect(
            !FileManager.default.fileExists(atPath: file.path), "gone with the server")
    }

    @Test func `a ready file of a server that was killed is gone before the next one is ready`() throws {
        let base = try TemporaryFiles.folder(["routes/a/GET.http": "HTTP/1.1 9\n\n", "ready": "{\"port\":1}\n"])
        defer { try? FileManager.default.removeItem(at: base) }
        let run = try BuiltBinary.run(["serve", ".", "--port", "0", "--strict", "--ready-file", "ready"], in: base)
        #expect(run.code == 3)
        #expect(!FileManager.default.fileExists(atPath: base.appendingPathComponent("ready").path))
    }
}
