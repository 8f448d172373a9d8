import ArgumentParser
import MockModel
import MockScripting

/// The version of the program and of the Lua in it.
struct Version: Command {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "The version, and that of the Lua inside.")

    /// The version of the program.
    static let current = "0.1.0"

    @OptionGroup var output: OutputArguments

    func run(in surroundings: Surroundings) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        let lua = LuaRelease.linked
        if try output.wantsJSON(surroundings) {
            surroundings.write(JSONLine(["version": .string(Version.current), "lua": .string(lua)]).text)
        } else {
            surroundings.write("mockscript \(Version.current) (\(lua))\n")
        }
        if let warning = LuaRelease.warning {
            surroundings.writeError(surroundings.errors.paint("warning:", .odd) + " \(warning)\n")
        }
        return .done
    }
}
