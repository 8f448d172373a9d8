/// Postman's variables of the group "finance", and card numbers.
extension FakeMaker {
    static let finance: [String: TextGenerator] = [
        "randomBankAccount": { maker in maker.digits(8) },
        "randomBankAccountName": { maker in maker.pick(FakeMoney.accounts) + " Account" },
        "randomCreditCardMask": { maker in maker.digits(4) },
        "randomBankAccountBic": { maker in maker.bic() },
        "randomBankAccountIban": { maker in maker.iban() },
        "randomTransactionType": { maker in maker.pick(["deposit", "withdrawal", "payment", "invoice"]) },
        "randomCurrencyCode": { maker in maker.pick(FakeMoney.currencies).code },
        "randomCurrencyName": { maker in maker.pick(FakeMoney.currencies).name },
        "randomCurrencySymbol": { maker in maker.pick(FakeMoney.currencies).symbol },
        "randomBitcoin": { maker in
            maker.letters(1, of: "13") + maker.letters(maker.int(24...33), of: FakeMoney.base58)
        },
        "randomPrice": { maker in fixed(Double(maker.int(0...100_000)) / 100, decimals: 2) },
    ]

    private mutating func bic() -> String {
        let bank = letters(3, of: FakeMaker.upper) + letters(1, of: "AEIOU")
        let branch = once(in: 2) ? letters(3, of: FakeMaker.upper + FakeMaker.decimal) : ""
        return bank + pick(FakeCountries.all).code + letters(1, of: FakeMaker.upper) + "1" + branch
    }

    /// A number that passes the check of Luhn (ISO/IEC 7812-1), of the ranges that payment providers keep for tests.
    mutating func cardNumber() -> String {
        let range = pick(["424242", "411111", "555555", "510510", "378282"])
        let body = range + digits(range.hasPrefix("37") ? 8 : 9)
        return body + String(FakeMoney.luhnDigit(of: body))
    }

    /// An account number whose check digits are right (ISO 13616); the bank's own inner checks are not made.
    mutating func iban() -> String {
        let country = pick(FakeMoney.ibanCountries)
        let account = country.parts.map { letters($0.count, of: $0.alphabet) }.joined()
        let check = 98 - FakeMoney.remainder97(of: account + country.code + "00")
        return country.code + (check < 10 ? "0" : "") + String(check) + account
    }
}

/// Facts of money.
enum FakeMoney {
    static let accounts = ["Savings", "Checking", "Business", "Joint", "Student", "Travel", "Loan", "Deposit"]
    static let base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

    /// A currency (ISO 4217).
    struct Currency: Sendable {
        let code: String
        let symbol: String
        let name: String
    }

    static let currencies: [Currency] = FakeList.items(
        """
        AED د.إ UAE Dirham, ARS $ Argentine Peso, AUD $ Australian Dollar, BDT ৳ Taka, BGN лв Bulgarian Lev, BRL R$ Brazilian Real,
        CAD $ Canadian Dollar, CHF CHF Swiss Franc, CLP $ Chilean Peso, CNY ¥ Yuan Renminbi, COP $ Colombian Peso,
        CRC ₡ Costa Rican Colon, CZK Kč Czech Koruna, DKK kr Danish Krone, DOP RD$ Dominican Peso, EGP £ Egyptian Pound, EUR € Euro,
        GBP £ Pound Sterling, GEL ₾ Lari, GHS ₵ Ghana Cedi, HKD $ Hong Kong Dollar, HUF Ft Forint, IDR Rp Rupiah,
        ILS ₪ New Israeli Sheqel, INR ₹ Indian Rupee, ISK kr Iceland Krona, JPY ¥ Yen, KES KSh Kenyan Shilling, KRW ₩ Won,
        KZT ₸ Tenge, LKR Rs Sri Lanka Rupee, MAD DH Moroccan Dirham, MXN $ Mexican Peso, MYR RM Malaysian Ringgit, NGN ₦ Naira,
        NOK kr Norwegian Krone, NZD $ New Zealand Dollar, PEN S/ Sol, PHP ₱ Philippine Peso, PKR ₨ Pakistan Rupee, PLN zł Zloty,
        PYG ₲ Guarani, QAR ﷼ Qatari Rial, RON lei Romanian Leu, RSD дин Serbian Dinar, SAR ﷼ Saudi Riyal, SEK kr Swedish Krona,
        SGD $ Singapore Dollar, THB ฿ Baht, TND DT Tunisian Dinar, TRY ₺ Turkish Lira, TWD NT$ New Taiwan Dollar, UAH ₴ Hryvnia,
        USD $ US Dollar, UYU $U Peso Uruguayo, VND ₫ Dong, XAF FCFA CFA Franc BEAC, XOF CFA CFA Franc BCEAO, ZAR R Rand
        """
    ).map { line in
        let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
        return Currency(code: parts[0], symbol: parts[1], name: parts[2])
    }

