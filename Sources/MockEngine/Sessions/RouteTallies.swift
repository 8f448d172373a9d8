import MockModel

/// How often each route was called in a session, and where its chance begins; kept by name when the project changes.
struct RouteTallies {
    /// One route's.
    struct Tally {
        /// Calls so far.
        var turn: Int
        /// Session and route, mixed with the seed.
        let chance: UInt64
    }

    private var version: CompiledProject?
    /// By the places of the version's routes: the request path does not hash a name.
    private var current: [Tally?] = []
    private var kept: [TextKey: Tally] = [:]

    /// Counts a call of a route; the first one asks for its chance.
    mutating func count(_ route: CompiledRoute, in project: CompiledProject, chance: () -> UInt64) -> Tally {
        if version !== project { change(to: project) }
        var tally = current[route.index] ?? Tally(turn: 0, chance: chance())
        tally.turn += 1
        current[route.index] = tally
        return tally
    }

    /// No calls yet.
    init() {}

    /// Begins with counts by the names of routes.
    init(turns: [(route: String, turn: Int)], chance: (String) -> UInt64) {
        for (route, turn) in turns { kept[TextKey(route)] = Tally(turn: turn, chance: chance(route)) }
    }

    /// The counts by the names of routes, sorted.
    var turns: [(route: String, turn: Int)] {
        var counts = kept
        for (route, tally) in zip(version?.routes ?? [], current) { counts[TextKey(route.name)] = tally }
        return counts.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value.turn) }
    }

    private mutating func change(to project: CompiledProject) {
        if let version {
            for (route, tally) in zip(version.routes, current) { kept[TextKey(route.name)] = tally }
        }
        current = project.routes.map { kept[TextKey($0.name)] }
        version = project
    }
}
