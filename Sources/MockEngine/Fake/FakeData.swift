public import MockModel

/// Made-up data: the members of `mock.fake` and the dynamic variables of Postman, by name.
public enum FakeData {
    /// Every kind there is, sorted: `city`, `name`, … and, without their `$`, `guid`, `randomCity`, ….
    public static let kinds: [String] = generators.keys.sorted()

    /// A value of a kind; the same random numbers and time give the same value.
    ///
    /// The members of `mock.fake` are text or, for places on Earth and prices, numbers. The 118 variables of Postman are always text, in the
    /// shapes that its documentation gives them.
    /// - Parameters:
    ///   - kind: the name, case-sensitive.
    ///   - arguments: what the kind takes: sizes of `image_url`, a count of `words`, bounds of `price`, durations of `date`.
    ///     What is left out, or is of no use, takes the kind's own measure.
    ///   - random: chance.
    ///   - now: milliseconds since 1970 on the session's clock.
    /// - Returns: `nil` for an unknown kind.
    public static func value(
        _ kind: String, arguments: [ScriptArgument] = [], random: inout RandomGenerator, now: Int64
    ) -> ScriptArgument? {
        guard let generator = generators[kind] else { return nil }
        var maker = FakeMaker(random: random, arguments: arguments, now: now)
        defer { random = maker.random }
        return generator(&maker)
    }

    typealias Generator = @Sendable (inout FakeMaker) -> ScriptArgument

    private static let generators: [String: Generator] = {
        let tables = [
            FakeMaker.members, FakeMaker.common, FakeMaker.internet, FakeMaker.people, FakeMaker.places,
            FakeMaker.images,
            FakeMaker.finance, FakeMaker.business, FakeMaker.databases, FakeMaker.dates, FakeMaker.files,
            FakeMaker.stores,
            FakeMaker.words, FakeMaker.lorem,
        ]
        let texts = tables.flatMap { $0.map { kind, text in (kind, { maker in .text(text(&maker)) } as Generator) } }
        return Dictionary(texts + FakeMaker.numbers.map { ($0, $1) }) { first, _ in first }
    }()
}
