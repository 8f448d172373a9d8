/// Postman's variables of the group "lorem ipsum".
extension FakeMaker {
    static let lorem: [String: TextGenerator] = [
        "randomLoremWord": { maker in maker.pick(FakeLorem.words) },
        "randomLoremWords": { maker in maker.loremWords(3, joinedBy: " ") },
        "randomLoremSentence": { maker in maker.loremSentence() },
        "randomLoremSentences": { maker in maker.loremSentences(maker.int(2...6)) },
        "randomLoremParagraph": { maker in maker.loremSentences(maker.int(3...6)) },
        "randomLoremParagraphs": { maker in maker.loremParagraphs() },
        "randomLoremLines": { maker in maker.loremLines() },
        "randomLoremSlug": { maker in maker.loremWords(3, joinedBy: "-") },
        "randomLoremText": { maker in maker.loremText() },
    ]

    private mutating func loremWords(_ count: Int, joinedBy separator: String) -> String {
        joined(count, separator) { $0.pick(FakeLorem.words) }
    }

    mutating func loremSentence() -> String {
        let text = loremWords(int(3...10), joinedBy: " ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    mutating func loremSentences(_ count: Int) -> String {
        joined(count, " ") { $0.loremSentence() }
    }

    /// Three paragraphs, joined as Postman joins them.
    private mutating func loremParagraphs() -> String {
        joined(3, "\n \r") { $0.loremSentences($0.int(3...6)) }
    }

    private mutating func loremLines() -> String {
        joined(int(1...5), "\n") { $0.loremSentence() }
    }

    private mutating func loremText() -> String {
        switch int(0...6) {
        case 0: pick(FakeLorem.words)
        case 1: loremWords(3, joinedBy: " ")
        case 2: loremSentence()
        case 3: loremSentences(int(2...6))
        case 4: loremSentences(int(3...6))
        case 5: loremParagraphs()
        default: loremLines()
        }
    }
}

/// Latin words.
enum FakeLorem {
    static let words = FakeList.words(
        """
        ager alba alea amicus amor animus annus aqua arbor ars aurora avis bellum bonus caelum campus canis carmen casa causa civis clamor
        collis consilium corpus cura custos deus dies domus donum dulcis equus faber fabula fames fama felix ferrum fides filia flamma flos
        flumen fons forma fortis fortuna frater frons fructus gaudium gens gladius gloria gratia hiems homo honor hora hortus ignis
        imago imperium insula iter iustitia labor lapis laus lectio leo lex liber lignum lingua litus locus longus lumen luna lux magister
        magnus manus mare mater memoria mensa mens miles mirus modus mons mora mundus musa natura nauta navis nomen nox nubes numerus
        oculus opus orbis ordo otium panis parvus pater pax pecunia pes pons populus porta portus primus puer pulcher quies radix ratio
        regio res rex ripa risus rosa sapientia saxum schola semper senex sermo signum silva socius sol somnus sonus spes stella studium
        tabula tempus terra timor tuba turris umbra unda urbs valles ventus ver verbum veritas via vicus villa vinum virtus vita vox
        """)
}
