import ArgumentParser

/// Prints a page of the manual that is written from tables of the code; scripts/update-reference keeps them in Docs.
struct ReferenceCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "A page of the manual as Markdown: the Lua API, the settings, or the admin API.",
        shouldDisplay: false)

    @Argument(help: "The page.")
    var page = ManualPage.api

    func run(in surroundings: CommandEnvironment) -> ExitCode {
        surroundings.write(page.text)
        return .done
    }
}

/// The pages that tables of the code make.
enum ManualPage: String, ExpressibleByArgument, CaseIterable {
    case api, settings, admin

    /// The page, in Markdown.
    var text: String {
        switch self {
        case .api: ReferencePage.text
        case .settings: SettingsPage.text
        case .admin: AdminPage.text
        }
    }
}
