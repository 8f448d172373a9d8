import Foundation
import MockModel
import MockSources
import Testing

/// What a project says, line by line, without where and how it is written.
enum ProjectFacts {
    /// The lines in an order that does not depend on files.
    static func lines(of project: Project) -> [String] {
        var settings = project.settings
        for index in settings.behaviors.indices { settings.behaviors[index].location = nil }
        var lines = ["\(settings)", "\(project.matching)"]
        lines += project.silenced.values.map { "silenced \($0.sorted())" }.sorted()
        lines += project.seeds.map { "seed \($0.name) \(JSONWriter.text(.array($0.records)))" }.sorted()
        lines += project.schemas.files.sorted().map { path in
            "schema \(path) \(project.schemas.document(path).map(JSONWriter.text) ?? "")"
        }
        lines += project.scripts.filter { ![.template, .condition].contains($0.kind) }
            .map { "script \($0.kind)\n\($0.text)" }.sorted()
        lines += project.routes.flatMap { route in
            ["route \(route.name) \(route.optionalPrefix)"]
                + route.examples.map { "\(route.name) " + facts(of: $0, in: project) }
        }.sorted()
        return lines
    }

    private static func facts(of example: Example, in project: Project) -> String {
        let response = example.response
        let standard = Response.reason(of: response.status)
        let chunks = [template(of: example), example.when].map { name in
            project.scripts.first { $0.name == name }?.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                ?? ""
        }
        return """
            \(example.name) \(response.status) \(response.reason ?? standard) \(body(response.body)) \
            \(example.version != nil) \(response.headers.fields.map { "\($0.name): \($0.bytes)" }) \
            \(example.conditions.map(\.text)) \(example.expressions) \(chunks) \
            \(example.turns.map { "\($0)" } ?? "") \(example.weight ?? 0) \(example.delay?.description ?? "") \
            \(example.fault?.description ?? "") \(example.rate?.description ?? "") \
            \(example.earlyHints.fields.map { "\($0.name): \($0.value)" }) \(example.summary ?? "")
            """
    }

    private static func template(of example: Example) -> String? {
        guard case .script(let name)? = example.template else { return nil }
        return name
    }

    private static func body(_ body: Body) -> String {
        switch body {
        case .none: "none"
        case .bytes(let bytes): "\(bytes.count) \(String(decoding: bytes, as: UTF8.self))"
        case .file(let file): "file \(FileManager.default.contents(atPath: file.path)?.count ?? -1)"
        }
    }
}

/// A written project on the disk that is gone after its test.
final class WrittenFolder {
    let url: URL

    init(_ written: WrittenProject) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("mockscript-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for file in written.files { try write(file) }
    }

    private func write(_ file: WrittenProject.File) throws {
        let place = url.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        switch file.contents {
        case .none: try Data().write(to: place)
        case .bytes(let bytes): try Data(bytes).write(to: place)
        case .file(let body): try FileManager.default.copyItem(atPath: body.path, toPath: place.path)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func read(_ options: SourceOptions = SourceOptions()) throws -> Project {
        try SourceReader.read(url.path, options: options)
    }
}
