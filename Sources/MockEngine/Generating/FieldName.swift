import MockModel

/// What the name of a member says of its value.
enum FieldName {
    /// Letters and digits in lower case: `petId`, `pet_id` and `pet-id` are one name.
    static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Whether it identifies the thing itself.
    static func isID(_ name: String) -> Bool { ["id", "uuid", "guid"].contains(plain(name)) }

    /// The name of one thing of a list: `tag` of `tags`.
    static func singular(_ name: String) -> String {
        name.hasSuffix("ies")
            ? name.dropLast(3) + "y" : name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name
    }

    /// Whether it names a time that is still to come.
    static func isFuture(_ name: String) -> Bool {
        let name = plain(name)
        return ["expir", "due", "until", "validto", "enddate", "endat", "deadline", "next", "scheduled", "arriv"]
            .contains { name.contains($0) }
    }

    /// Kinds of made-up data by endings of names; the first that fits counts.
    private static let kinds: [(ending: String, kind: String)] = [
        ("email", "email"), ("emailaddress", "email"), ("firstname", "first_name"), ("givenname", "first_name"),
        ("lastname", "last_name"), ("surname", "last_name"), ("familyname", "last_name"), ("fullname", "name"),
        ("username", "username"), ("login", "username"), ("nickname", "username"), ("displayname", "name"),
        ("companyname", "company"), ("company", "company"), ("organization", "company"), ("organisation", "company"),
        ("employer", "company"), ("productname", "product"), ("product", "product"), ("jobtitle", "job"),
        ("job", "job"),
        ("phone", "phone"), ("phonenumber", "phone"), ("mobile", "phone"), ("telephone", "phone"), ("fax", "phone"),
        ("streetaddress", "street"), ("street", "street"), ("addressline1", "street"), ("line1", "street"),
        ("address", "street"), ("city", "city"), ("town", "city"), ("zip", "zip"), ("zipcode", "zip"),
        ("postalcode", "zip"), ("postcode", "zip"), ("countrycode", "country_code"), ("country", "country"),
        ("ipaddress", "ip"), ("ip", "ip"), ("useragent", "user_agent"), ("imageurl", "image_url"),
        ("photourl", "image_url"), ("avatar", "image_url"), ("avatarurl", "image_url"), ("image", "image_url"),
        ("url", "url"), ("uri", "url"), ("website", "url"), ("href", "url"), ("link", "url"), ("homepage", "url"),
        ("color", "color"), ("colour", "color"), ("iban", "iban"), ("cardnumber", "credit_card"),
        ("description", "sentence"), ("summary", "sentence"), ("comment", "sentence"), ("message", "sentence"),
        ("detail", "sentence"), ("note", "sentence"), ("notes", "sentence"), ("bio", "sentence"), ("text", "sentence"),
        ("content", "paragraph"), ("body", "paragraph"), ("title", "words"), ("subject", "words"), ("name", "name"),
    ]

    private static let people = ["user", "person", "customer", "owner", "author", "contact", "name"]

    /// A text that fits the name.
    static func text(_ name: String, _ random: inout RandomGenerator, _ now: Int64) -> String {
        let plain = plain(name)
        switch plain {
        case "currency", "currencycode": return TextFormats.pick(["EUR", "USD", "GBP"], &random)
        case "language", "locale", "lang": return TextFormats.pick(["en", "de", "fr", "es"], &random)
        case "timezone", "tz": return TextFormats.pick(["Europe/Berlin", "UTC", "America/New_York"], &random)
        case "status", "state": return TextFormats.pick(["active", "pending", "closed"], &random)
        case "version": return "1.\(random.index(below: 10)).0"
        case "id", "uuid", "guid", "key", "token", "hash": return TextFormats.text("uuid", name, &random, now) ?? ""
        default: break
        }
        if plain.hasSuffix("id"), plain.utf8.count > 2, !plain.hasSuffix("paid"), !plain.hasSuffix("valid") {
            return TextFormats.text("uuid", name, &random, now) ?? ""
        }
        if plain.hasSuffix("date") || plain.hasSuffix("at") && name.hasSuffix("At") || name.hasSuffix("_at") {
            return TextFormats.text("date-time", name, &random, now) ?? ""
        }
        let kind = kinds.first { plain.hasSuffix($0.ending) }?.kind ?? "word"
        return FakeData.text(kind, &random, now)
    }

    /// Likely numbers by endings of names.
    private static let ranges: [(ending: String, range: ClosedRange<Double>)] = [
        ("age", 18...90), ("year", 1990...2025), ("month", 1...12), ("day", 1...28), ("hour", 0...23),
        ("minute", 0...59), ("percent", 0...100), ("percentage", 0...100), ("rating", 1...5), ("score", 0...100),
        ("quantity", 1...10), ("qty", 1...10), ("count", 0...50), ("total", 1...100), ("page", 1...10),
        ("limit", 10...100), ("offset", 0...100), ("price", 1...500), ("amount", 1...1_000), ("cost", 1...500),
        ("balance", 0...10_000), ("latitude", -90...90), ("lat", -90...90), ("longitude", -180...180),
        ("lng", -180...180), ("lon", -180...180), ("port", 1_024...65_535), ("status", 200...500),
        ("id", 1...1_000),
    ]

    /// The numbers that are likely for a name.
    static func range(of name: String, isWhole: Bool) -> ClosedRange<Double> {
        let plain = plain(name)
        return ranges.first { plain.hasSuffix($0.ending) }?.range ?? (isWhole ? 1...100 : 1...1_000)
    }
}
