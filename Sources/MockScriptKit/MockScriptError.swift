import MockEngine
import MockModel
import MockServer

/// Why a mock cannot be served or tested.
public struct MockScriptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: Sendable {
        /// The project cannot be loaded; see ``MockScriptError/problems``.
        case project
        /// There is no such scenario, or its setup failed.
        case scenario
        /// The address or port cannot be had.
        case address
        /// The options do not fit together.
        case options
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened and what to do next.
    public let message: String
    /// The problems that keep the project from being loaded.
    public let problems: [ProjectProblem]

    init(_ code: Code, _ message: String, problems: [ProjectProblem] = []) {
        self.code = code
        self.message = message
        self.problems = problems
    }

    /// The message, and each problem in a line of its own.
    public var description: String {
        ([message] + problems.map { "  \($0)" }).joined(separator: "\n")
    }
}

extension MockScriptError {
    init(_ failure: ServedProject.Failure) {
        switch failure {
        case .scenario(let failure):
            var place = ""
            if case .setup(let failure) = failure, let location = failure.location { place = ", at \(location)" }
            self.init(.scenario, failure.message + place)
        case .address(let error): self.init(.address, MockScriptError.text(of: error))
        }
    }

    static func project(_ path: String, _ problems: [Problem]) -> MockScriptError {
        MockScriptError(
            .project, "the project \(path) cannot be loaded", problems: problems.map(ProjectProblem.init))
    }

    static func openAdmin(host: String) -> MockScriptError {
        MockScriptError(
            .options,
            "the host \(host) lets other machines reach the admin API at /_mock; set a token, or hasAdmin to false")
    }

    private static func text(of error: ServerError) -> String {
        let place = "\(error.host):\(error.port)"
        switch error.code {
        case .addressInUse: return "another process listens at \(place); port 0 takes a free port"
        case .permissionDenied: return "this process may not listen at \(place); ports below 1024 need rights"
        case .addressNotAvailable: return "no interface of this machine has the address \(error.host)"
        case .unknownHost: return "the host name \(error.host) is not known"
        default: return "cannot listen at \(place) (system error \(error.errno))"
        }
    }
}

extension ProjectLoader {
    /// The project, of which at least one part can be served.
    func loaded() throws(MockScriptError) -> CompiledProject {
        let project: CompiledProject
        do throws(Problem) {
            project = try compile()
        } catch { throw .project(source, [error]) }
        guard project.fatalErrors.isEmpty else { throw .project(source, project.fatalErrors) }
        return project
    }

    /// The same loader, with a watcher of its source.
    func watched() throws(MockScriptError) -> ProjectLoader {
        do throws(WatchError) {
            return observed(by: try watch())
        } catch { throw MockScriptError(.project, "saved files of \(source) are not noticed: \(error.reason)") }
    }
}