    /// How a country's account numbers are built behind the check digits.
    struct IBANCountry: Sendable {
        let code: String
        let parts: [(count: Int, alphabet: String)]
    }

    static let ibanCountries: [IBANCountry] = FakeList.items(
        """
        AD 8n12c, AE 19n, AL 8n16c, AT 16n, AZ 4a20c, BA 16n, BE 12n, BG 4a6n8c, BH 4a14c, BR 23n1a1c, BY 4c4n16c, CH 5n12c, CR 18n,
        CY 8n16c, CZ 20n, DE 18n, DK 14n, DO 4c20n, EE 16n, EG 25n, ES 20n, FI 14n, FO 14n, FR 10n11c2n, GB 4a14n, GE 2a16n, GI 4a15c,
        GL 14n, GR 7n16c, GT 24c, HR 17n, HU 24n, IE 4a14n, IL 19n, IQ 4a15n, IS 22n, IT 1a10n12c, JO 4a4n18c, KW 4a22c, KZ 3n13c,
        LB 4n20c, LC 4a24c, LI 5n12c, LT 16n, LU 3n13c, LV 4a13c, MC 10n11c2n, MD 20c, ME 18n, MK 3n10c2n, MR 23n, MT 4a5n18c,
        MU 4a19n3a, NL 4a10n, NO 11n, PK 4a16c, PL 24n, PS 4a21c, PT 21n, QA 4a21c, RO 4a16c, RS 18n, SA 2n18c, SE 20n, SI 15n, SK 20n,
        SM 1a10n12c, TR 6n16c
        """
    ).map { line in IBANCountry(code: String(line.prefix(2)), parts: parts(of: line.dropFirst(3))) }

    /// Reads the structure in the registry's own letters: n for digits, a for capitals, c for both.
    private static func parts(of structure: Substring) -> [(count: Int, alphabet: String)] {
        var parts: [(count: Int, alphabet: String)] = []
        var count = 0
        for character in structure {
            if let digit = character.wholeNumberValue {
                count = count * 10 + digit
                continue
            }
            let capitals = FakeMaker.upper
            let alphabet =
                character == "n" ? FakeMaker.decimal : character == "a" ? capitals : capitals + FakeMaker.decimal
            parts.append((count, alphabet))
            count = 0
        }
        return parts
    }

    /// The remainder by 97 of digits and letters, where A stands for 10 (ISO 7064).
    static func remainder97(of text: String) -> Int {
        text.reduce(0) { remainder, character in
            guard let value = character.hexDigitValue ?? Int(String(character), radix: 36) else { return remainder }
            return (remainder * (value < 10 ? 10 : 100) + value) % 97
        }
    }

    /// The digit that completes a number for the check of Luhn.
    static func luhnDigit(of number: String) -> Int {
        let sum = number.reversed().enumerated().reduce(0) { sum, pair in
            let digit = (pair.element.wholeNumberValue ?? 0) * (pair.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + (digit > 9 ? digit - 9 : digit)
        }
        return (10 - sum % 10) % 10
    }
}
