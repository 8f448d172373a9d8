import ArgumentParser
import MockEngine
import MockModel
import MockScriptKit

/// Every route, its examples and handlers.
struct Routes: Command {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Every route, its examples and handlers.",
        usage: "mockscript routes [SOURCE] [options]")

    @Argument(help: "A folder, .lua file, OpenAPI document or Postman collection.")
    var source = "."

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        let loader = try ProjectLoader(source: source, options: reading.options(in: surroundings))
        let project = try loader.load(surroundings, isStrict: false)
        let table = RouteTable(routes: project.allRoutes, base: project.project.settings.basePath)
        if try output.wantsJSON(surroundings) {
            surroundings.write(String(decoding: JSONWriter.pretty(table.json), as: UTF8.self) + "\n")
        } else {
            surroundings.write(table.text(surroundings.output))
        }
        return .done
    }
}
