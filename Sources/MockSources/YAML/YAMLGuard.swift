import MockModel

/// Looks over a YAML text before it is parsed, for what makes parsers work without end.
///
/// It counts more than there is – a `*` in quotes too – because settings need none of it.
enum YAMLGuard {
    /// What is suspicious about a text.
    static func problem(in source: SourceText, _ limits: YAMLDocument.Limits = .settings) -> Problem? {
        let isStrict = limits.isStrict
        var guarding = Scan(bytes: source.bytes, deepest: limits.levels)
        guarding.run()
        if isStrict, let place = guarding.tag {
            return problem(
                "tags such as !name are not read", at: place, in: source, hint: "quote a value that begins with !")
        }
        if isStrict, guarding.aliases > YAMLDocument.mostAliases {
            return problem(
                "more than \(YAMLDocument.mostAliases) aliases", at: guarding.lastAlias, in: source, name: "too-large")
        }
        // The parser compares names by value: an alias in one would be written out as often as it is named.
        if guarding.aliases > 0, isStrict || guarding.hasAnchor, let place = guarding.complexName {
            return problem("an alias or a list cannot be a name here", at: place, in: source)
        }
        if let place = guarding.tooDeep {
            return problem("more than \(limits.levels) levels", at: place, in: source, name: "too-large")
        }
        return nil
    }

    private static func problem(
        _ message: String, at place: Int, in source: SourceText, name: String = "bad-yaml", hint: String? = nil
    ) -> Problem {
        Problem(.error, name, message, at: source.location(of: place..<place + 1), hint: hint)
    }

    /// One walk over the bytes.
    private struct Scan {
        let bytes: [UInt8]
        private let deepest: Int
        var aliases = 0
        var lastAlias = 0
        var complexName: Int?
        var tooDeep: Int?
        /// Whether something looks like the name that aliases stand for: `&name`.
        var hasAnchor = false
        var tag: Int?
        private var flow = 0
        private var dashes = 0
        private var quote: UInt8 = 0

        init(bytes: [UInt8], deepest: Int) {
            self.bytes = bytes
            self.deepest = deepest
        }

        mutating func run() {
            var index = 0
            while index < bytes.count {
                if quote == 0, bytes[index] == UInt8(ascii: "#"), startsValue(index) {
                    index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
                    continue
                }
                look(at: index)
                index += 1
            }
        }

        /// Whether a value can begin there: after white space, a sign of YAML, or the colon behind a quoted name.
        private func startsValue(_ index: Int) -> Bool {
            guard index > 0 else { return true }
            if bytes[index - 1] == UInt8(ascii: ":") { return index > 1 && "\"'".utf8.contains(bytes[index - 2]) }
            return " \t\n\r[]{},-?".utf8.contains(bytes[index - 1])
        }

        private mutating func look(at index: Int) {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            let isWordAhead = next > 0x20 && next != UInt8(ascii: ",")
            lookForQuote(byte, at: index)
            switch byte {
            case UInt8(ascii: "*") where startsValue(index) && isWordAhead: noteAlias(at: index)
            case UInt8(ascii: "&") where startsValue(index) && isWordAhead: hasAnchor = true
            case UInt8(ascii: "!") where quote == 0 && startsValue(index): tag = tag ?? index
            case UInt8(ascii: "?") where startsValue(index) && next <= 0x20: complexName = complexName ?? index
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard flow > 0 else { return }
                flow -= 1
                if isFollowedByColon(index + 1) { complexName = complexName ?? index }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                // Inside a plain word, as in `/users/{id}`, a brace is a character like any other.
                guard flow > 0 || startsValue(index) else { return }
                flow += 1
                noteDepth(at: index)
            case UInt8(ascii: "-") where next <= 0x20:
                dashes += 1
                noteDepth(at: index)
            case 0x0A: dashes = 0
            default: break
            }
        }

        /// Tags are looked for outside of quotes alone: a `!` in a text is common.
        private mutating func lookForQuote(_ byte: UInt8, at index: Int) {
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { return }
            if quote == 0, startsValue(index) {
                quote = byte
            } else if quote == byte, byte == UInt8(ascii: "'") || bytes[index - 1] != UInt8(ascii: "\\") {
                quote = 0
            }
        }

        private mutating func noteAlias(at index: Int) {
            aliases += 1
            lastAlias = index
            let end = bytes[index...].firstIndex { $0 <= 0x20 || ",]}".utf8.contains($0) } ?? bytes.count
            if isFollowedByColon(end) { complexName = complexName ?? index }
        }

        private mutating func noteDepth(at index: Int) {
            if max(flow, dashes) > deepest { tooDeep = tooDeep ?? index }
        }

        private func isFollowedByColon(_ index: Int) -> Bool {
            bytes[min(index, bytes.count)...].first { $0 > 0x20 } == UInt8(ascii: ":")
        }
    }
}
