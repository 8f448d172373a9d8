import MockModel
import MockScriptKit

/// The findings of `check` as a log of SARIF 2.1.0, which code hosts and editors read.
struct SARIFReport {
    let problems: [Problem]
    let readLines: LineReader
    /// The project's folder, as it is put in front of the paths of its files; empty for the folder at hand.
    let folder: String

    /// The whole log.
    var json: JSONValue {
        [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
                    "results": .array(problems.map(result)),
                ]
            ],
        ]
    }

    private var names: [String] { Set(problems.map(\.name)).sorted() }

    private var driver: JSONValue {
        [
            "name": "mockscript", "version": .string(Version.current), "semanticVersion": .string(Version.current),
            "rules": .array(
                names.map { name in
                    let meaning = ProblemNames.meanings[name] ?? name
                    return ["id": .string(name), "shortDescription": ["text": .string(meaning)]]
                }),
        ]
    }

    private func result(_ problem: Problem) -> JSONValue {
        var object = JSONObject([
            .init("ruleId", .string(problem.name)),
            .init("ruleIndex", .integer(Int64(names.firstIndex(of: problem.name) ?? 0))),
            .init("level", .string(problem.severity.rawValue)),
            .init(
                "message",
                ["text": .string(([problem.message] + [problem.hint].compactMap(\.self)).joined(separator: "; "))]),
        ])
        guard let location = problem.location else { return .object(object) }
        let region = region(location)
        object["locations"] = [["physicalLocation": physical(location, region)]]
        if let text = problem.replacement, let region {
            object["fixes"] = [
                [
                    "artifactChanges": [
                        [
                            "artifactLocation": artifact(location.file),
                            "replacements": [["deletedRegion": region, "insertedContent": ["text": .string(text)]]],
                        ]
                    ]
                ]
            ]
        }
        return .object(object)
    }

    private func physical(_ location: SourceLocation, _ region: JSONValue?) -> JSONValue {
        var object = JSONObject([.init("artifactLocation", artifact(location.file))])
        object["region"] = region
        return .object(object)
    }

    /// Paths are URIs (RFC 3986): what may not stand in one is escaped.
    private func artifact(_ file: String) -> JSONValue {
        let path = file.hasPrefix("/") || folder.isEmpty ? file : "\(folder)/\(file)"
        let isPlain: Set<Character> = ["/", "-", ".", "_", "~"]
        let escaped = path.utf8.map { byte -> String in
            let character = Character(Unicode.Scalar(byte))
            let isKept = character.isASCII && (character.isLetter || character.isNumber || isPlain.contains(character))
            if isKept { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
        return ["uri": .string(path.hasPrefix("/") ? "file://" + escaped : escaped)]
    }

    /// Columns count code points here.
    private func region(_ location: SourceLocation) -> JSONValue? {
        guard let line = location.line else { return nil }
        var object = JSONObject([.init("startLine", .integer(Int64(line)))])
        guard let column = location.column else { return .object(object) }
        let lines = readLines(location.file)
        let text = lines.indices.contains(line - 1) ? lines[line - 1] : ""
        let start = points(text.prefix(column - 1), atLeast: column - 1)
        let end = points(text.prefix(column - 1 + (location.length ?? 1)), atLeast: column - 1 + (location.length ?? 1))
        object["startColumn"] = .integer(Int64(start + 1))
        object["endColumn"] = .integer(Int64(end + 1))
        return .object(object)
    }

    private func points(_ text: Substring, atLeast count: Int) -> Int {
        max(count, text.unicodeScalars.count)
    }
}
