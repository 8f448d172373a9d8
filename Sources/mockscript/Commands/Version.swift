import ArgumentParser
import MockModel
import MockScriptKit
import MockScripting

/// The version of the program and of the Lua in it.
struct Version: Command {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "The version, and that of the Lua inside.")

    /// The version of the program.
    static let current = MockScriptVersion.current

    /// Both versions in one line.
    static var text: String { "mockscript \(current) (\(LuaRelease.linked))" }

    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        if try output.wantsJSON(surroundings) {
            surroundings.write(JSONLine(["version": .string(Version.current), "lua": .string(LuaRelease.linked)]).text)
        } else {
            surroundings.write("\(Version.text)\n")
        }
        return .done
    }
}
