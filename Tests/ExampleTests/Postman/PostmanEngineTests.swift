import Foundation
import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

@Suite("Real Postman collections", .enabled(if: Corpus.isPresent))
struct PostmanEngineTests {
    @Test("answer with every example they hold, each as it was saved")
    func everyExample() throws {
        var plain = 0
        var all = 0
        for file in Corpus.files("postman") {
            let data = try Data(contentsOf: file)
            guard let expected = ExpectedCollection(data) else { continue }
            let engine = try Self.engine(of: file, data)
            let names = Dictionary(grouping: expected.examples, by: \.name).mapValues(\.count)
            for example in expected.examples {
                all += 1
                if differs(engine, example) == nil { plain += 1 }
                let difference = differs(engine, example, ("x-mock-response-id", example.id))
                #expect(difference == nil, "\(file.lastPathComponent)\(example.place): \(difference ?? "")")
                guard let name = example.name, names[name] == 1 else { continue }
                #expect(differs(engine, example, ("x-mock-response-name", name)) == nil, "\(example.place)")
            }
        }
        #expect(all == 2_895)
        #expect(plain >= 1_598, "fewer examples than before are reached without a header that names them")
        print("\(all) examples of the corpus, \(plain) of them reached by a plain request")
    }

    @Test("answer damaged calls too, with guesses and without", arguments: [false, true])
    func damagedCalls(fuzzy: Bool) throws {
        let seed: UInt64 = 7
        var random = RandomGenerator(seed: seed)
        for file in Corpus.files("postman") where (try Data(contentsOf: file)).count < 100_000 {
            let data = try Data(contentsOf: file)
            guard let expected = ExpectedCollection(data) else { continue }
            let engine = try Self.engine(of: file, data, fuzzy: fuzzy)
            for example in expected.examples {
                var target = Array(example.target.utf8)
                let place = Int.random(in: 1...target.count, using: &random)
                target.insert(contentsOf: Array("%/{}?&=é:".utf8).shuffled(using: &random).prefix(2), at: place)
                let damaged = String(decoding: target, as: UTF8.self)
                let request = Request(
                    method: example.method, target: damaged, body: Array(example.requestBody.utf8.dropLast()))
                let status = VirtualDriver(engine).deliver(request)?.response.status ?? 0
                #expect((200...999).contains(status), "\(file.lastPathComponent) \(damaged), seed \(seed)")
            }
        }
    }

    @Test("load, or say why not")
    func load() throws {
        for file in Corpus.files("postman") {
            let bytes = Array(try Data(contentsOf: file))
            do throws(Problem) {
                let project = try PostmanReader.read(bytes, name: file.lastPathComponent, root: "/", options: .init())
                #expect(!project.routes.isEmpty, "\(file.lastPathComponent)")
            } catch {
                #expect(error.name == "old-collection", "\(file.lastPathComponent): \(error.message)")
            }
        }
    }

    static func engine(of file: URL, _ data: Data, fuzzy: Bool = false) throws -> Engine {
        let project = try PostmanReader.read(
            Array(data), name: file.lastPathComponent, root: "/", options: SourceOptions(fuzzy: fuzzy))
        return Engine(
            CompiledProject(project, compiler: ClosureScripts()), files: NoFiles(), wallClock: FixedClock())
    }

    /// What of the answer is not as it was saved.
    private func differs(
        _ engine: Engine, _ example: ExpectedExample, _ naming: (String, String)? = nil
    ) -> String? {
        var headers = HeaderFields()
        if let type = example.contentType { headers.append("Content-Type", type) }
        if let naming { headers.append(naming.0, naming.1) }
        let request = Request(
            method: example.method, target: example.target, headers: headers, body: Array(example.requestBody.utf8))
        guard let response = VirtualDriver(engine).deliver(request)?.response else { return "no answer" }
        guard !response.text.contains("{{$") else { return "a dynamic variable has no value" }
        return example.difference(
            status: response.status, headers: response.headers.fields.map { "\($0.name): \($0.value)" },
            body: response.text)
    }
}

extension ExpectedExample {
    /// What of an answer is not as it was saved; `nil` for nothing.
    func difference(status: Int, headers: [String], body: String) -> String? {
        guard status == self.status else { return "the status is \(status), not \(self.status)" }
        guard headers == self.headers else { return "the header is \(headers), not \(self.headers)" }
        var rest = body[...]
        for (place, literal) in literals.enumerated() {
            if place == 0 {
                guard rest.hasPrefix(literal) else { return "the body begins with \(body.prefix(80))" }
                rest = rest.dropFirst(literal.count)
            } else if let found = literal.isEmpty ? rest.endIndex..<rest.endIndex : rest.range(of: literal) {
                rest = rest[found.upperBound...]
            } else {
                return "the body lacks \(literal.prefix(80))"
            }
        }
        return rest.isEmpty ? nil : "the body ends with \(rest.prefix(80))"
    }
}
