public import MockModel

extension CompiledProject {
    /// What a check finds of the responses of a description: schemas without a value, and examples that break their schema.
    ///
    /// All of them are tried, which takes its time.
    public var describedFindings: [Problem] {
        var seen: Set<SourceLocation> = []
        let examples = routes.flatMap(\.route.examples).filter {
            $0.described != nil && seen.insert($0.location).inserted
        }
        return examples.compactMap { values.problem(of: $0) ?? values.mismatch(of: $0) }
    }
}
