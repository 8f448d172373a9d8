import Foundation
import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// The folder of a collection answers as the collection does.
@Suite("Imported Postman collections", .enabled(if: Corpus.isPresent, "../shared/corpus is not beside the package"))
struct ImportedCorpusTests {
    private static let files = Corpus.files("postman").filter { file in
        (try? Data(contentsOf: file)).flatMap { ExpectedCollection($0) } != nil
    }

    private func engine(_ project: Project) -> Engine {
        Engine(CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: FixedClock())
    }

    @Test(arguments: files, [false, true])
    func `every example is answered byte for byte as by the collection, however it is asked for`(
        _ file: URL, _ fuzzy: Bool
    ) throws {
        let data = try Data(contentsOf: file)
        let expected = try #require(ExpectedCollection(data))
        let collection = try PostmanReader.read(
            Array(data), name: file.lastPathComponent, root: "/", options: SourceOptions(fuzzy: fuzzy))
        let written = FolderWriter().write(collection)
        let losses = written.losses.filter { $0.name == "not-written" }
        #expect(losses.map(\.message) == [])
        let disk = try WrittenFolder(written)
        let folder = try disk.read()
        #expect(folder.problems.filter { $0.severity == .error }.map(\.message) == [])
        let (first, second) = (engine(collection), engine(folder))
        defer { withExtendedLifetime(disk) {} }
        let ids = Set(
            collection.routes.flatMap(\.examples).compactMap { $0.origin }.filter { !$0.isInventedID }.map(\.id))
        for example in expected.examples {
            for headers in wishes(for: example, isNamed: ids.contains(example.id)) {
                let request = example.request(headers)
                let answers = [first, second].map { answer(of: $0, request) }
                #expect(answers[0] == answers[1], "\(file.lastPathComponent)\(example.place) \(headers)")
            }
        }
    }

    private func wishes(for example: ExpectedExample, isNamed: Bool) -> [[(String, String)]] {
        var wishes = [
            [], [("x-mock-response-code", "\(example.status)")], [("x-mock-match-request-body", "true")],
            [("x-mock-match-request-headers", "accept,content-type"), ("Accept", "application/json")],
        ]
        if let name = example.name { wishes.append([("x-mock-response-name", name)]) }
        if isNamed { wishes.append([("x-mock-response-id", example.id)]) }
        return wishes
    }

    private func answer(of engine: Engine, _ request: Request) -> [String] {
        guard let response = VirtualDriver(engine).deliver(request)?.response else { return [] }
        let head = ["\(response.status) \(response.reason ?? Response.reason(of: response.status))"]
        // A miss lists its candidates in the order of the source.
        guard response.headers["content-type"] != "application/problem+json" else { return head }
        return head + response.headers.fields.map { "\($0.name): \($0.value)" } + [response.content]
    }
}

extension Response {
    /// The body, also where it lies in a file.
    fileprivate var content: String {
        switch body {
        case .none: ""
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .file(let file):
            FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) } ?? "?"
        }
    }
}

extension ExpectedExample {
    fileprivate func request(_ more: [(String, String)]) -> Request {
        var headers = HeaderFields()
        if let contentType { headers.append("Content-Type", contentType) }
        for (name, value) in more { headers.append(name, value) }
        return Request(method: method, target: target, headers: headers, body: Array(requestBody.utf8))
    }
}
