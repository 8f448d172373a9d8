import Foundation
import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// The folder that an API description is imported into answers as the description does.
@Suite("Imported API descriptions", .enabled(if: Corpus.isPresent, "../shared/corpus is not beside the package"))
struct DescribedImportTests {
    /// Those that are read quickly; of the large ones the folder is no other.
    private static let documents = ["2.0", "3.0", "3.1", "3.2"].flatMap { Corpus.files("openapi/\($0)") }.filter {
        file in
        let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        return size < 60_000
    }

    @Test(arguments: documents) func `each operation has its status and type, and the body of its example`(_ file: URL)
        throws
    {
        let project = try SourceReader.read(file.path)
        // A folder of a document that answers nothing has no routes.
        guard project.routes.contains(where: { !$0.examples.isEmpty }) else { return }
        let written = FolderWriter().write(project.withMadeValues())
        let disk = try WrittenFolder(written)
        defer { withExtendedLifetime(disk) {} }
        let (first, second) = (try engine(project), try engine(disk.read()))
        for route in project.routes where !route.examples.isEmpty && HTTPMethods.contains(route.method) {
            let request = Request(method: route.method, target: DescribedCorpusTests.target(of: route))
            let answers = [first, second].map { VirtualDriver($0).deliver(request)?.response ?? Response(status: 0) }
            // What cannot be made is left out of the folder.
            if answers[0].text.contains("no value of the schema") { continue }
            #expect(answers[0].status == answers[1].status, "\(route.name)")
            let types = answers.map { $0.headers["content-type"].map(MediaType.essence) }
            #expect(types[0] == types[1], "\(route.name)")
            guard route.examples.allSatisfy({ $0.described?.isGenerated == false }) else { continue }
            #expect(answers[0].body == answers[1].body, "\(route.name)")
        }
    }

    private func engine(_ project: Project) throws -> Engine {
        Engine(CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: FixedClock())
    }
}
