import Foundation
import MockFiles
import MockModel
import TestSupport
import Testing

@testable import MockSources

@Suite("The schemas of real OpenAPI documents", .enabled(if: Corpus.isPresent))
struct OpenAPISchemaTests {
    /// Documents that break the rules: no JSON, tabs in YAML, types that do not exist, a schema that is itself or something else.
    private static let strange: Set<String> = [
        "twilio__twilio_messaging_v1.json", "postmanlabs__checkoutService40.yaml", "counterfact__example.yaml",
        "NeuraLegion__swaggerhub_frank-kilcommins_pactflow_saas_api_24e83d464.json",
        "NeuraLegion__swaggerhub_HADIRSOFTWARE_uber-eats_marketplace_order_api_1.0.0.json",
        "NeuraLegion__swaggerhub_GIAMPIERODAGOSTINO_sensibo-api_2.0.0.json",
    ]

    @Test("compile and check values, but for those that break the rules")
    func real() throws {
        var refused: Set<String> = []
        var count = 0
        for version in ["2.0", "3.0", "3.1", "3.2"] {
            for file in Corpus.files("openapi/\(version)") {
                do { count += try check(file) } catch {
                    refused.insert(file.lastPathComponent)
                    #expect(Self.strange.contains(file.lastPathComponent), "\(file.lastPathComponent): \(error)")
                }
            }
        }
        #expect(refused == Self.strange)
        #expect(count > 1_000)
    }

    /// Compiles every schema of a document; how many there are.
    private func check(_ file: URL) throws -> Int {
        let name = file.lastPathComponent
        let entry = FolderEntry(name: name, path: name, target: name, isFolder: false)
        let root = try #require(ProjectRoot(file.deletingLastPathComponent().path))
        let (value, _) = try SchemaFile.read(entry, in: root)
        let schemas = ProjectSchemas([name: value], openAPI: name)
        let isOld = value["definitions"] != nil
        guard case .object(let found) = isOld ? value["definitions"] : value["components"]?["schemas"] else { return 0 }
        for member in found.members {
            let step = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
            let schema = try schemas.schema(named: "#/\(isOld ? "definitions" : "components/schemas")/\(step)")
            _ = try schema.findings(in: [:])
        }
        return found.members.count
    }
}
