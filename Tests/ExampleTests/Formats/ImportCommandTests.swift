import Foundation
import MockModel
import TestSupport
import Testing

/// `mockscript import` of the built binary.
@Suite(.ownThreads) struct ImportCommandTests {
    private static let collection = #"""
        {"info":{"name":"Tea"},"event":[{}],"item":[
          {"name":"One","request":{"url":"h/teas/:id"},"response":[
            {"name":"ok","code":200,"header":[{"key":"Content-Type","value":"application/json"}],"body":"{\"id\":1}"}]}]}
        """#

    private func folder() throws -> URL { try TemporaryFiles.folder(["tea.json": Self.collection]) }

    @Test func `writes a folder that loads, and lists what it cannot say`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = folder.appendingPathComponent("tea")
        let run = try BuiltBinary.run(["import", "\(folder.path)/tea.json", "--into", target.path])
        #expect(run.code == 0)
        #expect(run.output.contains("is ready: 2 files"))
        #expect(run.output.contains("1 × scripts do not run in a mock (tea.json:1:24)"), "\(run.output)")
        let file = target.appendingPathComponent("routes/teas/{id}/GET.ok.json")
        #expect(try String(contentsOf: file, encoding: .utf8) == "{\"id\":1}")
        #expect(try BuiltBinary.run(["check", target.path]).code == 0)
        let trial = try BuiltBinary.run(["try", "GET", "/teas/7", "--source", target.path])
        #expect(trial.output.contains("{\"id\":1}"))
    }

    @Test func `refuses a folder that has something in it, and changes nothing`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try BuiltBinary.run(["import", "\(folder.path)/tea.json", "--into", folder.path])
        #expect(run.code == 2)
        #expect(run.errors.contains("is there already and not empty"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tea.json"])
    }

    @Test func `with --strict a loss that changes an answer is exit code 1, and --json lists each with its pointer`()
        throws
    {
        let brewed =
            #"{"name":"Two","request":{"method":"BREW","url":"h/pots"},"response":[{"name":"ok","code":200,"body":"x"}]},"#
        for (items, code) in [("", 0 as Int32), (brewed, 1)] {
            let text = Self.collection.replacing("\"item\":[\n", with: "\"item\":[\(items)\n")
            let folder = try TemporaryFiles.folder(["tea.json": text])
            defer { try? FileManager.default.removeItem(at: folder) }
            let run = try BuiltBinary.run([
                "import", "\(folder.path)/tea.json", "--into", "\(folder.path)/x", "--strict", "--json",
            ])
            #expect(run.code == code, "\(run)")
            let report = try JSONValue(parsing: run.output)
            #expect(report["files"] == ["mockscript.yaml", "routes/teas/{id}/GET.ok.json"])
            let losses = report["losses"]?.elements ?? []
            #expect(losses.filter { $0["severity"] == "note" }.map { $0["pointer"]?.text } == ["/event"])
            #expect(losses.contains { $0["severity"] == "warning" } == (code == 1))
        }
    }

    @Test func `a broken source is one problem and no folder`() throws {
        let folder = try TemporaryFiles.folder(["tea.json": "{\"item\": [}"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try BuiltBinary.run(["import", "\(folder.path)/tea.json", "--into", "\(folder.path)/x"])
        #expect(run.code == 3)
        #expect(run.errors.contains("tea.json:1:11"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x"))
    }
}
