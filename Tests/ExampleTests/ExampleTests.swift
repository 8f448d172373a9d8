import Foundation
import TestSupport
import Testing

@testable import mockscript

/// The folders of examples/, served by the built binary and asked what their transcripts ask.
@Suite(.ownThreads) struct ExampleTests {
    /// A folder of examples/, by its name.
    static let names: [String] = {
        let folder = Corpus.packageRoot.appendingPathComponent("examples")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }()

    private static func file(_ name: String, _ path: String) -> URL {
        Corpus.packageRoot.appendingPathComponent("examples/\(name)/\(path)")
    }

    @Test(arguments: names)
    func `an example answers as its transcript says`(name: String) throws {
        let text = try String(contentsOf: Self.file(name, "transcript.http"), encoding: .utf8)
        let transcript = Transcript(text)
        if let reason = transcript.skipped {
            print("example \(name) is not played: \(reason)")
            return
        }
        try #require(!transcript.calls.isEmpty)
        let server = try ServedMock("examples/\(name)", arguments: ["--no-watch"])
        var expectation = Expectation()
        for call in transcript.calls {
            let title = "\(name) → \(call.title): \(call.method) \(call.target)"
            let response = try server.answer(
                call.method, expectation.filled(call.target),
                headers: call.headers.map { ($0.0, expectation.filled($0.1)) }, body: expectation.filled(call.body))
            #expect(response.status == call.status, "\(title)\n\(response.text)")
            for (header, value) in call.expectedHeaders {
                #expect(response[header] == expectation.filled(value), "\(title), \(header)")
            }
            guard !call.expectedBody.isEmpty else { continue }
            let difference = expectation.difference(call.expectedBody, response.text)
            #expect(difference == nil, "\(title): \(difference ?? "")")
        }
    }

    @Test(arguments: names)
    func `an example says what it shows`(name: String) throws {
        let readme = try String(contentsOf: Self.file(name, "README.md"), encoding: .utf8)
        #expect(readme.hasPrefix("# "))
        #expect(readme.contains("mockscript serve"))
    }

    @Test func `the templates of new are the folders of examples`() throws {
        let folders = Self.names.map { name in
            ProjectTemplate.all.first { $0.name == name }.map { ($0, name) }
        }
        for case let (template, name)? in folders {
            let root = Corpus.packageRoot.appendingPathComponent("examples/\(name)")
            let found = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
                let isFile =
                    !((try? root.appendingPathComponent(path).resourceValues(forKeys: [.isDirectoryKey]))?
                    .isDirectory ?? false)
                return isFile && path != "README.md" && path != "transcript.http" && !path.hasPrefix(".mockscript")
            }
            #expect(Set(template.files.map(\.path)) == Set(found), "run scripts/update-templates")
            for file in template.files {
                let text = try String(contentsOf: root.appendingPathComponent(file.path), encoding: .utf8)
                #expect(file.text == text, "\(name)/\(file.path): run scripts/update-templates")
            }
        }
        #expect(folders.allSatisfy { $0 != nil })
    }
}
