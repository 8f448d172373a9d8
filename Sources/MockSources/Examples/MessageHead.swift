import MockModel

/// The head of a message file: comment lines, the status line, the header, up to the empty line.
struct MessageHead {
    private(set) var status = 200
    private(set) var reason: String?
    private(set) var headers = HeaderFields()
    /// Where each value stands in the file, in the order of the header.
    private(set) var values: [Range<Int>] = []
    private(set) var directives: ExampleDirectives
    /// Where the body begins.
    private(set) var bodyStart = 0
    private let source: SourceText
    private var hasStatusLine = false
    private var line = 0

    /// Reads the head of a file.
    ///
    /// - Throws: `Problem` named `bad-example` with the place.
    init(reading source: SourceText) throws(Problem) {
        self.source = source
        directives = ExampleDirectives(in: source)
        bodyStart = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while bodyStart < source.bytes.count {
            let end = source.bytes[bodyStart...].firstIndex(of: 0x0A) ?? source.bytes.count
            var text = source.bytes[bodyStart..<end]
            if text.last == 0x0D { text.removeLast() }
            bodyStart = min(end + 1, source.bytes.count)
            line += 1
            if text.isEmpty, hasStatusLine { return }
            try read(text)
        }
        guard hasStatusLine else { throw problem("the status line is missing", at: 0..<1, hint: MessageHead.model) }
    }

    private static let model = "a message begins like \"HTTP/1.1 200 OK\", then header lines, an empty line, the body"

    static let interimHint =
        "1xx comes before an answer: write \"# @early-hints Link: </a.css>; rel=preload\" above the status line of the answer"

    private func problem(_ message: String, at range: Range<Int>, hint: String? = nil) -> Problem {
        Problem(.error, "bad-example", message, at: source.location(of: range), hint: hint)
    }

    private mutating func read(_ text: ArraySlice<UInt8>) throws(Problem) {
        let trimmed = text.trimmingSpace
        if trimmed.first == UInt8(ascii: "#") || trimmed.starts(with: "//".utf8) {
            if let directive = Directive(trimmed, line: line) { directives.add(directive) }
        } else if hasStatusLine {
            try readField(text)
        } else if !trimmed.isEmpty {
            try readStatusLine(trimmed)
        }
    }

    private mutating func readStatusLine(_ text: ArraySlice<UInt8>) throws(Problem) {
        let place = text.startIndex..<text.endIndex
        let words = text.split(separator: 0x20, maxSplits: 1)
        guard let version = words.first, version.starts(with: "HTTP/".utf8) else {
            throw problem(MessageHead.complaint(about: text), at: place, hint: MessageHead.model)
        }
        let rest = (words.count > 1 ? words[1] : []).trimmingSpace
        let digits = rest.prefix(while: \.isDigit)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)),
            rest.count == 3 || rest[digits.endIndex].isSpace
        else { throw problem("the status is a number from 200 to 999", at: place, hint: MessageHead.model) }
        guard code >= 200 else {
            throw problem(
                "the status \(code) is not one of an answer: they go from 200 to 999",
                at: digits.startIndex..<digits.endIndex, hint: MessageHead.interimHint)
        }
        status = code
        let words3 = rest[digits.endIndex...].trimmingSpace
        reason = words3.isEmpty ? nil : try MessageHead.text(words3) { self.problem($0, at: $1) }
        hasStatusLine = true
    }

    private static func complaint(about text: ArraySlice<UInt8>) -> String {
        let words = text.split(separator: 0x20)
        if let last = words.last, last.starts(with: "HTTP/".utf8) {
            return "this is a request; an example is the answer"
        }
        if let method = words.first, HTTPMethods.contains(String(decoding: method, as: UTF8.self)) {
            return "this is a request; an example is the answer"
        }
        return "the status line is missing"
    }

    private mutating func readField(_ text: ArraySlice<UInt8>) throws(Problem) {
        let place = text.startIndex..<text.endIndex
        if let first = text.first, first.isSpace {
            throw problem(
                "a header line does not begin with white space", at: place,
                hint: text.isBlank ? "the line before the body must be empty" : "write the value on one line")
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            throw problem(
                "a header line has no colon", at: place, hint: "an empty line stands between the header and the body")
        }
        let name = text[..<colon]
        guard !name.isEmpty, name.allSatisfy(\.isToken) else {
            throw problem(
                "'\(String(decoding: name, as: UTF8.self))' is no header name",
                at: text.startIndex..<max(colon, text.startIndex + 1))
        }
        let value = text[(colon + 1)...].trimmingSpace
        if let place = value.firstIndex(where: MessageHead.breaksLine) {
            throw problem("a header cannot have a carriage return or a NUL", at: place..<place + 1)
        }
        headers.append(HeaderFields.Field(String(decoding: name, as: UTF8.self), bytes: value))
        values.append(value.startIndex..<value.endIndex)
    }

    private static func breaksLine(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0 }

    /// The reason phrase: UTF-8 without control characters (RFC 9110 §5.5).
    private static func text(
        _ bytes: ArraySlice<UInt8>, _ problem: (String, Range<Int>) -> Problem
    ) throws(Problem) -> String {
        if let place = bytes.firstIndex(where: breaksLine) {
            throw problem("a header cannot have a carriage return or a NUL", place..<place + 1)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem("this is not UTF-8", bytes.startIndex..<bytes.endIndex)
        }
        return text
    }
}

extension UInt8 {
    /// Whether it may stand in the name of a header field (RFC 9110 §5.6.2).
    fileprivate var isToken: Bool { isWord || "!#$%&'*+-.^`|~".utf8.contains(self) }
}
