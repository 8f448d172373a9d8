import Foundation
import MockModel
import TestSupport
import Testing

@testable import mockscript

/// How `mockscript check` tells its findings, and what it writes with `--fix`.
@Suite(.ownThreads) struct CheckFormatTests {
    private static let files = [
        "mockscript.yaml": "prot: 4000\n\"sed\": 7\n",
        "routes/a/{id}/GET.json": "{ \"é\": \"é\", \"a\": \"{{ fake.nmae() .. req.parms.id }}\" }\n",
        "routes/a/route.lua":
            "count = 1\r\nreturn {\r\n  GET = function(req, res)\r\n    return { status = 404, body = req.jsn }\r\n  end,\r\n}\r\n",
        "routes/b/GET.http": "# @mach query.a = 1\nHTTP/1.1 200 OK\n\nhi\n",
    ]

    @Test func `a SARIF log has rules, results, regions and fixes`() throws {
        let folder = try TemporaryFiles.folder(CheckFormatTests.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(
            ["check", folder.lastPathComponent, "--format", "sarif"], in: folder.deletingLastPathComponent())
        #expect(outcome.code == 1)
        let log = try JSONValue(parsing: Array(outcome.output.utf8))
        #expect(log["version"] == "2.1.0" && log["$schema"]?.text?.contains("sarif-2.1.0") == true)
        let run = try #require(log["runs"]?.elements?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
        let results = try #require(run["results"]?.elements)
        #expect(run["tool"]?["driver"]?["name"] == "mockscript" && !results.isEmpty)
        for result in results {
            let index = try #require(result["ruleIndex"]?.whole)
            #expect(rules[index]["id"] == result["ruleId"] && result["message"]?["text"]?.text?.isEmpty == false)
            #expect(["error", "warning", "note"].contains(result["level"]?.text))
        }
        for rule in rules { #expect(rule["shortDescription"]?["text"] != rule["id"], "it has a meaning") }
        let fake = try #require(results.first { $0["message"]?["text"]?.text?.contains("nmae") ?? false })
        let place = try #require(fake["locations"]?.elements?.first?["physicalLocation"])
        #expect(place["artifactLocation"]?["uri"]?.text == "\(folder.lastPathComponent)/routes/a/%7Bid%7D/GET.json")
        #expect(place["region"] == ["startLine": 1, "startColumn": 27, "endColumn": 31])
        let fix = fake["fixes"]?.elements?.first?["artifactChanges"]?.elements?.first?["replacements"]?.elements?.first
        #expect(fix?["insertedContent"]?["text"] == "name" && fix?["deletedRegion"] == place["region"])
    }

    @Test func `fix writes what was meant and leaves all else as it is`() throws {
        let folder = try TemporaryFiles.folder(CheckFormatTests.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--fix"], in: folder)
        #expect(outcome.code == 0 && outcome.output == "no problems found\n", "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("fixed routes/a/{id}/GET.json:1:27: nmae → name"), "\(outcome.errors)")
        func text(_ file: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        }
        #expect(try text("mockscript.yaml") == "port: 4000\n\"seed\": 7\n")
        #expect(
            try text("routes/a/{id}/GET.json") == "{ \"é\": \"é\", \"a\": \"{{ fake.name() .. req.params.id }}\" }\n")
        #expect(
            try text("routes/a/route.lua")
                == "local count = 1\r\nreturn {\r\n  GET = function(req, res)\r\n    return 404, req.json\r\n  end,\r\n}\r\n"
        )
        #expect(try text("routes/b/GET.http") == "# @match query.a = 1\nHTTP/1.1 200 OK\n\nhi\n")
    }

    @Test func `fix writes whole lines of other languages, and tells what it left`() throws {
        let text = """
            return {
              GET: (req, res) => {
                const { id, name } = req.json;
                try {
                  if (id === null) {
                    return 404;
                  }
                } catch (e) {
                  return 500;
                }
                let total = 0
                for (let i = 0; i < name.length; i++) {
                  total += i
                }
                return { id: "a" + "b", total: null };
              },
              POST: (req, res) => {
                const at = new Date();
                res.status(201).json({ at: at });
              },
            }

            """
        let folder = try TemporaryFiles.folder(["routes/a/route.lua": text])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--fix"], in: folder)
        let written = try String(contentsOf: folder.appendingPathComponent("routes/a/route.lua"), encoding: .utf8)
        let lines = written.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        for line in [
            "local id, name = req.json.id, req.json.name", "return { id = \"a\" .. \"b\", total = mock.null }",
        ] {
            #expect(lines.contains(line), "\(written)")
        }
        #expect(lines.contains("for (let i = 0; i < name.length; i++) {"), "i is no index alone\n\(written)")
        #expect(lines.contains("try {"), "return would leave pcall alone\n\(written)")
        #expect(outcome.errors.contains("fixed routes/a/route.lua:3: const { id, name } = req.json; → local id, name"))
        #expect(
            outcome.errors.contains("not applied routes/a/route.lua:12:5: write: for i = 1, #name do"),
            "\(outcome.errors)")
        #expect(outcome.errors.contains("not applied routes/a/route.lua:4:5: write: local ok, e = pcall(function()"))
        #expect(outcome.code == 1)
    }

