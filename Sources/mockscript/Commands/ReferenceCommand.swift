import ArgumentParser

/// Prints the reference page of the manual; scripts/update-reference keeps it in Docs.
struct ReferenceCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "The reference of the Lua API as Markdown.", shouldDisplay: false)

    func run(in surroundings: Surroundings) -> ExitCode {
        surroundings.write(ReferencePage.text)
        return .done
    }
}
