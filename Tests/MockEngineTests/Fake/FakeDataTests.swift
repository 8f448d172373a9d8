import MockModel
import Testing

@testable import MockEngine

@Suite("Made-up data")
struct FakeDataTests {
    static let now: Int64 = 1_767_225_600_000

    static func value(_ kind: String, _ arguments: [ScriptArgument] = [], seed: UInt64) -> ScriptArgument? {
        var random = RandomGenerator(seed: seed)
        return FakeData.value(kind, arguments: arguments, random: &random, now: now)
    }

    static func text(_ kind: String, _ arguments: [ScriptArgument] = [], seed: UInt64) -> String {
        guard case .text(let text)? = value(kind, arguments, seed: seed) else { return "no text" }
        return text
    }

    @Test("every value has its shape, over a thousand seeds", arguments: FakeShapes.postman + FakeShapes.members)
    func shapes(kind: String, pattern: String) throws {
        let expression = try RegularExpression("^(?:\(pattern))$(?!\\n)")
        for seed in 0..<1_000 as Range<UInt64> {
            let text = Self.text(kind, seed: seed)
            guard try !expression.isFound(in: text) else { continue }
            Issue.record("\(kind) gave \(text) for seed \(seed)")
            return
        }
    }

    @Test("all 118 variables of Postman and all members of mock.fake are there, and nothing else")
    func complete() {
        let numbers = ["latitude", "longitude", "price"]
        let names = (FakeShapes.postman + FakeShapes.members).map(\.0) + numbers
        #expect(FakeShapes.postman.count == 118)
        #expect(Set(names).count == names.count)
        #expect(FakeData.kinds == names.sorted())
        #expect(Self.value("randomcity", seed: 1) == nil)
        #expect(Suggestion.closest(to: "nmae", among: FakeData.kinds) == "name")
    }

    @Test("the same seed gives the same value and another one mostly another", arguments: FakeData.kinds)
    func repeatable(kind: String) {
        let fixed = ["timestamp", "isoTimestamp", "randomImageDataUri"]
        let values = (0..<50 as Range<UInt64>).map { Self.value(kind, seed: $0) }
        #expect(values == (0..<50 as Range<UInt64>).map { Self.value(kind, seed: $0) })
        let isFixed =
            fixed.contains(kind) || kind.hasSuffix("Image") && kind != "randomAvatarImage" || kind == "randomImageUrl"
        #expect(isFixed || values.contains { $0 != values[0] }, "\(kind) is always the same")
    }

    @Test("random numbers move on from value to value")
    func advances() {
        var random = RandomGenerator(seed: 3)
        let values = (0..<5).map { _ in FakeData.value("randomUUID", random: &random, now: 0) }
        #expect(Set(values.map { "\(String(describing: $0))" }).count == 5)
    }

    @Test("account numbers pass the check of ISO 13616, card numbers that of Luhn")
    func checksums() {
        for seed in 0..<1_000 as Range<UInt64> {
            let iban = Self.text("randomBankAccountIban", seed: seed)
            let turned = iban.dropFirst(4) + iban.prefix(4)
            let digits = turned.map { String(Int(String($0), radix: 36) ?? -1) }.joined()
            #expect(digits.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 } == 1, "seed \(seed): \(iban)")
            let doubled = Self.text("credit_card", seed: seed).reversed().enumerated().map { place, character in
                let digit = character.wholeNumberValue ?? 0
                return place % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10
            }
            #expect(doubled.reduce(0, +).isMultiple(of: 10), "seed \(seed)")
        }
    }

