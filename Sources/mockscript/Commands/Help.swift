import ArgumentParser
import MockModel

/// Explains a command or a word.
struct Help: Command {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract:
            "Explain a command, a word such as route or cors, or a function such as mock.fetch; show a page of the manual."
    )

    @Argument(
        help:
            "A command, a word, a setting, a name of the Lua API, of a problem, or of a page such as Docs/Settings.md.")
    var word: String?

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        guard let word else {
            surroundings.write(Program.typed(Mockscript.helpMessage(columns: surroundings.output.width)) + "\n")
            return .done
        }
        if let command = Mockscript.configuration.subcommands.first(where: { $0.configuration.commandName == word }) {
            let text = Mockscript.helpMessage(for: command, columns: surroundings.output.width)
            surroundings.write(Program.typed(text) + "\n")
            return .done
        }
        if let page = ManualTopic.page(at: word)?.text {
            surroundings.write(page)
            return .done
        }
        let sections = HelpSections(word: word, terminal: surroundings.output).all
        guard !sections.isEmpty else { throw unknown(word) }
        surroundings.write(sections.joined(separator: "\n\n") + "\n")
        return .done
    }

    private func unknown(_ word: String) -> CommandFailure {
        let commands = Mockscript.configuration.subcommands.compactMap { $0.configuration.commandName ?? nil }
        let near = Suggestion.closest(
            to: word,
            among: Help.words.keys.sorted() + commands + ReferenceEntry.names + ProblemNames.meanings.keys.sorted()
                + HelpSections.topics)
        let list = (Help.words.keys.sorted() + ["settings"]).joined(separator: ", ")
        return CommandFailure(
            .usage,
            "there is no help on \"\(VisibleText(word).escaped)\""
                + (near.map { "; did you mean \"\($0)\"?" } ?? "\n\n  words: \(list)"))
    }

    /// The vocabulary of users.
    static let words: [String: String] = [
        "route":
            "A folder under routes/; {id} is a parameter, {...path} takes the rest. routes/users/{id}/GET.json answers GET /users/7.",
        "example":
            "A saved response beside its route, named METHOD[.name][.status].ext: GET.json, POST.declined.402.json, GET.slow.http.",
        "handler":
            "A function in route.lua, given (req, res); res starts as the example. It returns nothing; body, headers; or status, body, headers.",
        "state": "What a session remembers: values by mock.state, records by mock.collection.",
        "session": "One isolated world: state, clock, chance and call log.",
        "scenario": "A named arrangement of a session: prepared state, pinned examples, behaviors.",
        "test":
            "A function in a *.test.lua file, given (api): it(\"answers\", function(api) api:get(\"/\"):expect(200) end). Run by mockscript test.",
        "behavior":
            "A layer over a route that its code knows nothing about: delay, failures, a limit. Set under behaviors in mockscript.yaml.",
        "template": "{{ expression }} in an example; in JSON a string that is one expression becomes a typed value.",
        "directive":
            "A comment line in front of a .http example: @match @when @turn @weight @delay @fault @rate @summary @template.",
        "middleware":
            "A function in middleware.lua that wraps every route at and below its folder; next() runs the rest.",
        "fault": "What goes wrong on the wire: empty, close, reset, hang, truncate, garbage, malformed, slow.",
        "latency": "A delay: 80ms, 50ms..150ms, normal 120ms 20ms, p50=80ms p95=300ms p99=1.2s, forever.",
    ]
}
