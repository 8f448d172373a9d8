import MockModel

/// Holds the ids of seeded records to the rules of `insert`: each has one, of text or a number, that no other has.
struct SeedIdentities {
    private let seed: CollectionSeed
    private let key: String
    private var seen: [TextKey: Int] = [:]
    private(set) var problems: [Problem] = []

    private static let mostProblems = 5

    /// Errors for the records of all collections; the field of the id is the one that code names, else `id`.
    static func problems(in seeds: [CollectionSeed], uses: [NameUse]) -> [Problem] {
        seeds.flatMap { seed in
            keys(of: seed, uses).sorted().flatMap { SeedIdentities(seed, key: $0.text).problems }
        }
    }

    /// Code may name the collection by a value: then only records of which one has an `id` are known to be found by it.
    private static func keys(of seed: CollectionSeed, _ uses: [NameUse]) -> Set<TextKey> {
        let keys = Set(uses.filter { $0.name.isSame(as: seed.name) }.map { TextKey($0.key ?? "id") })
        guard keys.isEmpty else { return keys }
        return seed.records.contains { $0["id"] != nil } ? ["id"] : []
    }

    private init(_ seed: CollectionSeed, key: String) {
        self.seed = seed
        self.key = key
        for index in seed.records.indices { check(index) }
        if problems.count > SeedIdentities.mostProblems {
            let more = problems.count - SeedIdentities.mostProblems
            problems.removeLast(more)
            problems[problems.count - 1].notes.append(
                "\(more) more records of \(seed.location.file) are wrong like that")
        }
    }

    private mutating func check(_ index: Int) {
        let id = seed.records[index][key]
        switch id {
        case nil, .null:
            return refuse(index, "has no \(key)", hint: "each record has its own, such as \"\(key)\": \(index + 1)")
        case .string, .integer, .number, .bigNumber: break
        case .some(let other):
            return refuse(
                index, "has \(other.kindInWords) as its \(key)", hint: "the \(key) of a record is text or a number")
        }
        guard let text = id?.idText else { return }
        guard let first = seen[TextKey(text)] else {
            seen[TextKey(text)] = index
            return
        }
        let place = seed.location(of: first).line.map { ":\($0)" } ?? ""
        refuse(
            index, "has the \(key) \(text) of record \(first + 1) (\(seed.location.file)\(place))",
            hint: "one record for each \(key)")
    }

    private mutating func refuse(_ index: Int, _ message: String, hint: String) {
        problems.append(
            Problem(
                .error, "bad-seed", "record \(index + 1) of \(seed.name) \(message)", at: seed.location(of: index),
                hint: hint))
    }
}
