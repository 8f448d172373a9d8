import MockModel

/// The tests that would run: `mockscript test --list`.
struct TestList {
    let tests: [TestDeclaration]

    /// One test a line, below its file.
    func text(_ terminal: Terminal) -> String {
        var lines: [String] = []
        var file: String?
        for test in tests {
            if test.script != file {
                file = test.script
                lines.append(terminal.paint(VisibleText(test.script).escaped, .strong))
            }
            lines.append("  \(VisibleText(test.name).escaped)")
        }
        return lines.joined(separator: "\n") + "\n\n\(tests.count) test\(tests.count == 1 ? "" : "s")\n"
    }

    /// The list that `--json` gives.
    var json: JSONValue {
        .array(
            tests.map { test in
                var object = JSONObject([.init("name", .string(test.name)), .init("file", .string(test.script))])
                object["line"] = test.location.line.map { .integer(Int64($0)) }
                return .object(object)
            })
    }
}
