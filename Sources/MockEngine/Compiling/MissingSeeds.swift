import MockModel

/// Finds collections that code names a little differently from the file in `data/` that nothing else uses.
enum MissingSeeds {
    /// A warning for each.
    static func problems(of uses: [NameUse], in seeds: [CollectionSeed]) -> [Problem] {
        let used = Set(uses.map { TextKey($0.name) })
        let unused = seeds.map(\.name).filter { !used.contains(TextKey($0)) }
        guard !unused.isEmpty else { return [] }
        let seeded = Set(seeds.map { TextKey($0.name) })
        return uses.filter { !seeded.contains(TextKey($0.name)) }.compactMap { problem($0, unused) }
    }

    private static func problem(_ use: NameUse, _ unused: [String]) -> Problem? {
        guard let near = Suggestion.closest(to: use.name, among: unused) else { return nil }
        var problem = Problem(
            .warning, "missing-seed", "the collection \"\(use.name)\" has no records in data/", at: use.location,
            hint: "did you mean \"\(near)\"?", notes: ["nothing uses data/\(near).json"])
        problem.replacement = near
        return problem
    }
}
