import ArgumentParser
import Foundation

/// What the process was started with: its environment and its streams.
struct CommandEnvironment: Sendable {
    /// The environment variables.
    let environment: [String: String]
    /// The stream of results.
    let output: Terminal
    /// The stream of everything else.
    let errors: Terminal
    /// When the program began.
    let started: ContinuousClock.Instant
    /// The words behind the name of the program.
    var arguments: [String] = []

    /// The process's own.
    static var ofProcess: CommandEnvironment {
        let environment = ProcessInfo.processInfo.environment
        let wanted = environment["COLUMNS"].flatMap(Int.init)
        func terminal(_ descriptor: Int32) -> Terminal {
            let isTerminal = isatty(descriptor) == 1
            let width = wanted ?? (isTerminal ? TerminalSize.columns(of: descriptor) : nil) ?? 104
            return Terminal(isTerminal: isTerminal, environment: environment, noColor: false, width: width)
        }
        return CommandEnvironment(
            environment: environment, output: terminal(STDOUT_FILENO), errors: terminal(STDERR_FILENO), started: .now)
    }

    /// The same without colour.
    var plain: CommandEnvironment {
        func plain(_ terminal: Terminal) -> Terminal {
            Terminal(isColoured: false, isInteractive: terminal.isInteractive, width: terminal.width)
        }
        return CommandEnvironment(
            environment: environment, output: plain(output), errors: plain(errors), started: started,
            arguments: arguments)
    }

    /// Writes results.
    ///
    /// In a terminal, nothing in them can steer it.
    func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(shown(text, on: output).utf8))
    }

    /// Writes everything else, likewise.
    func writeError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(shown(text, on: errors).utf8))
    }

    private func shown(_ text: String, on terminal: Terminal) -> String {
        terminal.isInteractive ? VisibleText(text).guarded : text
    }

    /// The bytes of a file that the command line names; `-` is the standard input.
    func read(_ name: String) throws(CommandFailure) -> [UInt8] {
        do {
            if name == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: name)))
        } catch {
            throw CommandFailure(.usage, "\(VisibleText(name).escaped) cannot be read: \(error.localizedDescription)")
        }
    }

    /// A flag as given, else `MOCKSCRIPT_NAME` of the environment; `nil` when neither is there.
    ///
    /// - Throws: a failure that names the variable, when its text does not fit the flag.
    func value<Value: ExpressibleByArgument>(_ flag: Value?, _ name: String) throws(CommandFailure) -> Value? {
        if let flag { return flag }
        guard let text = environment["MOCKSCRIPT_\(name)"], !text.isEmpty else { return nil }
        guard let value = Value(argument: text) else {
            throw CommandFailure(.usage, "MOCKSCRIPT_\(name) is \"\(VisibleText(text).escaped)\", which does not fit")
        }
        return value
    }

    /// A switch as given, else by `MOCKSCRIPT_NAME`, which may be 1, true, yes, 0, false or no.
    func isOn(_ flag: Bool, _ name: String) throws(CommandFailure) -> Bool {
        if flag { return true }
        guard let text = environment["MOCKSCRIPT_\(name)"], !text.isEmpty else { return false }
        switch text.lowercased() {
        case "1", "true", "yes": return true
        case "0", "false", "no": return false
        default:
            throw CommandFailure(
                .usage, "MOCKSCRIPT_\(name) is \"\(VisibleText(text).escaped)\"; it can be 1 or 0, true or false")
        }
    }
}
