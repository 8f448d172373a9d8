/// The shape of every kind, as a regular expression over the whole value.
enum FakeShapes {
    private static let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    private static let name = "\\p{Lu}[\\p{L}'-]+"
    private static let title = "[A-Z][a-z]+"
    private static let phone = "[2-9]\\d\\d-[2-9]\\d\\d-\\d{4}"
    private static let user = "[A-Za-z]+(?:[._][A-Za-z]+)?\\d{0,2}"
    private static let suffix = "(?:com|biz|info|name|net|org)"
    private static let phrase = "[a-z-]+(?: [a-z-]+)*"
    private static let sentence = "[A-Z][a-z]*(?: [a-z]+){2,9}\\."
    private static let text = "[A-Za-z. \\n\\r]+"
    private static let file = "[a-z]+(?:_[a-z]+){0,2}\\.[a-z0-9]+"
    private static let folder = "(?:/[A-Za-z0-9.]+)+"
    private static let agent = "Mozilla/5\\.0 \\([^()]+\\) .+"
    private static let date =
        "(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} \\d\\d \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\+0000 \\(Coordinated Universal Time\\)"
    private static let image = "http://placeimg\\.com/640/480"
    private static let country = "\\p{Lu}[\\p{L}.'() -]+"

    static let postman: [(String, String)] = common + internet + people + images + finance + business + stores + words