    @Test func `a file of JavaScript is one of Lua after fix`() throws {
        let text = """
            return {
              GET(req) {
                let total = 0;
                for (const x of req.json) {
                  if (!x || x.n != 2) { continue; }
                  total += x.n * 2;
                }
                return { total: total };
              },
              POST: (req, res) => {
                // all is well
                res.status(201).json({ at: `${req.path}!` });
              },
            }

            """
        let folder = try TemporaryFiles.folder(["routes/a/route.lua": text])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--fix"], in: folder)
        #expect(outcome.code == 0 && outcome.output == "no problems found\n", "\(outcome.output)\(outcome.errors)")
        #expect(!outcome.errors.contains("not applied"), "\(outcome.errors)")
        let answer = try BuiltBinary.run(["try", "POST", "/a"], in: folder)
        #expect(answer.output.contains("201") && answer.output.contains("/a!"), "\(answer.output)")
    }

    /// All Lua that is right: the examples, the sources of the tests, and the code of the guides.
    private static func soundCode() throws -> [String] {
        let files = FileManager.default
        var code: [String] = []
        for folder in ["examples", "Tests", "Docs", "README.md"] {
            let root = Corpus.packageRoot.appendingPathComponent(folder)
            let paths = folder.hasSuffix(".md") ? [""] : try files.subpathsOfDirectory(atPath: root.path)
            for path in paths where path.hasSuffix(".lua") || path.hasSuffix(".md") || path.isEmpty {
                let text = try String(
                    contentsOf: path.isEmpty ? root : root.appendingPathComponent(path), encoding: .utf8)
                guard !path.hasSuffix(".lua") else {
                    code.append(text)
                    continue
                }
                code += text.components(separatedBy: "```lua\n").dropFirst().map {
                    $0.components(separatedBy: "```")[0]
                }
            }
        }
        // Mistakes that are there on purpose.
        return code.filter { text in !["nmae", "gett", "==="].contains { text.contains($0) } }
    }

    @Test func `fix leaves Lua that is right as it is`() throws {
        let code = try CheckFormatTests.soundCode()
        #expect(code.count > 60)
        var files: [String: String] = [:]
        for (index, text) in code.enumerated() { files["routes/r\(index)/route.lua"] = text }
        let folder = try TemporaryFiles.folder(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--fix"], in: folder)
        #expect(outcome.code != 139 && !outcome.output.isEmpty)
        for (name, text) in files {
            let written = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            #expect(written == text, "\(name)\n\(outcome.errors)")
        }
    }

    @Test func `a file that would have an error of another kind is not written`() {
        #expect(!ProblemFixes.isBetter("return (1 +", than: "return 1 != 2", "a.lua"))
        #expect(!ProblemFixes.isBetter("local x =", than: "local x = 1", "a.lua"))
        #expect(ProblemFixes.isBetter("return 1 ~= 2", than: "return 1 != 2", "a.lua"))
        #expect(ProblemFixes.isBetter("local x = 1", than: "x = 1", "a.lua"))
    }

    @Test func `what people must decide is not fixed`() throws {
        let text = "return { GET = function() mock.sleep(5) end }\n"
        let folder = try TemporaryFiles.folder(["routes/a/route.lua": text])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["check", "--fix"], in: folder)
        #expect(outcome.output.contains("bad-duration") && outcome.errors.isEmpty)
        let file = folder.appendingPathComponent("routes/a/route.lua")
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test func `every name of a problem has a meaning`() throws {
        let sources = Corpus.packageRoot.appendingPathComponent("Sources")
        let pattern = /\.(?:error|warning|note), ?\s*"([a-z][a-z-]+)"|report\(\s*"([a-z-]+)"|warning\(\s*"([a-z-]+)"/
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            for match in text.matches(of: pattern) {
                let name = match.1 ?? match.2 ?? match.3
                guard let name, path.hasPrefix("Mock"), name != "error", name != "warning", name != "note" else {
                    continue
                }
                #expect(ProblemNames.meanings[String(name)] != nil, "\(name) in \(path)")
                count += 1
            }
        }
        #expect(count > 50)
    }
}
