import MockModel
import MockScripting
import TestSupport
import Testing

/// Lines of a handler in which `⟦…⟧` marks what a failure is about.
struct MarkedCode: CustomTestStringConvertible {
    let code: String
    /// What the message must have.
    let says: String

    init(_ code: String, _ says: String) {
        self.code = code
        self.says = says
    }

    var testDescription: String { code }

    /// The code without its marks.
    var plain: String { code.replacing("⟦", with: "").replacing("⟧", with: "") }

    /// What is marked, below one line of head; `nil` when nothing is.
    var place: MockModel.SourceLocation? {
        for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let open = line.firstIndex(of: "⟦"), let close = line.firstIndex(of: "⟧") else { continue }
            let column = line.distance(from: line.startIndex, to: open) + 1
            return MockModel.SourceLocation(
                file: "routes/route.lua", line: index + 2, column: column,
                length: line.distance(from: open, to: close) - 1)
        }
        return nil
    }

    /// Runs it as the handler of `POST /` and compares message and place.
    func check() throws {
        let text = "return { POST = function(req, res)\n\(plain)\nend }"
        let mock = try LuaMock(
            ["routes/route.lua": text], examples: ["POST /": [.text("x"), .text("y", name: "gone", status: 410)]])
        #expect(!mock.problems.contains { $0.severity == .error }, "\(mock.problems)")
        let failure = try #require(mock.failure("POST", "/", body: #"{"product":"tee"}"#))
        #expect(failure.message.contains(says), "\(failure.message)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(ErrorLocator(lines: lines, isLua: true).place(of: failure) == place, "\(failure)")
    }
}