    private static let common = [
        ("guid", uuid), ("timestamp", "\\d{10}"),
        ("isoTimestamp", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
        ("randomUUID", uuid), ("randomAlphaNumeric", "[0-9a-z]"), ("randomBoolean", "true|false"),
        ("randomInt", "\\d{1,3}|1000"), ("randomColor", "[a-z]+"), ("randomHexColor", "#(?:[0-7][0-9a-f]|80){3}"),
        ("randomAbbreviation", "[A-Z]{3,4}"),
    ]

    private static let internet = [
        ("randomIP", "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}"),
        ("randomIPV6", "[0-9a-f]{4}(?::[0-9a-f]{4}){7}"),
        ("randomMACAddress", "[0-9a-f]{2}(?::[0-9a-f]{2}){5}"), ("randomPassword", "\\w{15}"),
        ("randomLocale", "[a-z]{2}"),
        ("randomUserAgent", agent), ("randomProtocol", "https?"), ("randomSemver", "\\d\\.\\d\\.\\d"),
        ("randomDomainName", "[a-z]+\\.\(suffix)"), ("randomDomainSuffix", suffix), ("randomDomainWord", "[a-z]+"),
        ("randomEmail", "\(user)@(?:gmail|yahoo|hotmail)\\.com"),
        ("randomExampleEmail", "\(user)@example\\.(?:org|com|net)"),
        ("randomUserName", user), ("randomUrl", "https?://[a-z]+\\.\(suffix)"),
    ]

    private static let prefix = "(?:Mr\\.|Mrs\\.|Ms\\.|Miss|Dr\\.)"
    private static let letters = "(?:Jr\\.|Sr\\.|I|II|III|IV|V|MD|DDS|PhD|DVM)"

    private static let people = [
        ("randomFirstName", name), ("randomLastName", name),
        ("randomFullName", "(?:\(prefix) )?\(name) \(name)(?: \(letters))?"),
        ("randomNamePrefix", prefix), ("randomNameSuffix", letters), ("randomJobArea", title),
        ("randomJobDescriptor", title),
        ("randomJobType", title), ("randomJobTitle", "\(title) \(title) \(title)"), ("randomPhoneNumber", phone),
        ("randomPhoneNumberExt", "[1-9]\\d?-\(phone)"), ("randomCity", "\\p{Lu}[\\p{L}' -]+"),
        ("randomStreetName", "\(name) \(title)"), ("randomStreetAddress", "\\d{3,5} \(name) \(title)"),
        ("randomCountry", country), ("randomCountryCode", "[A-Z]{2}"),
        ("randomLatitude", "-?(?:[0-8]?\\d\\.\\d{4}|90\\.0000)"),
        ("randomLongitude", "-?(?:(?:1[0-7]|[0-9])?\\d\\.\\d{4}|180\\.0000)"),
    ]

    private static let images = [
        ("randomAvatarImage", "https://avatars\\.githubusercontent\\.com/u/\\d+"), ("randomImageUrl", image),
        ("randomAbstractImage", image + "/abstract"), ("randomAnimalsImage", image + "/animals"),
        ("randomBusinessImage", image + "/business"), ("randomCatsImage", image + "/cats"),
        ("randomCityImage", image + "/city"),
        ("randomFoodImage", image + "/food"), ("randomNightlifeImage", image + "/nightlife"),
        ("randomFashionImage", image + "/fashion"), ("randomPeopleImage", image + "/people"),
        ("randomNatureImage", image + "/nature"), ("randomSportsImage", image + "/sports"),
        ("randomTransportImage", image + "/transport"),
        ("randomImageDataUri", "data:image/svg\\+xml;charset=UTF-8,[\\w%.-]+"),
    ]

    private static let finance = [
        ("randomBankAccount", "\\d{8}"), ("randomBankAccountName", "[A-Z][a-z]+ Account"),
        ("randomCreditCardMask", "\\d{4}"),
        ("randomBankAccountBic", "[A-Z]{3}[AEIOU][A-Z]{2}[A-Z]1(?:[A-Z0-9]{3})?"),
        ("randomBankAccountIban", "[A-Z]{2}\\d{2}[A-Z0-9]{11,30}"),
        ("randomTransactionType", "deposit|withdrawal|payment|invoice"), ("randomCurrencyCode", "[A-Z]{3}"),
        ("randomCurrencyName", "[A-Z][A-Za-z ]+"), ("randomCurrencySymbol", "\\S{1,4}"),
        ("randomBitcoin", "[13][1-9A-HJ-NP-Za-km-z]{24,33}"), ("randomPrice", "(?:\\d{1,3}\\.\\d\\d|1000\\.00)"),
    ]

    private static let business = [
        ("randomCompanyName", "\(name)(?: (?:Inc|and Sons|LLC|Group)| - \(name)|, \(name) and \(name))"),
        ("randomCompanySuffix", "Inc|and Sons|LLC|Group"), ("randomBs", "\(phrase) \(phrase) \(phrase)"),
        ("randomBsAdjective", phrase),
        ("randomBsBuzz", phrase), ("randomBsNoun", phrase), ("randomCatchPhrase", "[A-Z][a-z-]+ \(phrase) \(phrase)"),
        ("randomCatchPhraseAdjective", "[A-Z][a-z-]+"), ("randomCatchPhraseDescriptor", phrase),
        ("randomCatchPhraseNoun", phrase),
        ("randomDatabaseColumn", "[a-z]+[A-Za-z]*"), ("randomDatabaseType", "[a-z]+"),
        ("randomDatabaseCollation", "[a-z0-9_]+"),
        ("randomDatabaseEngine", "InnoDB|MyISAM|MEMORY|CSV|BLACKHOLE|ARCHIVE"), ("randomDateFuture", date),
        ("randomDatePast", date), ("randomDateRecent", date), ("randomMonth", title),
        ("randomWeekday", "[A-Z][a-z]+day"),
    ]

    private static let stores = [
        ("randomFileName", file), ("randomCommonFileName", file), ("randomFileType", "[a-z]+"),
        ("randomCommonFileType", "video|audio|image|text|application"), ("randomFileExt", "[a-z0-9]+"),
        ("randomCommonFileExt", "[a-z0-9]+"), ("randomFilePath", "\(folder)/\(file)"), ("randomDirectoryPath", folder),
        ("randomMimeType", "[a-z]+/[a-z0-9.+-]+"), ("randomProduct", title), ("randomProductAdjective", title),
        ("randomProductMaterial", title), ("randomProductName", "\(title) \(title) \(title)"),
        ("randomDepartment", title),
    ]

    private static let words = [
        ("randomNoun", phrase), ("randomVerb", phrase), ("randomIngverb", "[a-z]+ing(?: [a-z]+)?"),
        ("randomAdjective", phrase),
        ("randomPhrase", "[A-Z][A-Za-z, -]+(?:\\? [A-Z][A-Za-z, -]+)?[.!]"), ("randomWord", "\\S+"),
        ("randomWords", "\\S+(?: \\S+){1,4}"), ("randomLoremWord", "[a-z]+"),
        ("randomLoremWords", "[a-z]+ [a-z]+ [a-z]+"),
        ("randomLoremSentence", sentence), ("randomLoremSentences", "\(sentence)(?: \(sentence)){1,5}"),
        ("randomLoremParagraph", "\(sentence)(?: \(sentence)){2,5}"),
        ("randomLoremParagraphs", "\(text)\\n \\r\(text)\\n \\r\(text)"),
        ("randomLoremLines", "\(sentence)(?:\\n\(sentence)){0,4}"), ("randomLoremSlug", "[a-z]+-[a-z]+-[a-z]+"),
        ("randomLoremText", text),
    ]

    static let members: [(String, String)] = [
        ("name", "\(name) \(name)"), ("first_name", name), ("last_name", name),
        ("email", "[a-z]+\\.[a-z]+@example\\.(?:com|org|net)"), ("username", "[a-z]+_[a-z]+\\d{1,2}"),
        ("phone", "\\+1-[2-9]\\d\\d-555-01\\d\\d"), ("company", "[\\p{L}' ,-]+"), ("job", "\(title) \(title) \(title)"),
        ("street", "\\d{1,3} \(name) \(title)"), ("city", "\\p{Lu}[\\p{L} ]+"), ("zip", "\\d{5}"), ("country", country),
        ("country_code", "[A-Z]{2}"), ("ip", "(?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}"),
        ("user_agent", agent),
        ("url", "https://[a-z]+\\.example\\.(?:com|org|net)"),
        ("image_url", "https://example\\.com/images/[a-z]+-640x480\\.png"), ("word", "[a-z]+"),
        ("words", "[a-z]+ [a-z]+ [a-z]+"),
        ("sentence", sentence), ("paragraph", "\(sentence)(?: \(sentence)){2,5}"), ("color", "[a-z]+"),
        ("product", "\(title) \(title) \(title)"), ("iban", "[A-Z]{2}\\d{2}[A-Z0-9]{11,30}"),
        ("credit_card", "[345]\\d{14,15}"),
        ("date", "2025-\\d\\d-\\d\\d|2026-01-01"),
    ]
}
