import Foundation
import MockEngine
import MockModel
import MockScripting
import MockSources
import TestSupport

/// An API description in files of its own, and an engine that serves it.
final class DescribedMock {
    let project: Project
    let compiled: CompiledProject
    private let folder: URL
    private let driver: VirtualDriver

    /// Writes `openapi.yaml` and the files beside it.
    init(_ text: String, named name: String = "openapi.yaml", _ files: [String: String] = [:]) throws {
        folder = try TemporaryFiles.folder(files.merging([name: text]) { $1 })
        project = try SourceReader.read("\(folder.path)/\(name)")
        compiled = CompiledProject(project, compiler: LuaCompiler())
        driver = VirtualDriver(Engine(compiled, files: NoFiles(), wallClock: FixedClock()))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A description of version 3.0.3 with these paths, as YAML that is indented by two.
    convenience init(paths: String, _ more: String = "", version: String = "3.0.3") throws {
        let head = "openapi: \(version)\ninfo: {title: Tea, version: '1'}\n"
        try self.init("\(head)\(more)\npaths:\n\(paths)\n")
    }

    /// The answer to a request.
    func answer(_ method: String = "GET", _ target: String, _ headers: [(String, String)] = []) -> Response {
        let request = Request(method: method, target: target, headers: HeaderFields(headers))
        return driver.deliver(request)?.response ?? Response(status: 0)
    }

    /// The body of an answer as JSON.
    func value(_ target: String, _ headers: [(String, String)] = []) -> JSONValue? {
        try? JSONValue(parsing: answer("GET", target, headers).text)
    }

    /// The problems as `severity line:column pointer message`.
    var findings: [String] {
        compiled.problems.map { problem in
            let place = problem.location
            return "\(problem.severity) \(place?.ofLine ?? "-") \(place?.pointer ?? "-") \(problem.message)"
        }
    }
}
