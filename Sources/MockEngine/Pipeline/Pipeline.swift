import MockModel

/// One request, one straight way: each line is a stage, from one value to the next.
///
///     Request ─▶ Match ─▶ Call ─▶ Choice ─▶ Course ─▶ Decision ─▶ Delivery
extension Session {
    /// Answers a request as far as it goes without waiting.
    func answer(_ request: Request, _ project: CompiledProject) -> Step {
        let match = project.match(request)
        let (call, arrangement) = admit(request, match, project)
        RunningRoute.enter(match.route)
        defer { RunningRoute.leave() }
        let choice = layer(call, match, arrangement, project) ?? Choosing.choose(match, call, arrangement, project)
        switch course(after: choice, call, project) {
        case .send(let decision): return note(Delivering.deliver(decision, call, project, facts))
        case .run(let entry): return run(CodeTask(work: .begin(call, entry), project: project))
        case .forward(let request, let origin): return note(forward(request, call, project, to: origin))
        }
    }
}
