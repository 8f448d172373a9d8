import MockEngine
import MockModel

/// The problems of a project that concern one request: those of its route's files, of the code that they share, and of the settings.
struct RequestProblems {
    /// The problems to show.
    let concerned: [Problem]
    /// How many others there are.
    let others: Int
    /// Whether a route answers, so that the others belong to other files.
    private let hasRoute: Bool

    init(_ project: CompiledProject, route name: String?, scenario: String?) {
        let problems = project.problems.filter { $0.severity != .note }
        let files = RequestFiles(project.allRoutes.first { $0.name == name }, scenario: scenario)
        concerned = problems.filter { problem in problem.location.map { files.include($0.file) } ?? true }
        others = problems.count - concerned.count
        hasRoute = name != nil
    }

    /// The line that says where the others are told; `nil` without others.
    func remark(source: String) -> String? {
        guard others > 0 else { return nil }
        let place = source == "." ? "" : " \(ShellText.quoted(source))"
        let owner = !hasRoute ? "of the project" : others == 1 ? "of another file" : "of other files"
        return "\(others) problem\(others == 1 ? "" : "s") \(owner): \(Program.name) check\(place)"
    }
}

/// The files that a request may meet.
private struct RequestFiles {
    private let own: Set<String>
    private let folders: Set<String>
    private let runsCode: Bool
    private let scenario: String?

    init(_ route: Route?, scenario: String?) {
        let examples = route?.examples ?? []
        let shown = examples.map(\.location.file) + examples.compactMap { $0.failure?.location?.file }
        let code = [route?.handler?.script].compactMap(\.self)
        own = Set(shown + code + (route?.middleware ?? []))
        folders = Set((shown + code).map { RequestFiles.folder(of: $0) })
        runsCode = !code.isEmpty || route?.middleware.isEmpty == false
        self.scenario = scenario
    }

    /// Whether a file may matter: one of the route or beside it, the settings, shared code when code runs, and the scenario.
    func include(_ file: String) -> Bool {
        if own.contains(file) || file.hasPrefix("mockscript.") { return true }
        if file.hasPrefix("routes/") { return folders.contains(RequestFiles.folder(of: file)) }
        if file.hasPrefix("scenarios/") { return scenario.map { file == "scenarios/\($0).lua" } ?? false }
        return runsCode && !file.hasSuffix(".test.lua")
    }

    private static func folder(of file: String) -> String {
        file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
    }
}
