/// A number and the unit behind it, as people write measures: `1.5` and `s`.
struct Quantity {
    /// The digits as written.
    let digits: Substring
    /// The value.
    let number: Double
    /// What follows, without white space; may be empty.
    let unit: Substring

    /// Cuts a text; `nil` when it does not begin with a decimal number.
    init?(_ text: some StringProtocol) {
        let trimmed = Substring(text.trimmed)
        let end = trimmed.firstIndex { !("0"..."9").contains($0) && $0 != "." } ?? trimmed.endIndex
        guard let first = trimmed[..<end].first, first != ".", trimmed[..<end].last != ".",
            let number = Double(trimmed[..<end]), number.isFinite
        else { return nil }
        self.digits = trimmed[..<end]
        self.number = number
        self.unit = Substring(trimmed[end...].trimmed)
    }

    /// A number with at most three decimals and no needless zeros.
    static func text(_ number: Double) -> String {
        JSONWriter.text(of: (number * 1_000).rounded() / 1_000)
    }
}
