import Foundation
import Synchronization

/// The name by which the program was called, so that a command that it prints can be typed.
enum Program {
    /// The variable that a wrapper sets to its own name.
    static let variable = "MOCKSCRIPT_PROGRAM"

    /// The name of this process, as the shell takes it.
    static var name: String { noted.withLock { $0 } }

    private static let noted = Mutex("mockscript")

    /// Keeps the name for the process, before anything is printed.
    static func note(_ argument: String?) {
        let environment = ProcessInfo.processInfo.environment
        let called = environment[variable] ?? argument ?? "mockscript"
        let name = typed(
            called, in: FileManager.default.currentDirectoryPath, searchPath: environment["PATH"] ?? "",
            isSame: { TestPlace.canonical($0) == TestPlace.canonical($1) })
        noted.withLock { $0 = ShellText.quoted(name) }
    }

    /// What to type for a program that was called by a path: its bare name where the shell finds the same file, else the path, relative to the
    /// folder when it lies in it.
    static func typed(
        _ called: String, in folder: String, searchPath: String, isSame: (String, String) -> Bool
    ) -> String {
        guard called.contains("/"), let base = called.split(separator: "/").last.map(String.init) else { return called }
        if let first = searchPath.split(separator: ":").first(where: { isSame("\($0)/\(base)", called) }),
            !first.isEmpty
        {
            return base
        }
        guard folder != "/", called.hasPrefix(folder + "/") else { return called }
        let relative = String(called.dropFirst(folder.count + 1))
        return relative.contains("/") ? relative : "./\(relative)"
    }

    /// A text with its commands as they can be typed: `mockscript serve` under the name of the program.
    static func typed(_ text: String, as name: String = Program.name) -> String {
        guard name != "mockscript", text.contains("mockscript ") else { return text }
        let words = Mockscript.commandNames + ["<", "WORD"]
        return words.reduce(text) { text, word in
            text.replacing("\(name) \(word)", with: "mockscript \(word)")
                .replacing("mockscript \(word)", with: "\(name) \(word)")
        }
    }
}
