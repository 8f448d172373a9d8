import ArgumentParser
import MockEngine
import MockModel
import MockScriptKit
import MockServer

/// One request without a server; says which example answered and why.
struct Try: Command {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "One request without a server; says what answered and why.",
        usage: "mockscript try METHOD PATH [options]")

    @Argument(help: "The method.")
    var method: String

    @Argument(help: "The path with its query, such as '/users/9?name=Bob'.")
    var path: String

    @Option(help: ArgumentHelp("A folder, .lua file, OpenAPI document or Postman collection.", valueName: "source"))
    var source = "."

    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: "A header field, Name: value; Content-Type: without a value sends none.")
    var headers: [String] = []

    @Option(
        name: [.customShort("d"), .customLong("data")], parsing: .unconditional,
        help: ArgumentHelp(
            "The body, as application/json unless -H says otherwise; @file is what a file holds, @- the standard input.",
            valueName: "body"))
    var body: String?

    @Option(help: ArgumentHelp("The seed of all chance.", valueName: "n"))
    var seed: UInt64?

    @Option(name: .shortAndLong, help: ArgumentHelp("The scenario that arranges the session.", valueName: "name"))
    var scenario: String?

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        let loader = try ProjectLoader(source: source, options: reading.options(in: surroundings))
        let project = try loader.loadQuietly(surroundings)
        let wall = SystemClock()
        // The clock stands still, so that only what is waited for counts.
        let clock = Settings.Clock(start: project.project.settings.clock.start ?? wall.milliseconds, isFrozen: true)
        let engine = Engine(
            project, options: .init(seed: seed, clock: clock), files: loader.files(of: project), wallClock: wall)
        do throws(ScenarioFailure) {
            try engine.arrange(scenario: scenario)
        } catch { throw CommandFailure(error) }
        let played = try play(try request(in: surroundings), engine)
        let route = played.delivery?.exchange.reason.route
        tell(RequestProblems(project, route: route, scenario: chosen(in: project)), loader, surroundings)
        guard let delivery = played.delivery else { throw CommandFailure(.findings, "the handler waits for ever") }
        if try output.wantsJSON(surroundings) {
            let document = TrialDocument(delivery: delivery, played: played, readLines: loader.readLines)
            surroundings.write(String(decoding: JSONWriter.pretty(document.json), as: UTF8.self) + "\n")
        } else {
            let report = TrialText(
                delivery: delivery, played: played, readLines: loader.readLines, source: source,
                base: project.project.settings.basePath)
            surroundings.write(report.text(surroundings.output))
        }
        return .done
    }

    private func chosen(in project: CompiledProject) -> String? { scenario ?? project.project.settings.scenario }

    private func tell(_ problems: RequestProblems, _ loader: ProjectLoader, _ surroundings: CommandEnvironment) {
        loader.show(problems.concerned, surroundings)
        guard let remark = problems.remark(source: source) else { return }
        surroundings.writeError(surroundings.errors.folded(remark) + "\n")
    }

    private func play(_ request: Request, _ engine: Engine) throws(CommandFailure) -> SimulatedCall {
        let client = BlockingClient()
        defer { client.close() }
        do throws(SimulationStalled) {
            return try VirtualDriver(engine, files: DiskBodies()) { client.answer(to: $0) }.play(request)
        } catch {
            let name = VisibleText("\(request.method) \(request.target)").escaped
            throw CommandFailure(.findings, "\(name) \(error.message)")
        }
    }

    private func request(in surroundings: CommandEnvironment) throws(CommandFailure) -> Request {
        var fields = HeaderFields()
        for line in headers {
            guard let colon = line.firstIndex(of: ":") else {
                throw CommandFailure(.usage, "\"\(VisibleText(line).escaped)\" is no header field; write Name: value")
            }
            fields.append(String(line[..<colon].trimmed), String(line[line.index(after: colon)...].trimmed))
        }
        if !fields.contains("host") { fields = HeaderFields([.init("Host", "localhost")] + fields.fields) }
        if body != nil, !fields.contains("content-type") { fields.append("Content-Type", "application/json") }
        if fields["content-type"] == "" { fields.remove("Content-Type") }
        let target = path.hasPrefix("/") ? path : "/" + path
        return Request(
            method: method.uppercased(), target: target, headers: fields, body: try content(in: surroundings))
    }

    /// The body: the text itself, or what it names.
    private func content(in surroundings: CommandEnvironment) throws(CommandFailure) -> [UInt8] {
        guard let body else { return [] }
        return body.hasPrefix("@") ? try surroundings.read(String(body.dropFirst())) : Array(body.utf8)
    }
}
