import MockModel

/// Finds handlers that never run, because another file declares one for the same method and path.
enum HiddenHandlers {
    private struct Identity: Hashable {
        let method: TextKey
        let host: TextKey
        let shape: [PathPattern.Segment]
    }

    /// A warning for each, at the handler that is hidden; the last declaration answers, which is that of the deepest folder.
    static func problems(of handlers: [HandlerDeclaration]) -> [Problem] {
        let groups = Dictionary(grouping: handlers.indices) { number in
            let handler = handlers[number]
            return Identity(
                method: TextKey(handler.method), host: TextKey(handler.host ?? ""),
                shape: handler.pattern.segments.map(\.nameless))
        }
        return groups.values.flatMap { numbers -> [Problem] in
            guard let last = numbers.last.map({ handlers[$0] }) else { return [] }
            return numbers.dropLast().map { problem(handlers[$0], hiddenBy: last) }
        }.sorted { ($0.location?.description ?? "").precedes($1.location?.description ?? "") }
    }

    private static func problem(_ hidden: HandlerDeclaration, hiddenBy other: HandlerDeclaration) -> Problem {
        Problem(
            .warning, "hidden-handler",
            "this handler never runs: \(other.location) answers \(other.method) \(other.pattern)",
            at: hidden.location, hint: "remove one of the two")
    }
}
