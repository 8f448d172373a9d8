import Foundation
import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// Every document of the corpus loads or says what is wrong, and each operation that serves answers as it is declared.
@Suite("API descriptions of the corpus", .enabled(if: Corpus.isPresent, "../shared/corpus is not beside the package"))
struct DescribedCorpusTests {
    private static let documents: [URL] = ["2.0", "3.0", "3.1", "3.2", "broken", "multi-file"].flatMap { folder in
        Corpus.files("openapi/\(folder)").flatMap { file -> [URL] in
            guard folder == "multi-file" else { return [file] }
            let names = FileManager.default.subpaths(atPath: file.path) ?? []
            return names.sorted().map { file.appendingPathComponent($0) }.filter { url in
                let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
                return text.split(separator: "\n").prefix(3).contains {
                    $0.hasPrefix("openapi:") || $0.hasPrefix("swagger:")
                }
            }
        }
    }

    @Test(arguments: documents) func `each operation answers with a declared status and type`(_ file: URL) throws {
        guard let project = project(file) else { return }
        for problem in project.problems where problem.severity == .error {
            #expect(problem.location?.line != nil, "\(problem)")
        }
        let compiled = CompiledProject(project, compiler: ClosureScripts())
        let driver = VirtualDriver(Engine(compiled, files: NoFiles(), wallClock: FixedClock()))
        var unsolved: [String] = []
        for route in compiled.allRoutes where !route.examples.isEmpty {
            let request = Request(method: route.method, target: Self.target(of: route))
            let response = try #require(driver.deliver(request)?.response)
            let declared = route.examples.compactMap(\.described)
            guard !response.text.contains("no value of the schema") else {
                unsolved.append("\(route.name): \(response.text)")
                continue
            }
            #expect(declared.contains { $0.covers(response.status) }, "\(route.name) \(response.status)")
            let type = response.headers["content-type"]
            #expect(
                declared.contains { $0.covers(response.status) && $0.mediaType == type }, "\(route.name) \(type ?? "-")"
            )
        }
        #expect(unsolved.count <= Self.unsolvable[file.lastPathComponent] ?? 0, "\(unsolved)")
    }

    /// Seeds by which each schema is tried.
    private static let seeds = 1...2

    /// Those that are made and checked quickly.
    private static let small = documents.filter { file in
        let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        return size < 60_000
    }

    @Test(arguments: small) func `41: values of every schema fit it, whatever the seed`(_ file: URL) throws {
        guard let project = project(file) else { return }
        let library = project.schemas.library.inReadContext()
        let driver = VirtualDriver(
            Engine(CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: FixedClock()))
        for route in project.routes {
            guard let usual = route.examples.first(where: { $0.described?.isGenerated == true })?.described,
                case .exact(let status) = usual.status, let uri = usual.schema, let type = usual.mediaType,
                MediaType.isJSON(type), let schema = try? library.schema(at: uri)
            else { continue }
            for seed in Self.seeds {
                let headers = HeaderFields([("Prefer", "code=\(status), seed=\(seed)"), ("Accept", type)])
                let request = Request(method: route.method, target: Self.target(of: route), headers: headers)
                let response = try #require(driver.deliver(request)?.response)
                guard response.status == status else { continue }
                let value = try JSONValue(parsing: response.text)
                let findings = try schema.findings(in: value, JSONSchema.Options(assertsFormats: true))
                #expect(findings == [], "\(route.name) seed \(seed)")
            }
        }
    }

    /// How many operations have a schema of which no value is found, at most: types that exclude each other, branches of `oneOf` of which
    /// each value fits several, and what the search does not solve yet.
    private static let unsolvable = [
        "microcks__openwealth-custodyServicesAPI.yaml": 6, "schemathesis__vercel.com_0.0.1.json": 3,
        "mock-server__mockserver-openapi.yaml": 3, "wiremock__wiremock-admin-api.json": 1,
        "NeuraLegion__swaggerhub_MyOrg_sxk_example-api_1.0.0.json": 1,
    ]
    /// Documents that are broken although they lie among the others.
    private static let broken = ["twilio__twilio_messaging_v1.json"]

    private func project(_ file: URL) -> Project? {
        do {
            return try SourceReader.read(file.path)
        } catch {
            #expect(error.location?.line != nil, "\(error)")
            let isBroken = file.path.contains("/broken/") || Self.broken.contains(file.lastPathComponent)
            #expect(isBroken, "\(file.lastPathComponent): \(error)")
            return nil
        }
    }

    static func target(of route: Route) -> String {
        let segments = route.pattern.segments.map { segment in
            switch segment {
            case .literal(let text): PercentEncoding.encode(text)
            case .affixed(let prefix, _, let suffix):
                PercentEncoding.encode(prefix) + "7" + PercentEncoding.encode(suffix)
            case .parameter, .rest: "7"
            }
        }
        return "/" + segments.joined(separator: "/")
    }
}

extension DescribedAnswer {
    /// Whether it is declared for a status.
    func covers(_ status: Int) -> Bool {
        switch self.status {
        case .exact(let own): own == status
        case .range(let hundred): status / 100 == hundred
        case .other: true
        }
    }
}
