/// Postman's variables of the group "phone and place".
extension FakeMaker {
    static let places: [String: TextGenerator] = [
        "randomPhoneNumber": { maker in maker.phoneNumber() },
        "randomPhoneNumberExt": { maker in "\(maker.int(1...99))-\(maker.phoneNumber())" },
        "randomCity": { maker in maker.city() },
        "randomStreetName": { maker in maker.streetName() },
        "randomStreetAddress": { maker in "\(maker.houseNumber()) \(maker.streetName())" },
        "randomCountry": { maker in maker.pick(FakeCountries.all).name },
        "randomCountryCode": { maker in maker.pick(FakeCountries.all).code },
        "randomLatitude": { maker in fixed(maker.decimal(from: -90, to: 90, decimals: 4), decimals: 4) },
        "randomLongitude": { maker in fixed(maker.decimal(from: -180, to: 180, decimals: 4), decimals: 4) },
    ]

    private mutating func phoneNumber() -> String {
        let area = "\(int(2...9))\(digits(2))"
        return "\(area)-\(int(2...9))\(digits(2))-\(digits(4))"
    }

    private mutating func houseNumber() -> String {
        let count = int(3...5)
        return String(int(1...9)) + digits(count - 1)
    }

    mutating func streetName() -> String {
        let name = once(in: 2) ? pick(FakeNames.first) : pick(FakeNames.last)
        return "\(name) \(pick(FakePlaces.streets))"
    }

    /// A real city, or one made of a name and what place names begin and end with.
    private mutating func city() -> String {
        switch int(0...4) {
        case 0: "\(pick(FakePlaces.prefixes)) \(pick(FakeNames.first))\(pick(FakePlaces.suffixes))"
        case 1: "\(pick(FakePlaces.prefixes)) \(pick(FakeNames.first))"
        case 2: "\(pick(FakeNames.last))\(pick(FakePlaces.suffixes))"
        default: pick(FakePlaces.cities)
        }
    }
}

/// Cities, and what names of places are made of.
enum FakePlaces {
    static let cities = FakeList.items(
        """
        Abidjan, Accra, Addis Ababa, Adelaide, Almaty, Amsterdam, Ankara, Antwerp, Athens, Auckland, Baku, Bangkok, Barcelona, Beirut,
        Belgrade, Bengaluru, Bergen, Berlin, Bogotá, Bordeaux, Bratislava, Brisbane, Brussels, Bucharest, Budapest, Buenos Aires, Busan,
        Cairo, Calgary, Cape Town, Casablanca, Chicago, Cologne, Colombo, Copenhagen, Cork, Curitiba, Cusco, Dakar, Denver, Dhaka,
        Doha, Dublin, Durban, Edinburgh, Florence, Gdańsk, Geneva, Ghent, Gothenburg, Graz, Guadalajara, Hamburg, Hanoi, Helsinki,
        Istanbul, Jakarta, Kampala, Kigali, Kraków, Kyoto, Lagos, Leeds, Leipzig, Lima, Lisbon, Ljubljana, London, Lyon, Madrid, Malmö,
        Manila, Maputo, Marrakesh, Melbourne, Mexico City, Milan, Montevideo, Montréal, Mumbai, Munich, Nairobi, Naples, Osaka, Oslo,
        Oulu, Panama City, Porto, Prague, Quito, Reykjavík, Riga, Rotterdam, Santiago, São Paulo, Sapporo, Seattle, Seoul, Seville,
        Singapore, Sofia, Stockholm, Sydney, Taipei, Tallinn, Tbilisi, Tokyo, Toronto, Trondheim, Tunis, Turin, Valencia, Vancouver,
        Vienna, Vilnius, Warsaw, Wellington, Windhoek, Yerevan, Zagreb, Zürich
        """)
    static let prefixes = ["New", "North", "South", "East", "West", "Port", "Upper", "Lower", "Old", "Great"]
    static let suffixes = FakeList.words(
        "burgh bridge dale field ford ham haven land mouth port side stad ton view ville worth")
    static let streets = FakeList.words(
        """
        Alley Avenue Boulevard Bridge Circle Close Common Corner Court Crescent Crossing Drive Esplanade Field Gardens Gate Green Grove
        Heights Hill Lane Loop Mews Parade Park Path Place Plaza Quay Rise Road Row Square Street Terrace Track View Walk Way Yard
        """)
}
