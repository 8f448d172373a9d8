import Foundation
import MockEngine
import MockModel
import MockScripting
import TestSupport
import Testing

/// A round of wrong use through everything that handlers can call: `Lua/misuse.txt` has a line of a handler for each mistake, in which
/// `⟦…⟧` marks what is underlined, and behind ` --> ` what is said.
@Suite("Wrong use")
struct MisuseTests {
    static let cases: [MarkedCode] = {
        let file = Corpus.packageRoot.appendingPathComponent("Tests/MockScriptingTests/Lua/misuse.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " --> ", maxSplits: 1)
            return parts.count == 2 ? MarkedCode(String(parts[0]), String(parts[1])) : nil
        }
    }()

    @Test("there is a whole round of it")
    func count() { #expect(MisuseTests.cases.count > 250) }

    @Test("is met with what is wrong, at its place", arguments: cases)
    func misuse(_ example: MarkedCode) throws {
        var settings = Settings()
        settings.limits.cpu = .milliseconds(200)
        settings.limits.memory = 16_000_000
        let isSocket = example.plain.contains("mock.websocket(")
        let method = isSocket ? "GET" : "POST"
        let text = "return { \(method) = function(req, res)\n\(example.plain)\nend }"
        let mock = try LuaMock(
            ["routes/route.lua": text],
            examples: ["\(method) /": [.text(#"{"a":1}"#), .text("{}", name: "gone", status: 410)]],
            settings: settings)
        let body = Array(#"{"a":1}"#.utf8)
        let request =
            isSocket
            ? .webSocket(body: body) : Request(method: "POST", target: "/", headers: HeaderFields(), body: body)
        let played = try VirtualDriver(mock.engine).play(request)
        let reason = try #require(played.delivery).exchange.reason
        var failure = played.failure
        if case .failure(_, let handler) = reason { failure = handler }
        let found = try #require(failure, "it was taken: \(reason)")
        #expect(found.message == example.says)
        #expect(found.location?.file == "routes/route.lua" && found.location?.line != nil)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let place = ErrorLocator(lines: lines, isLua: true).place(of: found)
        let isWhole = example.code.hasPrefix("⟦") && example.code.hasSuffix("⟧")
        #expect(place == example.place || place == nil && isWhole, "\(found)")
    }
}
