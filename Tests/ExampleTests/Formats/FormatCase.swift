import Foundation
import MockModel
import MockSources
import TestSupport
import Testing

/// One mock, written in each format that can say it, and the calls that every one of them must answer alike.
struct FormatCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The files of the mock, by the name of the format.
    let sources: [String: [String: String]]
    let calls: [FormatCall]

    /// Where the source of a format lies among its files; a format that is not named here has no cases.
    static let entries = [
        "folder": "", "lua": "/api.lua", "postman": "/tea.postman_collection.json", "openapi": "/openapi.yaml",
    ]

    /// A mock with as many sources as can say it.
    ///
    /// - Parameters:
    ///   - name: what the case is about.
    ///   - folder: the files of a folder.
    ///   - lua: the entries of a route table.
    ///   - items: the items of a collection.
    ///   - paths: the paths of an API description, each with its operations.
    ///   - calls: the calls with their answers.
    init(
        _ name: String, folder: [String: String]? = nil, lua: String? = nil, items: String? = nil,
        paths: [String]? = nil, calls: [FormatCall]
    ) {
        testDescription = name
        self.calls = calls
        var sources: [String: [String: String]] = [:]
        sources["folder"] = folder
        sources["lua"] = lua.map { ["api.lua": "return {\n\($0)\n}"] }
        sources["postman"] = items.map {
            ["tea.postman_collection.json": #"{"info":{"name":"Tea","schema":"v2.1.0"},"item":[\#($0)]}"#]
        }
        sources["openapi"] = paths.map { lines in
            let head = "openapi: 3.1.0\ninfo: {title: Tea, version: '1'}\npaths:\n"
            return ["openapi.yaml": head + lines.map { "  \($0)\n" }.joined()]
        }
        self.sources = sources
    }
}

/// A call and what must come.
struct FormatCall: Sendable {
    let method: String
    let target: String
    var headers: [(String, String)] = []
    var body = ""
    let status: Int
    /// The fields that the answer must have, with all their values in order.
    var fields: [String: [String]] = [:]
    /// The body; `nil` is not compared.
    var answer: String?

    init(
        _ method: String, _ target: String, _ headers: [(String, String)] = [], body: String = "", gives status: Int,
        _ answer: String? = nil, fields: [String: [String]] = [:]
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.status = status
        self.answer = answer
        self.fields = fields
    }
}

/// A source on the disk that is gone after its test.
final class WrittenSource {
    private let root: URL
    let path: String

    init(_ files: [String: String], format: String) throws {
        root = try TemporaryFiles.folder(files)
        path = root.path + (FormatCase.entries[format] ?? "")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func read(_ options: SourceOptions = SourceOptions()) throws -> Project {
        try SourceReader.read(path, options: options)
    }
}
