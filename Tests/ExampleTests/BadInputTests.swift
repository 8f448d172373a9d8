import Foundation
import TestSupport
import Testing

/// What goes wrong before anything is served: one clear message with the place, the right exit code, in under a second.
@Suite(.ownThreads) struct BadInputTests {
    /// A folder that cannot be served, and what must be said about it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var files: [String: String] = [:]
        var arguments: [String] = ["serve", ".", "--port", "0", "--strict"]
        var environment: [String: String] = [:]
        var code: Int32 = 3
        /// Texts that the message has.
        var says: [String]
    }

    static let cases = [
        Case(
            testDescription: "Lua that does not compile",
            files: ["routes/a/route.lua": "return {\n  GET = function( return 1 end\n}\n"],
            says: ["routes/a/route.lua:2", "error["]),
        Case(
            testDescription: "Lua that fails while it loads",
            files: ["routes/a/route.lua": "local x = nil\nreturn x.y\n"],
            says: ["routes/a/route.lua:2"]),
        Case(
            testDescription: "JSON that is none", files: ["routes/a/GET.json": "{ \"a\": \"{{ 1 }}\",\n  \"b\": }\n"],
            says: ["routes/a/GET.json:2"]),
        Case(
            testDescription: "a template that does not compile",
            files: ["routes/a/GET.json": "{\n  \"a\": \"{{ 1 + }}\"\n}\n"],
            says: ["routes/a/GET.json:2"]),
        Case(
            testDescription: "an unknown setting", files: ["mockscript.yaml": "prot: 4000\n", "routes/GET.json": "{}"],
            says: ["mockscript.yaml:1", "prot", "port"]),
        Case(
            testDescription: "a setting of the wrong kind",
            files: ["mockscript.yaml": "port: yes please\n", "routes/GET.json": "{}"],
            says: ["mockscript.yaml:1", "port"]),
        Case(
            testDescription: "YAML that is none", files: ["mockscript.yaml": "a: [1\nb: }\n", "routes/GET.json": "{}"],
            says: ["mockscript.yaml:"]),
        Case(
            testDescription: "a duration without a unit",
            files: ["routes/a/GET.http": "# @delay 80\nHTTP/1.1 200 OK\n\n"], says: ["routes/a/GET.http:1", "80"]),
        Case(
            testDescription: "a body from a file that is not there",
            files: ["routes/a/GET.http": "HTTP/1.1 200 OK\n\n< ./nothing.json\n"],
            says: ["routes/a/GET.http:3", "nothing.json"]),
        Case(
            testDescription: "a body from outside of the project",
            files: ["routes/a/GET.http": "HTTP/1.1 200 OK\n\n< /etc/passwd\n"], says: ["routes/a/GET.http:3"]),
        Case(
            testDescription: "seeds that are no list of records",
            files: ["data/a.json": "{\"a\":1}\n", "routes/GET.json": "{}"],
            says: ["data/a.json"]),
        Case(
            testDescription: "a file that is no collection", files: ["a.json": "[1, 2]"],
            arguments: ["serve", "a.json", "--port", "0"], says: ["a.json", "collection"]),
        Case(
            testDescription: "a collection that is cut off", files: ["a.json": "{\"info\":{},\"item\":[{\"name\":"],
            arguments: ["serve", "a.json", "--port", "0"], says: ["a.json:1"]),
        Case(
            testDescription: "an environment that is not there", files: ["a.json": "{\"info\":{},\"item\":[]}"],
            arguments: ["serve", "a.json", "--port", "0", "-e", "none.json"], says: ["none.json"]),
        Case(
            testDescription: "binary garbage", files: ["a.lua": "\u{1B}Lua\u{0}\u{1}"],
            arguments: ["serve", "a.lua", "--port", "0"], says: ["a.lua"]),
        Case(testDescription: "an empty folder", says: ["route"]),
        Case(
            testDescription: "a path that is not there", arguments: ["serve", "shpo", "--port", "0"], says: ["shpo"]),
        Case(
            testDescription: "a kind of file that is not known", files: ["a.txt": "hello"],
            arguments: ["serve", "a.txt", "--port", "0"], says: ["a.txt"]),
        Case(
            testDescription: "a command that does not exist", arguments: ["serv"], code: 2,
            says: ["serv", "did you mean 'serve'?"]),
        Case(
            testDescription: "a flag that does not exist", arguments: ["serve", "--prot", "1"], code: 2,
            says: ["--prot"]),
        Case(
            testDescription: "a port that is none", arguments: ["serve", "--port", "70000"], code: 2, says: ["70000"]),
        Case(
            testDescription: "a port that is none, in the environment", arguments: ["serve", "."],
            environment: ["MOCKSCRIPT_PORT": "x"], code: 2,
            says: ["MOCKSCRIPT_PORT", "\"x\""]),
        Case(
            testDescription: "an admin API open to everybody", arguments: ["serve", "--host", "0.0.0.0"], code: 2,
            says: ["--token", "--no-admin"]),
        Case(
            testDescription: "a template that does not exist", arguments: ["new", "x", "--template", "shpo"], code: 2,
            says: ["did you mean \"shop\"?"]),
    ]

    @Test(arguments: cases)
    func `bad input is refused with its place`(example: Case) throws {
        let folder = try TemporaryFiles.folder(example.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(example.arguments, in: folder, environment: example.environment)
        #expect(outcome.code == example.code, "\(outcome.errors)")
        for text in example.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.contains(folder.path), "a message names paths as the user does")
    }

    @Test func `a taken port is refused with its owner, however many others listen`() throws {
        let others = try IdleListeners(200)
        let server = try ServedMock("examples/hello")
        let outcome = try BuiltBinary.run(["serve", "examples/hello", "--port", "\(server.port)"])
        #expect(outcome.code == 4)
        #expect(
            outcome.errors.contains(
                "port \(server.port) is taken by 'mockscript' (pid \(server.process.processIdentifier)"))
        #expect(outcome.errors.contains("mockscript serve examples/hello --port 0"))
        withExtendedLifetime(others) {}
    }

    @Test func `a misspelt directive is an error with the closest one, under its name`() throws {
        let folder = try TemporaryFiles.folder(["routes/a/GET.http": "# @mach query.a = 1\nHTTP/1.1 200 OK\n\n"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check"], in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("routes/a/GET.http:1:3"))
        #expect(outcome.output.contains("  │   ~~~~~ did you mean @match?"), "\(outcome.output)")
    }

    @Test(arguments: ["name login", "author Ada"])
    func `a directive of another tool is a warning`(directive: String) throws {
        let folder = try TemporaryFiles.folder(["routes/a/GET.http": "# @\(directive)\nHTTP/1.1 200 OK\n\n"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check"], in: folder)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("warning[unknown-directive]") && !outcome.output.contains("did you mean"))
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `an unreadable file is named`() throws {
        let folder = try TemporaryFiles.folder(["routes/a/GET.json": "{}"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("routes/a/GET.json").path
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
        let outcome = try BuiltBinary.run(["serve", ".", "--port", "0", "--strict"], in: folder)
        #expect(outcome.code == 3)
        #expect(outcome.errors.contains("routes/a/GET.json") && outcome.errors.contains("Permission denied"))
    }
}
