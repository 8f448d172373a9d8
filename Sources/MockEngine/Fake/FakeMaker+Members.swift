import MockModel

/// The members of `mock.fake`.
///
/// First name, last name, mail address and user name draw alike, so that a generator made anew gives one person.
extension FakeMaker {
    static let members: [String: TextGenerator] = [
        "name": { maker in maker.person().full },
        "first_name": { maker in maker.person().first },
        "last_name": { maker in maker.person().last },
        "email": { maker in
            let address = maker.person().handle(joinedBy: ".")
            return "\(address)@example.\(maker.pick(["com", "org", "net"]))"
        },
        "username": { maker in "\(maker.person().handle(joinedBy: "_"))\(maker.int(1...99))" },
        "phone": { maker in "+1-\(maker.int(201...989))-555-01\(maker.digits(2))" },
        "company": { maker in maker.companyName() },
        "job": { maker in
            "\(maker.pick(FakeJobs.descriptors)) \(maker.pick(FakeJobs.areas)) \(maker.pick(FakeJobs.types))"
        },
        "street": { maker in "\(maker.int(1...199)) \(maker.streetName())" },
        "city": { maker in maker.pick(FakePlaces.cities) },
        "zip": { maker in maker.digits(5) },
        "country": { maker in maker.pick(FakeCountries.all).name },
        "country_code": { maker in maker.pick(FakeCountries.all).code },
        "ip": { maker in "\(maker.pick(["192.0.2", "198.51.100", "203.0.113"])).\(maker.int(1...254))" },
        "user_agent": { maker in maker.userAgent() },
        "url": { maker in "https://\(maker.pick(FakeLorem.words)).example.\(maker.pick(["com", "org", "net"]))" },
        "image_url": { maker in maker.imageAddress() },
        "word": { maker in maker.pick(FakeLorem.words) },
        "words": { maker in
            let count = maker.count(at: 0, within: 0...1_000) ?? 3
            return maker.joined(count, " ") { $0.pick(FakeLorem.words) }
        },
        "sentence": { maker in maker.loremSentence() },
        "paragraph": { maker in maker.loremSentences(maker.int(3...6)) },
        "color": { maker in maker.pick(FakeColors.names) },
        "product": { maker in maker.productName() },
        "iban": { maker in maker.iban() },
        "credit_card": { maker in maker.cardNumber() },
        "date": { maker in maker.date() },
    ]

    static let numbers: [String: FakeData.Generator] = [
        "latitude": { maker in .number(maker.decimal(from: -90, to: 90, decimals: 4)) },
        "longitude": { maker in .number(maker.decimal(from: -180, to: 180, decimals: 4)) },
        "price": { maker in
            let low = maker.number(at: 0) ?? 1
            let high = maker.number(at: 1) ?? max(low, 1_000)
            return .number(maker.decimal(from: min(low, high), to: max(low, high), decimals: 2))
        },
    ]

    /// A number between two bounds, both possible, rounded to a number of decimals.
    mutating func decimal(from low: Double, to high: Double, decimals: Int) -> Double {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let steps = ((high - low) * scale).rounded(.down)
        guard steps < 0x1p53 else { return low + (high - low) * random.unit() }
        return ((low * scale + Double(int(0...Int(steps)))).rounded()) / scale
    }

    private mutating func imageAddress() -> String {
        let width = count(at: 0, within: 1...10_000) ?? 640
        let height = count(at: 1, within: 1...10_000) ?? (arguments.isEmpty ? 480 : width)
        return "https://example.com/images/\(pick(FakeLorem.words))-\(width)x\(height).png"
    }

    /// A date between two times from now, the last year when none is given; with the time of day when one has parts of days.
    private mutating func date() -> String {
        let day: Int64 = 86_400_000
        let from = duration(at: 0) ?? (-365 * day, true)
        let to = duration(at: 1) ?? (max(0, from.milliseconds), true)
        let low = min(from.milliseconds, to.milliseconds)
        let seconds = Int((max(from.milliseconds, to.milliseconds) - low) / 1_000)
        let time = now &+ low &+ Int64(int(0...seconds)) * 1_000
        if from.isDays && to.isDays { return TimeText.date(CivilTime(milliseconds: time).date) }
        return TimeText.rfc3339(time)
    }
}
