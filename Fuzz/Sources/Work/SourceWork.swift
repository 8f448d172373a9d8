@testable import MockModel
@testable import MockSources

/// Readers of the files of a project.
enum SourceWork {
    static let cases: [String: @Sendable (Int) -> Void] = [
        "directives": { size in
            example(numbered(to: size) { "# @match query.a\($0) = 1\n" } + Array("HTTP/1.1 200 OK\n\n".utf8))
        },
        "directives-broken": { size in
            example(numbered(to: size) { "# @match nope.a\($0) = 1\n# @macth x\n" } + Array("HTTP/1.1 200 OK\n\n".utf8))
        },
        "example-header": { size in example(Array("HTTP/1.1 200 OK\n".utf8) + repeated("X-A: {{ b }}\n", to: size)) },
        "template-expressions": { size in template(repeated("a {{ req.query.x }} \\{{ b\n", to: size)) },
        "template-open": { size in template(repeated("{{ [[ \n", to: size)) },
        "template-json": { size in
            let bytes = Array("[0".utf8) + repeated(",\"{{ 1 }} \\n{{ \\\"a\\\" }}\"\n", to: size) + Array("]".utf8)
            _ = try? JSONTemplate.pieces(of: 0..<bytes.count, in: SourceText(file: "f", bytes: bytes))
        },
        "yaml-list": { yaml(repeated("- a: [1, \"x\", {b: c}]\n", to: $0)) },
        "yaml-names": { size in yaml(numbered(to: size) { "name\($0): \($0)\n" }) },
        "yaml-text": { yaml(Array("a: |\n".utf8) + repeated("  text # not 'a' \"comment\n", to: $0)) },
        "yaml-flow": { yaml(Array("a: [".utf8) + repeated("[1, &a {x: y}], ", to: $0) + Array("]".utf8)) },
        "collection-items": { size in
            let items = numbered(to: size) {
                #"{"name":"r","request":{"method":"GET","url":"{{u}}/a\#($0)/:id?x=1"},"response":[{"id":"\#($0)","code":200,"body":"{{$guid}}"}]},"#
            }
            collection(Array(#"{"info":{"name":"x"},"variable":[{"key":"u","value":"https://h/v1"}],"item":["#.utf8) + items + Array("{}]}".utf8))
        },
        "collection-variables": { size in
            let variables = numbered(to: size) { #"{"key":"v\#($0)","value":"{{v\#($0 + 1)}}"},"# }
            collection(Array(#"{"item":[{"request":"{{v0}}/a"}],"variable":["#.utf8) + variables + Array("{}]}".utf8))
        },
    ]

    private static func example(_ bytes: [UInt8]) {
        _ = try? MessageHead(reading: SourceText(file: "f", bytes: bytes))
    }

    private static func template(_ bytes: [UInt8]) {
        guard let pieces = try? TextTemplate.pieces(of: 0..<bytes.count, in: SourceText(file: "f", bytes: bytes), kind: .html)
        else { return }
        _ = TemplateChunk.text(headers: [:], body: pieces)
    }

    private static func yaml(_ bytes: [UInt8]) {
        let source = SourceText(file: "f", bytes: bytes)
        if bytes.count <= 1 << 20 { _ = try? SettingsReader.read(source) }
        _ = try? YAMLDocument.read(source, limits: .documents)
    }

    private static func collection(_ bytes: [UInt8]) {
        _ = try? PostmanReader.read(bytes, name: "f.json", root: "/", options: SourceOptions())
    }
}
