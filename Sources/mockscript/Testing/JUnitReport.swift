import MockEngine
import MockModel
import MockScriptKit

/// The results as JUnit XML, which CI systems read: a suite a file, a case a test.
struct JUnitReport {
    let results: [TestSuite.Result]
    /// Test files that do not load.
    let broken: [Problem]
    let seed: UInt64
    let readLines: LineReader
    let source: String

    var text: String {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let failed = results.count { $0.outcome.failure != nil }
        let time = results.reduce(Duration.zero) { $0 + $1.duration }
        xml += "<testsuites name=\"mockscript\" tests=\"\(results.count + broken.count)\" failures=\"\(failed)\" "
        xml += "errors=\"\(broken.count)\" time=\"\(seconds(time))\">\n"
        for file in files { xml += suite(file, results.filter { $0.test.script == file }) }
        for problem in broken { xml += suite(problem) }
        return xml + "</testsuites>\n"
    }

    private var files: [String] {
        var files: [String] = []
        for result in results where files.last != result.test.script { files.append(result.test.script) }
        return files
    }

    private func suite(_ file: String, _ results: [TestSuite.Result]) -> String {
        let failed = results.count { $0.outcome.failure != nil }
        let time = results.reduce(Duration.zero) { $0 + $1.duration }
        var xml = "  <testsuite name=\(quoted(file)) tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\" "
        xml += "skipped=\"0\" time=\"\(seconds(time))\">\n"
        xml += "    <properties><property name=\"seed\" value=\"\(seed)\"/></properties>\n"
        for result in results { xml += testCase(result) }
        return xml + "  </testsuite>\n"
    }

    private func testCase(_ result: TestSuite.Result) -> String {
        let test = result.test
        let group = test.names.count > 1 ? test.names.dropLast().joined(separator: " > ") : test.script
        var head = "    <testcase classname=\(quoted(group)) name=\(quoted(test.names.last ?? "")) "
        head += "file=\(quoted(test.script)) line=\"\(test.location.line ?? 0)\" time=\"\(seconds(result.duration))\""
        guard result.outcome.failure != nil else { return head + "/>\n" }
        let text = TestFailureText(result: result, readLines: readLines, source: source)
        let lines =
            text.lines(.plain) + ["again: " + ShellText.testCommand(only: test.name, seed: seed, source: source)]
        return head + ">\n      <failure message=\(quoted(text.message)) type=\"\(text.kind)\">"
            + XMLText.escaped(lines.joined(separator: "\n")) + "</failure>\n    </testcase>\n"
    }

    private func suite(_ problem: Problem) -> String {
        let file = problem.location?.file ?? "tests"
        let text = ProblemText(problem, readLines: readLines).text(.plain)
        return """
              <testsuite name=\(quoted(file)) tests="1" failures="0" errors="1" skipped="0" time="0.000">
                <testcase classname=\(quoted(file)) name="loads" file=\(quoted(file)) time="0.000">
                  <error message=\(quoted(problem.message)) type="\(problem.name)">\(XMLText.escaped(text))</error>
                </testcase>
              </testsuite>

            """
    }

    /// Seconds with three digits.
    private func seconds(_ duration: Duration) -> String {
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private func quoted(_ text: String) -> String { "\"\(XMLText.escaped(text, inAttribute: true))\"" }
}
