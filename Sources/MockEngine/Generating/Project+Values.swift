public import MockModel

extension Project {
    /// The same project with every response of a description as an example of its own, for formats that have no schemas.
    ///
    /// Values that stand for those that a description lacks are made once, with the seed of the project. What answers when a request
    /// asks for nothing is the example without a name, and under its own name another one. Examples of which no value is found are left out and stand in `skipped`.
    public func withMadeValues() -> Project {
        guard routes.contains(where: { $0.examples.contains { $0.described != nil } }) else { return self }
        let values = GeneratedValues(schemas, seed: settings.seed ?? 0)
        var project = self
        var names = ParameterNames()
        project.routes = routes.map { route in
            let made = MadeExamples(route.examples, values)
            project.skipped += made.problems
            return Route(
                method: route.method, pattern: names.shared(route.pattern), host: route.host, examples: made.examples,
                handler: route.handler, middleware: route.middleware, location: route.location)
        }
        project.settings.openapi = settings.openapi ?? schemas.openAPI
        return project
    }
}

/// The responses of an operation as examples with bodies and names of their own.
private struct MadeExamples {
    private(set) var examples: [Example] = []
    private(set) var problems: [Problem] = []

    init(_ described: [Example], _ values: GeneratedValues) {
        let usual = DescribedChooser(described).usual
        let first = described.firstIndex { $0.described?.status == usual }
        for (place, example) in described.enumerated() {
            guard let answer = example.described else {
                examples.append(example)
                continue
            }
            do throws(UnsolvedSchema) {
                var made = example
                try values.fill(&made.response, as: answer, GeneratedValues.Purpose())
                made.described = nil
                made.name = place == first ? "default" : name(of: example, answer)
                examples.append(made)
                // What has a name stays in reach by it, and answers plainly too, whatever the order of the files is.
                guard place == first, example.name != "default" else { continue }
                made.name = example.name
                examples.append(made)
            } catch { problems.append(error.problem(at: example.location)) }
        }
    }

    /// The name that a caller asks for the example by; of an example without one that of its status, and of its type where others
    /// have that already.
    private func name(of example: Example, _ answer: DescribedAnswer) -> String {
        let reason = Response.reason(of: example.response.status).lowercased().split { !$0.isLetter }
        let status = reason.isEmpty ? "\(answer.status)" : reason.joined(separator: "-")
        let plain = example.name == "default" ? status : example.name
        guard examples.contains(where: { $0.name.isSame(as: plain) }) || example.name == "default" && isUsual(example)
        else {
            return plain
        }
        let type = answer.mediaType.flatMap(MediaType.fileExtension) ?? "other"
        return "\(plain)-\(type)"
    }

    private func isUsual(_ example: Example) -> Bool {
        examples.first { $0.name == "default" }?.response.status == example.response.status
    }
}

/// One name for the parameters at one place of several paths: a description may call them `{id}` here and `{projectId}` there, a folder
/// has one name.
private struct ParameterNames {
    private var names: [[TextKey]: PathPattern.Segment] = [:]

    /// The path with the names that were met first; its own where a name would stand twice.
    mutating func shared(_ pattern: PathPattern) -> PathPattern {
        var place: [TextKey] = []
        var segments: [PathPattern.Segment] = []
        for segment in pattern.segments {
            place.append(ParameterNames.shape(of: segment))
            let known = names[place] ?? segment
            names[place] = known
            segments.append(known)
        }
        return (try? PathPattern(checking: segments)) ?? pattern
    }

    private static func shape(of segment: PathPattern.Segment) -> TextKey {
        switch segment {
        case .literal(let text): TextKey("=\(text)")
        case .affixed(let prefix, _, let suffix): TextKey("\(prefix){\(suffix)")
        case .parameter: "{}"
        case .rest: "{...}"
        }
    }
}
