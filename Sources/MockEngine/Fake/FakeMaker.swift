import MockModel

/// One value in the making: its chance, what was asked for, and what time it is.
struct FakeMaker {
    /// Makes a text.
    typealias TextGenerator = @Sendable (inout FakeMaker) -> String

    var random: RandomGenerator
    let arguments: [ScriptArgument]
    let now: Int64

    /// A whole number of a range.
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(random.next().multipliedFullWidth(by: count).high)
    }

    /// One of some items, of which there is at least one.
    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[int(0...items.count - 1)]
    }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool {
        int(1...count) == 1
    }

    /// Characters of an alphabet.
    mutating func letters(_ count: Int, of alphabet: String) -> String {
        let characters = Array(alphabet)
        return String((0..<count).map { _ in pick(characters) })
    }

    /// Decimal digits.
    mutating func digits(_ count: Int) -> String {
        letters(count, of: FakeMaker.decimal)
    }

    /// Pieces made one after the other and joined.
    mutating func joined(_ count: Int, _ separator: String, _ make: (inout FakeMaker) -> String) -> String {
        (0..<count).map { _ in make(&self) }.joined(separator: separator)
    }

    /// A number with exactly so many decimals.
    static func fixed(_ number: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = Int((abs(number) * scale).rounded())
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// The argument at a place as a number.
    func number(at place: Int) -> Double? {
        guard arguments.indices.contains(place) else { return nil }
        switch arguments[place] {
        case .integer(let integer): return Double(integer)
        case .number(let number) where number.isFinite: return number
        default: return nil
        }
    }

    /// The argument at a place as a whole number within bounds.
    func count(at place: Int, within bounds: ClosedRange<Int>) -> Int? {
        number(at: place).map { Int(min(max($0, Double(bounds.lowerBound)), Double(bounds.upperBound))) }
    }

    /// The argument at a place as a duration, in milliseconds, and whether it is made of whole days.
    ///
    /// Written as text with a unit, or, as code hands it on, as a number of milliseconds.
    func duration(at place: Int) -> (milliseconds: Int64, isDays: Bool)? {
        guard let milliseconds = milliseconds(at: place) else { return nil }
        return (milliseconds, milliseconds.isMultiple(of: 86_400_000))
    }

    private func milliseconds(at place: Int) -> Int64? {
        guard arguments.indices.contains(place), case .text(let text) = arguments[place] else {
            let longest = Double(Duration.longest.milliseconds)
            return number(at: place).map { Int64(min(max($0, -longest), longest)) }
        }
        guard let duration = try? Duration(mock: text, signed: true) else { return nil }
        return duration.milliseconds
    }

    static let decimal = "0123456789"
    static let lower = "abcdefghijklmnopqrstuvwxyz"
    static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let hexadecimal = "0123456789abcdef"
}

/// Cuts lists, which are kept as text.
enum FakeList {
    /// Words between white space.
    static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Items between commas or line ends.
    static func items(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isNewline }.map { String($0.trimmed) }.filter { !$0.isEmpty }
    }
}
