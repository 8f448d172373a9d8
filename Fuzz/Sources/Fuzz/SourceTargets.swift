@testable import MockModel
@testable import MockSources

/// Readers of the files of a project.
enum SourceTargets {
    /// Templates of text, and of JSON where the bytes are JSON.
    static func template(_ bytes: [UInt8]) {
        let source = SourceText(file: "f", bytes: bytes)
        let range = 0..<bytes.count
        for kind in [TemplateChunk.Kind.text, .html] {
            if let pieces = try? TextTemplate.pieces(of: range, in: source, kind: kind) {
                _ = TemplateChunk.text(headers: [1: pieces], body: pieces)
            }
        }
        guard (try? JSONValue(parsing: bytes)) != nil else { return }
        if let pieces = try? JSONTemplate.pieces(of: range, in: source) {
            _ = TemplateChunk.text(headers: [:], body: pieces)
        }
    }

    /// Settings.
    static func yaml(_ bytes: [UInt8]) {
        let source = SourceText(file: "f", bytes: bytes)
        _ = try? YAMLDocument.read(source, limits: .documents)
        _ = try? SettingsReader.read(source)
    }

    /// Postman collections.
    static func collection(_ bytes: [UInt8]) {
        _ = try? UnservedSource(SourceFile("f.json", .success(bytes)))
        _ = try? PostmanReader.read(bytes, name: "f.json", root: "/", options: SourceOptions())
    }

    /// Message files: head, directives.
    static func example(_ bytes: [UInt8]) {
        guard let head = try? MessageHead(reading: SourceText(file: "f", bytes: bytes)) else { return }
        check(head.bodyStart <= bytes.count, "the body begins in the file")
        check(head.values.count == head.headers.fields.count, "each value has its place")
    }
}
