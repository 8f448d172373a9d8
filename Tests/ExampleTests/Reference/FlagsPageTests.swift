import Foundation
import MockModel
import TestSupport
import Testing

/// The page of flags, compared with what the built binary declares.
@Suite("The page of flags", .ownThreads) struct FlagsPageTests {
    private func page() throws -> String {
        try String(contentsOf: Corpus.packageRoot.appendingPathComponent("Docs/Flags.md"), encoding: .utf8)
    }

    /// The commands that help shows, with the long names of their flags.
    private func declared() throws -> [String: Set<String>] {
        let text = try BuiltBinary.run(["--experimental-dump-help"]).output
        let root = try JSONValue(parsing: text)
        let commands = root["command"]?["subcommands"]?.elements ?? []
        let shown = commands.filter { $0["shouldDisplay"] != .bool(false) }
        // The parser adds a `help` of its own beside ours.
        return Dictionary(
            shown.compactMap { command in command["commandName"]?.text.map { ($0, flags(of: command)) } },
            uniquingKeysWith: { $0.union($1) })
    }

    private func flags(of command: JSONValue) -> Set<String> {
        let arguments = command["arguments"]?.elements ?? []
        let names = arguments.filter { $0["shouldDisplay"] != .bool(false) }.flatMap { $0["names"]?.elements ?? [] }
        let long = names.filter { $0["kind"]?.text == "long" }.compactMap { $0["name"]?.text }
        return Set(long.map { "--" + $0 }).subtracting(["--help"])
    }

    /// The flags in the rows below a command's heading.
    private func listed() throws -> [String: Set<String>] {
        let chapters = try page().components(separatedBy: "\n## `mockscript ").dropFirst()
        return Dictionary(
            uniqueKeysWithValues: chapters.map { chapter in
                let rows = chapter.split(separator: "\n").filter { $0.hasPrefix("| `") }
                let flags = rows.flatMap {
                    $0.split(whereSeparator: { " `,".contains($0) }).filter { $0.hasPrefix("--") }
                }
                return (String(chapter.prefix { $0 != "`" }), Set(flags.map(String.init)))
            })
    }

    @Test func `every command and flag of the binary is listed, and no other`() throws {
        let (declared, listed) = (try declared(), try listed())
        #expect(declared.count >= 10)
        #expect(declared.keys.sorted() == listed.keys.sorted())
        for (command, flags) in declared {
            #expect(listed[command]?.isSuperset(of: flags) == true, "\(command): run scripts/update-reference")
        }
    }
}
