import Foundation

/// Requests and the answers that a reader should expect, as `transcript.http` of an example holds them.
///
/// CONTRIBUTING.md has the format.
struct Transcript {
    /// One request and its answer.
    struct Call {
        var title = ""
        var method = ""
        var target = ""
        var headers: [(String, String)] = []
        var body = ""
        var status = 0
        var expectedHeaders: [(String, String)] = []
        var expectedBody = ""
    }

    /// The reason why it cannot be played yet.
    private(set) var skipped: String?
    private(set) var calls: [Call] = []

    init(_ text: String) {
        var sent: [String] = []
        var expected: [String] = []
        var title = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# @skip ") { skipped = String(line.dropFirst(8)) }
            if line.hasPrefix(">") {
                if !expected.isEmpty { calls.append(Transcript.call(title, &sent, &expected)) }
                sent.append(Transcript.content(line))
            } else if line.hasPrefix("<") {
                expected.append(Transcript.content(line))
            } else if line.hasPrefix("### ") {
                if !expected.isEmpty { calls.append(Transcript.call(title, &sent, &expected)) }
                title = String(line.dropFirst(4))
            }
        }
        if !expected.isEmpty { calls.append(Transcript.call(title, &sent, &expected)) }
    }

    /// What stands behind the mark and one space.
    private static func content(_ line: Substring) -> String {
        String(line.dropFirst().drop { $0 == " " })
    }

    private static func call(_ title: String, _ sent: inout [String], _ expected: inout [String]) -> Call {
        defer { (sent, expected) = ([], []) }
        let request = (sent.first ?? "").split(separator: " ", maxSplits: 1).map(String.init)
        let (headers, body) = parts(sent.dropFirst())
        let (expectedHeaders, expectedBody) = parts(expected.dropFirst())
        return Call(
            title: title, method: request.first ?? "", target: request.last ?? "", headers: headers, body: body,
            status: Int(expected.first ?? "") ?? 0, expectedHeaders: expectedHeaders, expectedBody: expectedBody)
    }

    /// Header lines, an empty line, the body.
    private static func parts(_ lines: ArraySlice<String>) -> ([(String, String)], String) {
        let header = lines.prefix { !$0.isEmpty }
        let fields = header.map { line -> (String, String) in
            let cut = line.firstIndex(of: ":") ?? line.endIndex
            return (String(line[..<cut]), line[cut...].dropFirst().trimmingCharacters(in: .whitespaces))
        }
        return (fields, lines.dropFirst(header.count + 1).joined(separator: "\n"))
    }
}
