import Foundation
import MockFiles
import MockModel
import Testing

@testable import MockSources

/// Damaged files, thousands for each reader: every one is read or refused with problems that have a place in it.
///
/// MOCKSCRIPT_FUZZ_SEED and MOCKSCRIPT_FUZZ_COUNT repeat or prolong a run.
@Suite("Damaged files")
struct ReaderMutationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed =
        environment["MOCKSCRIPT_FUZZ_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    private static let count = environment["MOCKSCRIPT_FUZZ_COUNT"].flatMap(Int.init) ?? 3_000

    private static let messages = [
        "# @match query.page = 2\n# @when req.json.a[1] == '}}'\n# @delay p50=80ms p99=1.2s\n# @turn 1..2\nHTTP/1.1 200 OK\n"
            + "Content-Type: application/json\nX-A: {{ $guid }}\n\n{ \"a\": \"{{ {b={c=[[x]]}} }}\", \"b\\n\": [1.5e3, null] }",
        "# @fault slow\n# @rate 20kB/s\n# @weight 2\n# @template off\nHTTP/2 404\r\nSet-Cookie: a\r\n\r\n< ./x.json",
    ]
    private static let bodies = [
        "{ \"id\": \"{{ req.params.id }}\", \"t\": \"a \\\"{{ x or 'y' }}\\\" \\u00e9\\ud83d\\ude00\", \"{{ k }}\": [\"\\\\{{\"] }",
        "Dear {{ req.query.who or \"you\" }}, \\{{ é {{ --[[ c ]] f({1, [2] = 3}) }}\n{{ [==[ ]] ]==] }} {{$randomInt}}",
    ]
    private static let settings = [
        "name: Shop\nport: 4000\nclock: { start: 2026-01-01T00:00:00Z, mode: frozen }\nbehaviors:\n  \"/**\": &a { delay: 20ms..60ms }\n"
            + "  GET /x/{id}: *a\n  /y: { fail: { rate: 0.1, status: 502 }, limit: { requests: 5, per: 1m, key: ip } }\n",
        "{\n\t\"network\": [\"https://a.test\"], \"limits\": { \"cpu\": \"1s\", \"memory\": \"64MB\" }, \"seed\": 7 }",
        "sessions: |\n  text\nname: >-\n  folded\n  text\nenv:\n- A\n- 'B'\n? a\n: b\n",
    ]

    private func mutations(of texts: [String], _ name: String, _ check: ([UInt8]) throws -> Void) rethrows {
        print("\(name): MOCKSCRIPT_FUZZ_SEED=\(Self.seed) MOCKSCRIPT_FUZZ_COUNT=\(Self.count)")
        var random = RandomGenerator(seed: Self.seed)
        for turn in 0..<Self.count {
            let bytes = Mutation.of(Array(texts[turn % texts.count].utf8), &random)
            try check(bytes)
        }
    }

    /// A problem names the file and a line that it has.
    private func check(_ problem: Problem, in bytes: [UInt8], _ name: String) {
        // For YAML a carriage return ends a line as well, and so do three characters of Unicode, by their last bytes.
        let lines = bytes.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 2
        #expect(!problem.message.isEmpty)
        #expect(problem.location?.file == name, "seed \(Self.seed): \(problem)")
        #expect((1...lines).contains(problem.location?.line ?? 1), "seed \(Self.seed): \(problem)")
        #expect(problem.location?.column ?? 1 >= 1, "seed \(Self.seed): \(problem)")
    }

    @Test("Of a message either an example or a problem is left")
    func messages() throws {
        let folder = try TemporaryFolder(["x.json": "{}"])
        let root = try #require(ProjectRoot(folder.path))
        let entry = FolderEntry(name: "GET.http", path: "GET.http", target: "GET.http", isFolder: false)
        let name = try ExampleFileName(parsing: entry.name)
        try mutations(of: Self.messages, "messages") { bytes in
            try folder.write("GET.http", Data(bytes))
            let read = ExampleReader(root: root).read(entry, named: name)
            #expect(read.example?.failure == nil || !read.problems.isEmpty, "seed \(Self.seed)")
            for problem in read.problems where problem.location?.file != "x.json" {
                check(problem, in: bytes, "GET.http")
            }
            for script in read.scripts { #expect(script.text.hasPrefix("return"), "seed \(Self.seed)") }
        }
    }

    @Test("Of a template either a chunk or a problem is left", arguments: [TextKind.json, .text(.html)])
    func templates(_ kind: TextKind) {
        mutations(of: Self.bodies, "templates") { bytes in
            let source = SourceText(file: "GET.x", bytes: bytes)
            do throws(Problem) {
                let pieces =
                    switch kind {
                    case .json: try JSONTemplate.pieces(of: 0..<bytes.count, in: source)
                    case .text(let kind): try TextTemplate.pieces(of: 0..<bytes.count, in: source, kind: kind)
                    }
                let chunk = TemplateChunk.text(headers: [:], body: pieces)
                #expect(chunk.utf8.count { $0 == 0x0A } <= bytes.count { $0 == 0x0A }, "seed \(Self.seed)")
            } catch { check(error, in: bytes, "GET.x") }
        }
    }

    @Test("Of settings either values or problems are left")
    func settings() {
        mutations(of: Self.settings, "settings") { bytes in
            do throws(Problem) {
                let source = SourceText(file: "mockscript.yaml", bytes: bytes)
                for problem in try SettingsReader.read(source).problems { check(problem, in: bytes, "mockscript.yaml") }
            } catch { check(error, in: bytes, "mockscript.yaml") }
        }
    }

    @Test("Of a file's name either an example or a reason is left")
    func names() {
        mutations(of: ["POST.declined.402.json", "GET.http", "ANY.a.b.200.tar.gz"], "names") { bytes in
            do throws(ExampleFileName.Refusal) {
                let name = try ExampleFileName(parsing: String(decoding: bytes, as: UTF8.self))
                #expect(HTTPMethods.contains(name.method))
                #expect((100...599).contains(name.status ?? 200))
            } catch { #expect(!error.reason.isEmpty) }
        }
    }
}

/// Damage to bytes: flips, cuts, doublings, and pieces that mean something to the readers.
enum Mutation {
    private static let pieces = [
        "{{", "}}", "\\{{", "'", "\"", "[[", "]]", "--", "{", "}", "(", "\n", "\r\n", "\0", "# @match ", "# @", "< ",
        ": ", "*a", "&a ",
        "- ", "? ", "!x ", "|", "\t", "$", "\u{FEFF}", "é", "1e999", "-1", "99999999999999999999", "%", "..",
    ].map { Array($0.utf8) }

    static func of(_ original: [UInt8], _ random: inout RandomGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
        return bytes
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout RandomGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.replaceSubrange(place..<end, with: [])
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
        case 3: bytes.removeLast(bytes.count - place)
        default: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        }
    }
}
