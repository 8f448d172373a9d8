/// Postman's variables of the group "internet".
extension FakeMaker {
    static let internet: [String: TextGenerator] = [
        "randomIP": { maker in maker.joined(4, ".") { String($0.int(0...255)) } },
        "randomIPV6": { maker in maker.joined(8, ":") { $0.letters(4, of: hexadecimal) } },
        "randomMACAddress": { maker in maker.joined(6, ":") { $0.letters(2, of: hexadecimal) } },
        "randomPassword": { maker in maker.letters(15, of: lower + upper + decimal + "_") },
        "randomLocale": { maker in maker.pick(FakeInternet.languages) },
        "randomUserAgent": { maker in maker.userAgent() },
        "randomProtocol": { maker in maker.pick(["http", "https"]) },
        "randomSemver": { maker in maker.joined(3, ".") { $0.digits(1) } },
        "randomDomainName": { maker in maker.domainName() },
        "randomDomainSuffix": { maker in maker.pick(FakeInternet.suffixes) },
        "randomDomainWord": { maker in maker.domainWord() },
        "randomEmail": { maker in "\(maker.userName())@\(maker.pick(["gmail.com", "yahoo.com", "hotmail.com"]))" },
        "randomExampleEmail": { maker in "\(maker.userName())@example.\(maker.pick(["org", "com", "net"]))" },
        "randomUserName": { maker in maker.userName() },
        "randomUrl": { maker in "\(maker.pick(["http", "https"]))://\(maker.domainName())" },
    ]

    private mutating func domainWord() -> String {
        FakeNames.plain(pick(FakeNames.first)).lowercased()
    }

    private mutating func domainName() -> String {
        "\(domainWord()).\(pick(FakeInternet.suffixes))"
    }

    /// `First99`, `First.Last`, `First_Last`, or the last two with a number behind.
    private mutating func userName() -> String {
        let first = FakeNames.plain(pick(FakeNames.first))
        let form = int(0...2)
        guard form > 0 else { return first + String(int(0...99)) }
        let name = first + pick([".", "_"]) + FakeNames.plain(pick(FakeNames.last))
        return form == 1 ? name : name + String(int(0...99))
    }

    /// The line that a browser of the last years sends.
    mutating func userAgent() -> String {
        let desktop = pick(FakeInternet.systems)
        let version = int(100...140)
        switch int(0...3) {
        case 0: return "Mozilla/5.0 (\(desktop); rv:\(version).0) Gecko/20100101 Firefox/\(version).0"
        case 1:
            let engine = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
            return
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) \(engine) Version/\(int(16...26)).\(int(0...6)) Safari/605.1.15"
        case 2:
            let engine = "AppleWebKit/537.36 (KHTML, like Gecko)"
            return
                "Mozilla/5.0 (Linux; Android \(int(10...16)); K) \(engine) Chrome/\(version).0.0.0 Mobile Safari/537.36"
        default:
            let engine = "AppleWebKit/537.36 (KHTML, like Gecko)"
            return "Mozilla/5.0 (\(desktop)) \(engine) Chrome/\(version).0.0.0 Safari/537.36"
        }
    }
}

/// Facts of the net.
enum FakeInternet {
    static let suffixes = ["com", "biz", "info", "name", "net", "org"]
    static let systems = [
        "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64",
        "X11; Ubuntu; Linux x86_64",
    ]

    /// Languages by their codes of ISO 639-1.
    static let languages = FakeList.words(
        """
        aa ab af ak am an ar as av ay az ba be bg bm bn bo br bs ca ce co cs cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr
        fy ga gd gl gn gu gv ha he hi hr ht hu hy ia id ig is it ja jv ka kg ki kk kl km kn ko ks ku kw ky la lb lg li ln lo lt lu lv
        mg mi mk ml mn mr ms mt my nb nd ne nl nn no nr ny oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
        sr
        """)
}
