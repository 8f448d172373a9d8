import MockModel

/// What came of a request to a collection.
enum CollectionMatch {
    /// An example: its route, its place among the route's examples, and what its request gives to the answer.
    case found(route: Int, place: Int, parameters: [(name: String, value: String)])
    /// Code without an example: its route, and what stands for the parameters of the path.
    case code(route: Int, values: [String])
    /// An `OPTIONS` for a path that has other methods, as `Allow` lists them.
    case options([String])
    /// Nothing answers.
    case miss(Miss)
}

/// Chooses among all examples of a collection as Postman's mocks do: by method, path, query, headers and body.
///
/// Every example scores 100 less what its path costs, and more or less by its query and body; the highest answers. Of examples
/// that score alike the one with fewer parameters comes first, then a 200, then another 2xx, then the lower id.
/// `x-mock-response-id`, `-name` and `-code` narrow the choice.
struct CollectionMatcher: Sendable {
    let entries: [CollectionEntry]
    let routes: [Route]
    let explainer: MissExplainer
    private let paths: [CollectionPath]
    private let tree: CollectionTree
    /// Requests without an example, by their place in the list of routes.
    private let bareTree: CollectionTree
    /// For guesses: every path of a method and a length.
    private let byLength: [String: [Int: [Int]]]
    private let byID: [TextKey: Int]
    private let byName: [TextKey: [Int]]
    private let fuzzy: Bool
    private let code: CodeRoutes?

    /// Prepares the examples of routes; those without a request half are not of a collection and are passed over.
    init(_ routes: [Route], fuzzy: Bool) {
        let entries = CollectionMatcher.entries(of: routes)
        let paths = CollectionMatcher.paths(of: entries, routes)
        var tree = CollectionTree()
        var byLength: [String: [Int: [Int]]] = [:]
        for (number, path) in paths.enumerated() {
            let method = entries[path.entry].method
            tree.insert(number, method: method, segments: path.segments)
            if fuzzy { byLength[method, default: [:]][path.segments.count, default: []].append(number) }
        }
        self.routes = routes
        self.entries = entries
        explainer = MissExplainer(routes, basePath: nil)
        self.paths = paths
        self.tree = tree
        self.byLength = byLength
        self.fuzzy = fuzzy
        bareTree = CollectionMatcher.bareTree(of: routes)
        code = CodeRoutes(routes)
        byID = Dictionary(entries.enumerated().map { (TextKey($1.origin.id), $0) }) { first, _ in first }
        byName = Dictionary(grouping: entries.indices) { TextKey(entries[$0].example.name) }
    }

    /// Chooses the example for a request; `HEAD` follows `GET` where no example is for `HEAD`.
    func match(_ request: Request) -> CollectionMatch {
        let found = matchExamples(request)
        guard let code, PostmanHeaders(request).pin == nil, let hit = code.hit(request) else { return found }
        // An example answers before code whose path says less.
        if case .found(let route, _, _) = found, !routes[hit.route].pattern.isCloser(than: routes[route].pattern) {
            return found
        }
        return .code(route: hit.route, values: hit.values)
    }

    private func matchExamples(_ request: Request) -> CollectionMatch {
        var call = CollectionCall(request, method: request.method)
        let outcome = choose(&call)
        guard case .failure = outcome, request.method == "HEAD" else { return finished(outcome, call) }
        var asGet = CollectionCall(request, method: "GET")
        return finished(choose(&asGet), asGet)
    }

    private func finished(_ outcome: Result<Chosen, CollectionFailure>, _ call: CollectionCall) -> CollectionMatch {
        switch outcome {
        case .success(let chosen):
            let entry = entries[chosen.entry]
            let lent = (chosen.path.map { call.parameters(of: $0) } ?? []) + entry.query.captures(from: call.query)
            return .found(route: entry.route, place: entry.place, parameters: lent)
        case .failure(let failure):
            if case .otherMethods(let methods) = failure, call.method == "OPTIONS" {
                return .options(RouteMatcher.allow(methods))
            }
            return .miss(CollectionMiss(matcher: self, call: call).miss(failure))
        }
    }
}

/// The steps of the choice.
extension CollectionMatcher {
    private struct Chosen {
        let entry: Int
        let path: CollectionPath?
    }

    private struct Scored {
        let path: CollectionPath
        let score: Double
        var wildcards: Int

        /// The same with the wildcards of the query.
        func with(wildcards more: Int) -> Scored { Scored(path: path, score: score, wildcards: wildcards + more) }
    }

    private func choose(_ call: inout CollectionCall) -> Result<Chosen, CollectionFailure> {
        if let id = call.wishes.id { return pick([entry(withID: id)].compactMap(\.self), .id(id), &call) }
        if let name = call.wishes.name { return pick(byName[TextKey(name)] ?? [], .name(name), &call) }
        let near = scored(&call)
        guard !near.isEmpty else { return .failure(missingPath(call)) }
        return narrow(near, &call)
    }

    /// Takes one of the examples that were named: with a path that fits, so that its parameters are known; else any path.
    private func pick(
        _ named: [Int], _ wish: CollectionFailure.Wish, _ call: inout CollectionCall
    ) -> Result<Chosen, CollectionFailure> {
        let wanted = named.filter { entries[$0].method == call.method && call.wants(entries[$0]) }
        guard let first = wanted.min(by: isBefore) else { return .failure(.noSuchExample(wish, others: named)) }
        let near = scored(&call).filter { wanted.contains($0.path.entry) }
        guard let best = best(of: near, &call) else { return .success(Chosen(entry: first, path: nil)) }
        return .success(Chosen(entry: best.path.entry, path: best.path))
    }

