import Foundation
import MockModel
import TestSupport
import Testing

/// The test suite of json-schema.org, where it stands beside the package.
@Suite("The JSON Schema test suite", .enabled(if: Corpus.isPresent))
struct SchemaSuiteTests {
    @Test("passes what is required of draft 2020-12")
    func draft2020() throws {
        try check("draft2020-12", .draft2020, least: 1_299)
    }

    @Test("passes what is required of draft 7")
    func draft7() throws {
        try check("draft7", .draft7, least: 927)
    }

    @Test("passes what is required of draft 4")
    func draft4() throws {
        try check("draft4", .draft4, least: 618)
    }

    @Test(
        "passes what is optional, for these formats",
        arguments: [
            ("draft2020-12", SchemaDraft.draft2020), ("draft7", .draft7),
        ])
    func formats(folder: String, draft: SchemaDraft) throws {
        let known = [
            "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "ipv4", "ipv6", "uri",
            "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer",
            "regex", "unknown",
        ]
        var count = 0
        for name in known {
            let file = Corpus.folder("jsonschema/tests/\(folder)/optional/format/\(name).json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            count += try run(file, draft, assertsFormats: true)
        }
        #expect(count > 400)
    }

    private func check(_ folder: String, _ draft: SchemaDraft, least: Int) throws {
        var count = 0
        for file in Corpus.files("jsonschema/tests/\(folder)") where file.pathExtension == "json" {
            count += try run(file, draft, assertsFormats: false)
        }
        #expect(count >= least)
    }

    /// Runs the cases of a file; how many held.
    private func run(_ file: URL, _ draft: SchemaDraft, assertsFormats: Bool) throws -> Int {
        let library = try SchemaSuiteTests.library(draft)
        var held = 0
        for group in try JSONValue(file: Array(Data(contentsOf: file))).elements ?? [] {
            // Whether a Punycode label stands for a well-formed international one is not looked at.
            if group["description"]?.text?.contains("punycode") == true { continue }
            let name = "\(file.lastPathComponent): \(group["description"]?.text ?? "")"
            do {
                let schema = try library.schema(group["schema"] ?? .null, at: "suite:/schema.json")
                for item in group["tests"]?.elements ?? [] {
                    let options = JSONSchema.Options(assertsFormats: assertsFormats)
                    let isValid = try schema.allows(item["data"] ?? .null, options)
                    let findings = try schema.findings(in: item["data"] ?? .null, options)
                    let wanted = item["valid"] == .bool(true)
                    let text = "\(name): \(item["description"]?.text ?? "")"
                    #expect(isValid == wanted, "\(text)")
                    #expect(findings.isEmpty == wanted, "\(text): \(findings)")
                    if isValid == wanted, findings.isEmpty == wanted { held += 1 }
                }
            } catch { Issue.record("\(name): \(error)") }
        }
        return held
    }

    private static func library(_ draft: SchemaDraft) throws -> SchemaLibrary {
        var library = SchemaLibrary(draft: draft)
        let root = Corpus.folder("jsonschema/remotes")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        for name in names.sorted() where name.hasSuffix(".json") {
            let bytes = Array(try Data(contentsOf: root.appendingPathComponent(name)))
            library.add(try JSONValue(file: bytes), uri: "http://localhost:1234/\(name)")
        }
        return library
    }
}
