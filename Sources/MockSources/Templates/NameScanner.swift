/// Gathers the chains of names of one Lua expression while it is walked over.
struct NameScanner {
    private let bytes: [UInt8]
    private var found: [LuaExpression.Chain] = []
    /// Names of parameters and locals: what they hold is the expression's own affair.
    private var declared: Set<String> = []
    private var isDeclaring = false
    /// The chain that a dot may go on with.
    private var chain: [Range<Int>] = []
    private var last = Last.other
    private var brackets: [Bracket] = []
    /// Whether the expression has functions of its own, whose names may stand for anything.
    private var hasFunctions = false
    /// How many blocks of a function are open.
    private var blocks = 0
    /// Where a function stands that is neither called nor handed to another one.
    private(set) var function: Int?
    /// Whether `not` stands in front.
    private var isTested = false

    private struct Bracket {
        let byte: UInt8
        /// Whether values in it are handed to a function that does not make texts of them.
        let isArgument: Bool
    }

    /// Functions that make a text of what they are given.
    private static let writers: Set<String> = ["tostring", "json.encode", "mock.json.encode"]

    private enum Last {
        case name
        /// One `.` or `:`, behind a name or behind something else.
        case dot(afterName: Bool)
        case other
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The chains, in their order.
    var chains: [LuaExpression.Chain] {
        found.compactMap { chain in
            guard let first = chain.names.first, !declared.contains(text(first)) else { return nil }
            var chain = chain
            chain.isValue =
                chain.isValue && !hasFunctions && isValue(behind: chain.names[chain.names.count - 1].upperBound)
            return chain
        }
    }

    /// Whether what follows neither calls a value, nor reads from it, nor only tests it.
    private func isValue(behind end: Int) -> Bool {
        let rest = bytes[end...].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let next = rest.first else { return true }
        if next == UInt8(ascii: "."), rest.dropFirst().first == next { return true }
        if "([{\"'.:=".utf8.contains(next) { return false }
        return !(rest.starts(with: "and".utf8) && !(rest.dropFirst(3).first?.isWord ?? false))
            && !rest.starts(with: "~=".utf8)
    }

    /// Takes a word that is no number.
    mutating func word(_ range: Range<Int>) {
        let word = text(range)
        if NameScanner.keywords.contains(word) {
            if word == "function" || word == "local" || word == "for" { isDeclaring = true }
            if word == "in" { isDeclaring = false }
            hasFunctions = hasFunctions || word == "function"
            block(word, at: range.lowerBound)
            isTested = word == "not"
            return end()
        }
        switch last {
        case .dot(afterName: true):
            chain.append(range)
            if let place = found.indices.last { found[place].names = chain }
        case .dot(afterName: false): chain = []
        case .name, .other: begin(range, word)
        }
        last = if case .dot(afterName: false) = last { .other } else { .name }
    }

    /// Follows the blocks of functions; what stands in one is its own affair.
    private mutating func block(_ word: String, at place: Int) {
        let isCallable = brackets.contains { $0.byte == UInt8(ascii: "(") }
        if word == "function", blocks == 0, !isCallable { function = function ?? place }
        guard word == "function" || blocks > 0 else { return }
        switch word {
        case "function", "if", "do", "repeat": blocks += 1
        case "end", "until": blocks -= 1
        default: break
        }
    }

    private mutating func begin(_ range: Range<Int>, _ word: String) {
        if isDeclaring { declared.insert(word) }
        chain = [range]
        guard !isKey(behind: range.upperBound) else { return chain = [] }
        let isArgument = brackets.contains { $0.isArgument }
        found.append(LuaExpression.Chain(names: chain, isValue: !isArgument && !isTested))
        isTested = false
    }

    /// Takes a variable of Postman.
    mutating func variable(_ range: Range<Int>) {
        found.append(LuaExpression.Chain(names: [range], isValue: false))
        end()
    }

    /// Takes any other byte that is no part of a string.
    mutating func pass(_ byte: UInt8, at index: Int) {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return
        case UInt8(ascii: "."), UInt8(ascii: ":"): return dot(byte, at: index)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            brackets.append(Bracket(byte: byte, isArgument: isCall(byte)))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            _ = brackets.popLast()
            isDeclaring = false
        case UInt8(ascii: "="): isDeclaring = false
        default: break
        }
        end()
    }

    /// Whether a bracket holds the arguments of a function that makes no text of them.
    private func isCall(_ byte: UInt8) -> Bool {
        guard byte == UInt8(ascii: "("), case .name = last else { return false }
        return !NameScanner.writers.contains(chain.map(text).joined(separator: "."))
    }

    /// Ends a chain, as every string and sign does.
    mutating func end() {
        chain = []
        last = .other
    }

    private mutating func dot(_ byte: UInt8, at index: Int) {
        let isConcatenation = byte == UInt8(ascii: ".") && (at(index + 1) == byte || index > 0 && at(index - 1) == byte)
        guard !isConcatenation else { return end() }
        if case .name = last { last = .dot(afterName: !chain.isEmpty) } else { last = .dot(afterName: false) }
    }

    /// Whether `name =` stands in a table, where it is a key.
    private func isKey(behind end: Int) -> Bool {
        guard brackets.last?.byte == UInt8(ascii: "{") else { return false }
        let rest = bytes[end...].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
    }

    private func at(_ index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0 }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}
