/// Postman's variables of the group "words".
extension FakeMaker {
    static let words: [String: TextGenerator] = [
        "randomNoun": { maker in maker.pick(FakeTech.nouns) },
        "randomVerb": { maker in maker.pick(FakeTech.verbs) },
        "randomIngverb": { maker in maker.pick(FakeTech.gerunds) },
        "randomAdjective": { maker in maker.pick(FakeTech.adjectives) },
        "randomPhrase": { maker in maker.phrase() },
        "randomWord": { maker in maker.word() },
        "randomWords": { maker in
            let count = maker.int(2...5)
            return maker.joined(count, " ") { $0.word() }
        },
    ]

    /// One word of what another generator makes.
    private mutating func word() -> String {
        let text = pick(FakeMaker.wordSources)(&self)
        return pick(FakeList.words(text))
    }

    private static let wordSources: [TextGenerator] = {
        let kinds = FakeList.words(
            """
            randomJobArea randomJobDescriptor randomJobType randomCompanySuffix randomBsAdjective randomBsBuzz randomBsNoun
            randomCatchPhraseAdjective randomCatchPhraseDescriptor randomCatchPhraseNoun randomColor randomDepartment randomProduct
            randomProductAdjective randomProductMaterial randomProductName randomNoun randomVerb randomIngverb randomAdjective
            randomAbbreviation randomLoremWord randomCurrencyName randomBankAccountName randomTransactionType randomCountry
            randomDatabaseColumn
            """)
        let tables = [people, business, stores, databases, common, finance, lorem, places, plainWords]
        return kinds.compactMap { kind in tables.lazy.compactMap { $0[kind] }.first }
    }()

    private static let plainWords: [String: TextGenerator] = [
        "randomNoun": { maker in maker.pick(FakeTech.nouns) },
        "randomVerb": { maker in maker.pick(FakeTech.verbs) },
        "randomIngverb": { maker in maker.pick(FakeTech.gerunds) },
        "randomAdjective": { maker in maker.pick(FakeTech.adjectives) },
    ]

    /// One of eight patterns, filled with words of the trade.
    private mutating func phrase() -> String {
        let abbreviation = pick(FakeTech.abbreviations)
        let adjective = pick(FakeTech.adjectives)
        let noun = pick(FakeTech.nouns)
        let other = pick(FakeTech.nouns)
        let verb = pick(FakeTech.verbs)
        let gerund = pick(FakeTech.gerunds)
        switch int(0...7) {
        case 0: return "Once we \(verb) the \(noun), the \(adjective) \(abbreviation) \(other) will answer!"
        case 1: return "Nobody can \(verb) the \(noun) without \(gerund) its \(adjective) \(abbreviation) \(other)."
        case 2: return "Try \(gerund) the \(abbreviation) \(noun), perhaps the \(adjective) \(other) wakes up!"
        case 3: return "The \(abbreviation) \(noun) is slow, so \(verb) the \(adjective) \(other) first."
        case 4: return "Use the \(adjective) \(abbreviation) \(noun), then you can \(verb) every \(other)!"
        case 5:
            return
                "\(gerund.prefix(1).uppercased() + gerund.dropFirst()) the \(noun) did nothing, check the \(adjective) \(abbreviation) \(other)."
        case 6: return "I will \(verb) the \(adjective) \(abbreviation) \(noun), that should please the \(other)!"
        default: return "Who left the \(adjective) \(noun) open? Please \(verb) the \(abbreviation) \(other)!"
        }
    }
}
