/// What the process says when it ends.
enum ExitCode: Int32, Sendable {
    /// Done, or a server that was stopped.
    case done = 0
    /// `check` found errors.
    case findings = 1
    /// The command line is wrong.
    case usage = 2
    /// The project cannot be loaded.
    case project = 3
    /// The port is taken, or may not be opened.
    case port = 4
    /// A defect of this program.
    case defect = 70
    /// Interrupted.
    case interrupted = 130
}

/// The end of a command with something to say on the error stream.
struct CommandFailure: Error, Equatable {
    let code: ExitCode
    /// What happened and what to do next; empty when it has been said already.
    let message: String

    init(_ code: ExitCode, _ message: String = "") {
        self.code = code
        self.message = message
    }
}