    /// Drops what the request's wishes rule out, one wish after the other, and takes the best of the rest.
    private func narrow(_ near: [Scored], _ call: inout CollectionCall) -> Result<Chosen, CollectionFailure> {
        let onPath = near.map(\.path.entry)
        let withCode = near.filter { call.wants(entries[$0.path.entry]) }
        guard !withCode.isEmpty else { return .failure(.noStatus(onPath)) }
        let withHeaders = withCode.filter { call.headersAgree(with: entries[$0.path.entry]) }
        guard !withHeaders.isEmpty else { return .failure(.headers(onPath)) }
        let wanted =
            call.wishes.matchesBody
            ? withHeaders.filter { call.bodyEquals(entries[$0.path.entry]) } : withHeaders
        guard let best = best(of: wanted, &call) else { return .failure(.body(onPath)) }
        return .success(Chosen(entry: best.path.entry, path: best.path))
    }

    /// The best of some paths; an equal body adds 5 where bodies need not agree, one that variables make equal 4.
    private func best(of candidates: [Scored], _ call: inout CollectionCall) -> Scored? {
        var best: (Scored, score: Double)?
        for candidate in candidates {
            let entry = entries[candidate.path.entry]
            let bonus = candidates.count > 1 ? bodyBonus(entry, &call) : 0
            let score = candidate.score + entry.query.score(against: call.query) + bonus
            let candidate = candidate.with(wildcards: entry.query.wildcards(against: call.query))
            guard let current = best else {
                best = (candidate, score)
                continue
            }
            if isBetter(candidate, score, than: current.0, current.score) { best = (candidate, score) }
        }
        return best?.0
    }

    private func bodyBonus(_ entry: CollectionEntry, _ call: inout CollectionCall) -> Double {
        guard let body = entry.body, call.bodyEquals(entry) else { return 0 }
        return body.hasVariables ? 4 : 5
    }

    private func isBetter(_ left: Scored, _ score: Double, than right: Scored, _ other: Double) -> Bool {
        if score != other { return score > other }
        if left.wildcards != right.wildcards { return left.wildcards < right.wildcards }
        return isBefore(left.path.entry, right.path.entry)
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool { entries[left].rank < entries[right].rank }

    /// The paths that the request's fits, with what they score before query and body.
    private func scored(_ call: inout CollectionCall) -> [Scored] {
        let numbers =
            fuzzy
            ? byLength[call.method]?[call.segments.count] ?? []
            : tree.numbers(method: call.method, segments: call.segments)
        return numbers.compactMap { number in
            let path = paths[number]
            let origin = entries[path.entry].origin
            let score = PathScore(
                path, values: origin.values, to: call.segments,
                hasSameSlash: origin.hasTrailingSlash == call.hasTrailingSlash && !call.hasDoubledSlash, fuzzy: fuzzy)
            return score.map { Scored(path: path, score: 100 - $0.deduction, wildcards: $0.wildcards) }
        }
    }

    private func missingPath(_ call: CollectionCall) -> CollectionFailure {
        if let bare = bareTree.numbers(method: call.method, segments: call.segments).first { return .bare(bare) }
        let methods = tree.methods(for: call.segments).union(bareTree.methods(for: call.segments))
        return methods.isEmpty ? .noPath : .otherMethods(methods.sorted())
    }

    /// The example of an id, or of a uid (`12345-` and the id).
    private func entry(withID id: String) -> Int? {
        if let entry = byID[TextKey(id)] { return entry }
        guard let cut = id.firstIndex(of: "-"), id[..<cut].allSatisfy(\.isNumber) else { return nil }
        return byID[TextKey(String(id[id.index(after: cut)...]))]
    }
}

/// What is made once.
extension CollectionMatcher {
    private static func entries(of routes: [Route]) -> [CollectionEntry] {
        var entries = routes.enumerated().flatMap { number, route in
            route.examples.indices.compactMap { CollectionEntry(route, place: $0, number: number) }
        }
        let order = entries.indices.sorted { left, right in
            TieOrder(entries[left].example) < TieOrder(entries[right].example)
        }
        for (rank, entry) in order.enumerated() { entries[entry].rank = rank }
        return entries
    }

    private static func paths(of entries: [CollectionEntry], _ routes: [Route]) -> [CollectionPath] {
        entries.enumerated().flatMap { number, entry in
            let route = routes[entry.route]
            let whole = route.pattern.segments
            let short = Array(whole.dropFirst(route.optionalPrefix))
            return [CollectionPath(entry: number, segments: whole, isShortened: false)]
                + (route.optionalPrefix > 0 ? [CollectionPath(entry: number, segments: short, isShortened: true)] : [])
        }
    }

    private static func bareTree(of routes: [Route]) -> CollectionTree {
        var tree = CollectionTree()
        for (number, route) in routes.enumerated() where route.examples.isEmpty {
            tree.insert(number, method: route.method, segments: route.pattern.segments)
            guard route.optionalPrefix > 0 else { continue }
            tree.insert(number, method: route.method, segments: route.pattern.segments.dropFirst(route.optionalPrefix))
        }
        return tree
    }
}