    @Test("account numbers of 68 countries have the length of their country")
    func accounts() {
        #expect(FakeMoney.ibanCountries.count == 68)
        let lengths = [
            "DE": 22, "FR": 27, "NO": 15, "MT": 31, "GB": 22, "PL": 28, "LC": 32, "NL": 18, "BE": 16, "TR": 26,
        ]
        for country in FakeMoney.ibanCountries {
            let length = 4 + country.parts.reduce(0) { $0 + $1.count }
            #expect((15...34).contains(length))
            if let wanted = lengths[country.code] { #expect(length == wanted, "\(country.code)") }
        }
    }

    @Test("one person has one name, whichever part is asked for first")
    func person() {
        for seed in 0..<100 as Range<UInt64> {
            let first = Self.text("first_name", seed: seed)
            let last = Self.text("last_name", seed: seed)
            #expect(Self.text("name", seed: seed) == "\(first) \(last)")
            let handle = (FakeNames.plain(first) + "." + FakeNames.plain(last)).lowercased()
            #expect(Self.text("email", seed: seed).hasPrefix(handle + "@example."))
        }
        let country = FakeCountries.all.first { $0.code == Self.text("country_code", seed: 5) }
        #expect(country?.name == Self.text("country", seed: 5))
    }

    @Test("every name can be written in ASCII")
    func plainNames() {
        for name in FakeNames.first + FakeNames.last {
            #expect(FakeNames.plain(name).count >= name.filter(\.isLetter).count, "\(name)")
        }
    }

    @Test("lists are as long as they should be and hold nothing twice")
    func lists() {
        #expect(FakeNames.first.count >= 150 && FakeNames.last.count >= 150 && FakePlaces.cities.count >= 100)
        #expect(FakeCountries.all.count == 249)
        #expect(FakeCountries.all.allSatisfy { $0.code.utf8.count == 2 && !$0.name.hasPrefix(" ") })
        #expect(FakeInternet.languages.count == 128)
        let sizes = [FakeColors.names: 31, FakeTech.abbreviations: 29, FakeJobs.areas: 37, FakeJobs.descriptors: 22]
        for (list, size) in sizes { #expect(list.count == size, "\(list.first ?? "")") }
        let more = [FakeJobs.types: 25, FakeStore.products: 24, FakeStore.adjectives: 17, FakeStore.materials: 11]
        for (list, size) in more { #expect(list.count == size, "\(list.first ?? "")") }
        let last = [
            FakeStore.departments: 22, FakeDatabase.columns: 14, FakeDatabase.types: 24, FakeDatabase.collations: 7,
        ]
        for (list, size) in last { #expect(list.count == size, "\(list.first ?? "")") }
        #expect(FakeFiles.folders.count == 60)
        let all = [
            FakeNames.first, FakeNames.last, FakePlaces.cities, FakeCountries.all.map(\.code), FakeLorem.words,
            FakeFiles.folders,
        ]
        for list in all { #expect(Set(list).count == list.count, "\(list.first ?? "") stands in a list with doubles") }
    }

    @Test("arguments bound sizes, counts, prices and dates")
    func arguments() {
        #expect(Self.text("words", [.integer(7)], seed: 1).split(separator: " ").count == 7)
        #expect(Self.text("words", [.integer(0)], seed: 1) == "")
        #expect(Self.text("image_url", [.integer(32), .integer(16)], seed: 1).hasSuffix("-32x16.png"))
        #expect(Self.text("image_url", [.integer(32)], seed: 1).hasSuffix("-32x32.png"))
        #expect(Self.text("image_url", seed: 1).hasSuffix("-640x480.png"))
        for seed in 0..<500 as Range<UInt64> {
            guard case .number(let price)? = Self.value("price", [.integer(5), .number(5.5)], seed: seed) else {
                Issue.record("no price")
                return
            }
            #expect(price >= 5 && price <= 5.5)
            let date = Self.text("date", [.text("-3d"), .text("2d")], seed: seed)
            #expect(date >= "2025-12-29" && date <= "2026-01-03")
            #expect(Self.text("date", [.integer(-259_200_000), .integer(172_800_000)], seed: seed) == date)
            let time = Self.text("date", [.text("-1h")], seed: seed)
            #expect(time >= "2025-12-31T23:00:00Z" && time <= "2026-01-01T00:00:00Z")
        }
    }

    @Test("odd arguments and odd times are no crash")
    func odd() {
        let odd: [ScriptArgument] = [
            .none, .bool(true), .integer(.min), .integer(.max), .number(.nan), .number(.infinity), .number(-1e308),
            .text("soon"),
        ]
        for kind in FakeData.kinds {
            for now in [Int64.min, .max] {
                var random = RandomGenerator(seed: 1)
                #expect(FakeData.value(kind, random: &random, now: now) != nil)
            }
            for first in odd {
                for second in odd { #expect(Self.value(kind, [first, second], seed: 1) != nil) }
            }
        }
    }

    @Test("coordinates and prices are numbers within their bounds")
    func numbers() {
        for seed in 0..<1_000 as Range<UInt64> {
            guard case .number(let latitude)? = Self.value("latitude", seed: seed),
                case .number(let longitude)? = Self.value("longitude", seed: seed),
                case .number(let price)? = Self.value("price", seed: seed)
            else {
                Issue.record("no numbers")
                return
            }
            #expect(abs(latitude) <= 90 && abs(longitude) <= 180 && price >= 1 && price <= 1_000)
            #expect(JSONWriter.text(of: price).count <= 7)
        }
    }

    @Test("dates lie in their years")
    func dates() {
        #expect(Self.text("timestamp", seed: 1) == "1767225600")
        #expect(Self.text("isoTimestamp", seed: 1) == "2026-01-01T00:00:00.000Z")
        for seed in 0..<200 as Range<UInt64> {
            #expect(Self.text("randomDateFuture", seed: seed).contains(" 2026 "))
            #expect(Self.text("randomDatePast", seed: seed).contains(" 2025 "))
            #expect(Self.text("randomDateRecent", seed: seed).hasPrefix("Wed Dec 31 2025 "))
        }
    }
}
