import MockModel

/// One `# @name value` line in the head of a message.
struct Directive {
    /// The name without `@`.
    let name: String
    /// What follows the name, without white space at both ends.
    let value: String
    /// Where `@name` stands in the file.
    let nameRange: Range<Int>
    /// Where the value stands in the file; where there is none, that of the name.
    let range: Range<Int>
    /// The line, from 1.
    let line: Int

    static let names = [
        "match", "when", "turn", "weight", "delay", "fault", "rate", "early-hints", "summary", "template",
    ]

    /// Names that clients which send `.http` files give a meaning to; here they are remarks.
    static let foreign: Set<String> = [
        "name", "note", "prompt", "title", "description", "no-redirect", "no-log", "no-cookie-jar", "no-auto-encoding",
        "timeout", "connection-timeout",
    ]

    /// Reads a comment line; `nil` when it is a comment for people.
    init?(_ comment: ArraySlice<UInt8>, line: Int) {
        let text = comment.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") || $0.isSpace }
        guard text.first == UInt8(ascii: "@") else { return nil }
        let word = text.dropFirst().prefix { $0.isWord || $0 == UInt8(ascii: "-") }
        guard !word.isEmpty else { return nil }
        let rest = text[word.endIndex...].trimmingSpace
        name = String(decoding: word, as: UTF8.self)
        value = String(decoding: rest, as: UTF8.self)
        nameRange = word.startIndex - 1..<word.endIndex
        range = rest.isEmpty ? nameRange : rest.startIndex..<rest.endIndex
        self.line = line
    }
}

extension UInt8 {
    /// Whether it is a space, a tab or a carriage return.
    var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension ArraySlice<UInt8> {
    /// The bytes without spaces and tabs at both ends.
    var trimmingSpace: ArraySlice<UInt8> {
        var slice = drop(while: \.isSpace)
        while let last = slice.last, last.isSpace { slice.removeLast() }
        return slice
    }
}
