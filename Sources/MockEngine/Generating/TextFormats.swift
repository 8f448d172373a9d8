import MockModel

/// Texts of the formats of JSON Schema and OpenAPI.
enum TextFormats {
    private static let day: Int64 = 86_400_000
    private static let codes = FakeMaker.hexadecimal

    /// Formats whose texts have a length of their own.
    static func isFixed(_ format: String) -> Bool {
        !["password", "hostname", "uri-reference", "iri-reference", "regex", "json-pointer", "phone"].contains(format)
    }

    /// A text of a format; `nil` for a format that is not known.
    static func text(_ format: String, _ name: String, _ random: inout RandomGenerator, _ now: Int64) -> String? {
        switch format.lowercased() {
        case "date-time", "datetime": return TimeText.rfc3339(time(name, &random, now))
        case "date": return TimeText.date(CivilTime(milliseconds: time(name, &random, now)).date)
        case "time": return String(TimeText.rfc3339(time(name, &random, now)).suffix(9))
        case "duration": return "P\(1 + random.index(below: 30))D"
        case "uuid", "guid": return uuid(&random)
        case "byte", "base64": return base64(&random)
        case "binary": return letters(12, &random)
        case "password": return letters(12, &random)
        case "json-pointer": return "/" + FakeData.text("word", &random, now)
        case "relative-json-pointer": return "0/" + FakeData.text("word", &random, now)
        case "regex": return "^[a-z]+$"
        case "uri-template": return "/\(FakeData.text("word", &random, now))/{id}"
        default: return address(format.lowercased(), &random, now)
        }
    }

    private static func address(_ format: String, _ random: inout RandomGenerator, _ now: Int64) -> String? {
        switch format {
        case "email", "idn-email": FakeData.text("email", &random, now)
        case "uri", "url", "iri", "uri-reference", "iri-reference": FakeData.text("url", &random, now)
        case "hostname", "idn-hostname": FakeData.text("word", &random, now) + ".example.com"
        case "ipv4", "ip": FakeData.text("ip", &random, now)
        case "ipv6": "2001:db8::" + hexadecimal(3, &random)
        case "phone", "phone-number": FakeData.text("phone", &random, now)
        case "currency": pick(["EUR", "USD", "GBP"], &random)
        case "color": "#" + hexadecimal(6, &random)
        default: nil
        }
    }

    /// A time of the past year, or of the year to come for names that speak of an end; the clock counts by days alone, so that answers
    /// stay the same for a day.
    private static func time(_ name: String, _ random: inout RandomGenerator, _ now: Int64) -> Int64 {
        let today = now - (now % day + day) % day
        let offset = Int64(random.index(below: 31_536_000_000))
        return FieldName.isFuture(name) ? today + day + offset : today - 1_000 - offset
    }

    private static func uuid(_ random: inout RandomGenerator) -> String {
        let digits = Array(hexadecimal(30, &random))
        let variant = pick(["8", "9", "a", "b"], &random)
        return [
            String(digits[0..<8]), String(digits[8..<12]), "4" + String(digits[12..<15]),
            variant + String(digits[15..<18]), String(digits[18..<30]),
        ].joined(separator: "-")
    }

    private static func base64(_ random: inout RandomGenerator) -> String {
        Base64.encode(Array(FakeData.text("words", &random, 0).utf8), .standard)
    }

    private static func hexadecimal(_ count: Int, _ random: inout RandomGenerator) -> String {
        let first = random.picks(1, of: Array(codes.dropFirst()))
        return String(first + random.picks(count - 1, of: Array(codes)))
    }

    private static func letters(_ count: Int, _ random: inout RandomGenerator) -> String {
        String(random.picks(count, of: Array(FakeMaker.lower + FakeMaker.decimal)))
    }

    static func pick(_ words: [String], _ random: inout RandomGenerator) -> String { random.pick(words) ?? "" }
}
