/// A regular expression of JavaScript as a pattern of Lua: `^\d+$` is `^%d+$`.
struct LuaPattern {
    /// The pattern between its quotes.
    private(set) var source = ""
    private let bytes: [Character]
    private var index = 0
    /// The last single item, which a count repeats.
    private var item = ""
    private var isPossible = true

    /// Reads what stands between the slashes; `nil` when no pattern of Lua means the same.
    ///
    /// - Parameter flags: the letters behind the closing slash.
    init?(_ expression: String, flags: String = "") {
        bytes = Array(expression)
        while index < bytes.count, isPossible { step() }
        let isFolded = flags.contains("i") && expression.contains(where: \.isLetter)
        guard isPossible, !isFolded, !flags.contains("m"), !flags.contains("s") else { return nil }
    }

    /// The pattern as a text of Lua.
    var quoted: String { "\"\(source)\"" }

    private var next: Character? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    private mutating func put(_ text: String) {
        source += text
        item = text
        index += 1
    }

    private mutating func step() {
        switch bytes[index] {
        case "\\": escape(inClass: false)
        case "[": characters()
        case "|": isPossible = false
        case "(": if next == "?" { isPossible = false } else { sign("(") }
        case ")":
            if let next, "*+?{".contains(next) { isPossible = false }
            sign(")")
        case "^": if index == 0 { sign("^") } else { isPossible = false }
        case "$": if index == bytes.count - 1 { sign("$") } else { isPossible = false }
        case "*", "+", "?": count()
        case "{": repetition()
        case "-": put("%-")
        case "%": put("%%")
        case "\"": put("\\\"")
        case let letter: put(String(letter))
        }
    }

    /// A sign that nothing may repeat.
    private mutating func sign(_ text: String) {
        put(text)
        item = ""
    }

    /// `*`, `+`, `?`; `*?` takes as little as it can.
    private mutating func count() {
        guard !item.isEmpty else { return isPossible = false }
        if next == "?" || next == "+" {
            isPossible = bytes[index] == "*" && next == "?"
            index += 1
            return sign("-")
        }
        sign(String(bytes[index]))
    }

    /// `{3}`.
    private mutating func repetition() {
        let digits = bytes[(index + 1)...].prefix { $0 != "}" }
        guard !item.isEmpty, let times = String(digits).smallNumber, (1...16).contains(times) else {
            return isPossible = false
        }
        source += String(repeating: item, count: times - 1)
        item = ""
        index += digits.count + 2
    }

    private mutating func escape(inClass: Bool) {
        guard let letter = next else { return isPossible = false }
        index += 1
        switch letter {
        case "d", "D", "s", "S": put("%\(letter)")
        case "w": put(inClass ? "%w_" : "[%w_]")
        case "W" where !inClass: put("[^%w_]")
        case "n", "r", "t": put("\\\(letter)")
        case "\\": put("\\\\")
        case "/": put("/")
        case _ where letter.isASCII && !letter.isLetter && !letter.isNumber: put("%\(letter)")
        default: isPossible = false
        }
    }

    /// `[a-z]`, `[^/]`.
    private mutating func characters() {
        let start = source
        put("[")
        if index < bytes.count, bytes[index] == "^" { put("^") }
        while index < bytes.count, bytes[index] != "]", isPossible {
            switch bytes[index] {
            case "\\": escape(inClass: true)
            case "%": put("%%")
            case "[": put("%[")
            case "\"": put("\\\"")
            case let letter: put(String(letter))
            }
        }
        guard index < bytes.count else { return isPossible = false }
        put("]")
        item = String(source.dropFirst(start.count))
    }
}
