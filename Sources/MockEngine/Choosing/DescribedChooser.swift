import MockModel

/// Chooses among the responses of an operation of a description: the status first, then the media type, then the example.
struct DescribedChooser {
    /// What was chosen.
    enum Choice: Equatable {
        /// The place of an example, and the status that it is sent with.
        case example(place: Int, status: Int)
        /// There is no response of the status that was asked for.
        case noStatus([String])
        /// There is no example of the name that was asked for.
        case noExample([String])
        /// The client takes none of the media types.
        case notAcceptable([String])
    }

    private let examples: [Example]
    private let answers: [DescribedAnswer]

    /// Takes the examples of a route, all of which a description has.
    init(_ examples: [Example]) {
        self.examples = examples
        answers = examples.compactMap(\.described)
    }

    /// The statuses that are declared, in the order of the document.
    private var statuses: [DescribedAnswer.Status] {
        answers.reduce(into: []) { if !$0.contains($1.status) { $0.append($1.status) } }
    }

    func choose(_ preference: ResponsePreference, accept: () -> [String]) -> Choice {
        guard let status = preference.status.map(declared) ?? usual else {
            return .noStatus(statuses.map(\.description))
        }
        var places = places(of: status)
        if let name = preference.example {
            let named = places.filter { examples[$0].name.isSame(as: name) }
            let anywhere =
                preference.status == nil && named.isEmpty
                ? examples.indices.filter { examples[$0].name.isSame(as: name) } : []
            places = named.isEmpty ? anywhere : named
            guard !places.isEmpty else { return .noExample(names) }
        }
        guard let place = acceptable(places, accept) else { return .notAcceptable(types(of: places)) }
        return .example(place: place, status: preference.status ?? examples[place].response.status)
    }

    /// The response of a status that is asked for: its own, else that of its hundred, else the default; none for a number that is no final status.
    private func declared(_ status: Int) -> DescribedAnswer.Status? {
        guard (200...599).contains(status) else { return nil }
        return [.exact(status), .range(status / 100), .other].first { statuses.contains($0) }
    }

    /// The response when nothing is asked for: the lowest success, else all successes, else the default, else the lowest
    /// redirection, else the first.
    var usual: DescribedAnswer.Status? {
        let statuses = statuses
        let exact = statuses.compactMap { status in if case .exact(let number) = status { number } else { nil } }
        if let success = exact.filter({ (200..<300).contains($0) }).min() { return .exact(success) }
        if let open = [DescribedAnswer.Status.range(2), .other].first(where: { statuses.contains($0) }) { return open }
        return exact.filter { (300..<400).contains($0) }.min().map { .exact($0) } ?? statuses.first
    }

    private func places(of status: DescribedAnswer.Status) -> [Int] {
        answers.indices.filter { answers[$0].status == status }
    }

    private var names: [String] {
        examples.reduce(into: []) { if !$0.holds($1.name) { $0.append($1.name) } }
    }

    private func types(of places: [Int]) -> [String] {
        places.compactMap { answers[$0].mediaType }.reduce(into: []) { if !$0.holds($1) { $0.append($1) } }
    }

    /// The first example of the media type that the client likes best; any where no content is declared.
    private func acceptable(_ places: [Int], _ accept: () -> [String]) -> Int? {
        guard let first = places.first, answers[first].mediaType != nil else { return places.first }
        let header = AcceptHeader(accept())
        var best: (place: Int, quality: Double, rank: Int)?
        for place in places {
            let (quality, rank) = header.judge(answers[place].mediaType ?? "")
            guard quality > 0 else { continue }
            if let known = best, (known.quality, known.rank) >= (quality, rank) { continue }
            best = (place, quality, rank)
        }
        return best?.place
    }
}
