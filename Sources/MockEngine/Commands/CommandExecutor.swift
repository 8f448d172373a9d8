import MockModel

/// Carries out commands on a session.
///
/// A family of commands has a file of its own. What needs the world takes it before all that is queued, as a reset does.
struct CommandExecutor {
    let session: Session
    let project: CompiledProject
    /// Whether it may wait for code that another thread runs: never on an event loop.
    let mayWait: Bool

    /// Carries a command out as far as it goes without time passing.
    func begin(_ command: SessionCommand) -> CommandStep {
        do throws(CommandFailure) {
            return try execute(command)
        } catch {
            if case .busy = error { return .busy }
            return .done(.failure(error))
        }
    }

    private func execute(_ command: SessionCommand) throws(CommandFailure) -> CommandStep {
        switch command {
        case .state(let command): .done(.success(try execute(command)))
        case .clock(let command): try execute(command)
        case .arrangement(let command): .done(.success(try execute(command)))
        case .calls(let command): try execute(command)
        case .whole(let command): .done(.success(try execute(command)))
        }
    }

    /// Does something in the world of the session.
    func inWorld<Result: Sendable>(
        _ body: (inout SessionRuntime) -> Result
    ) throws(CommandFailure) -> Result {
        if mayWait { return session.use(body) }
        guard let result = session.useIfFree(body) else { throw .busy }
        return result
    }

    /// The index of a route by its name.
    func route(_ name: String) throws(CommandFailure) -> Int {
        let (routes, base) = (project.routes.map(\.route), project.project.settings.basePath)
        if let index = RouteName.place(of: name, in: routes, below: base) { return index }
        throw .unknownRoute(name, hint: RouteName.hint(for: name, among: routes, below: base))
    }
}

extension Engine {
    /// Carries out a command that takes no time on the default session, waiting for code that runs.
    ///
    /// - Throws: `CommandFailure` when it is refused.
    @discardableResult
    public func execute(_ command: SessionCommand) throws(CommandFailure) -> SessionReply {
        try CommandExecutor(session: session, project: current, mayWait: true).execute(command)
    }
}
