import MockModel

/// What the header says about framing and connection, gathered line by line; `verdict` judges it as a whole.
struct FramingFields {
    private var hosts = 0
    private var hasBadHost = false
    private var lengths = 0
    private var length: Int?
    private var codings = 0
    private var isChunked = false
    private var hasClose = false
    private var hasKeepAlive = false
    private var expectation = Expectation.none

    private enum Expectation {
        case none, proceed, unknown
    }

    /// Takes note of a line; the ranges are places in `bytes`.
    ///
    /// Lengths are compared first, so that a line of no interest costs a comparison.
    @inline(__always)
    mutating func note(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) {
        switch name.count {
        case 4: if bytes.matches("host", name) { noteHost(bytes, value) }
        case 6: if bytes.matches("expect", name) { noteExpectation(bytes, value) }
        case 10: if LongWord.connection.stands(in: bytes, name) { noteConnection(bytes, value) }
        case 14: if LongWord.contentLength.stands(in: bytes, name) { noteLength(bytes, value) }
        case 17: if bytes.matches("transfer-encoding", name) { noteCoding(bytes, value) }
        default: break
        }
    }

    /// Completes a head, or says why it is not served.
    func complete(_ head: inout RequestHead) throws(RequestFailure) {
        try checkHost(head)
        head.framing = try framing(minorVersion: head.minorVersion)
        if head.minorVersion == 1 {
            if expectation == .unknown { throw .unknownExpectation }
            head.expectsContinue = expectation == .proceed && head.framing != .none
            head.keepsAlive = !hasClose
        } else {
            head.keepsAlive = hasKeepAlive && !hasClose
        }
    }

    private func checkHost(_ head: RequestHead) throws(RequestFailure) {
        if hosts > 1 { throw .repeatedHost }
        if hasBadHost { throw .badHost }
        if hosts == 0, head.minorVersion == 1 { throw .missingHost }
    }

    private func framing(minorVersion: Int) throws(RequestFailure) -> RequestHead.Framing {
        if codings > 0 {
            if lengths > 0 { throw .lengthAndTransferCoding }
            if minorVersion == 0 { throw .transferCodingInOldVersion }
            guard codings == 1, isChunked else { throw .badTransferCoding }
            return .chunked
        }
        guard lengths > 0 else { return .none }
        guard lengths == 1 else { throw .repeatedLength }
        guard let length else { throw .badLength }
        return length == 0 ? .none : .length(length)
    }

    private mutating func noteHost(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        hosts += 1
        if !HostSyntax.isValid(bytes, value) { hasBadHost = true }
    }

    private mutating func noteLength(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        lengths += 1
        length = bytes.decimal(value)
    }

    private mutating func noteCoding(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        codings += 1
        isChunked = bytes.matches("chunked", value)
    }

    private mutating func noteExpectation(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        let proceeds = expectation == .none && bytes.matches("100-continue", value)
        expectation = proceeds ? .proceed : .unknown
    }

    /// Reads the list of options, separated by commas and white space (RFC 9110 §7.6.1).
    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        if LongWord.keepAlive.stands(in: bytes, value) { return hasKeepAlive = true }
        var start = value.lowerBound
        for index in value.lowerBound...value.upperBound {
            if index < value.upperBound, ByteClass.isToken(bytes[index]) { continue }
            noteOption(bytes, start..<index)
            start = index + 1
        }
    }

    private mutating func noteOption(_ bytes: Span<UInt8>, _ option: Range<Int>) {
        if bytes.matches("close", option) { hasClose = true }
        if bytes.matches("keep-alive", option) { hasKeepAlive = true }
    }
}

extension Span<UInt8> {
    /// Whether a range holds a word, in any letter case; the word is written in lower case.
    @inline(__always)
    func matches(_ word: String, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8.count else { return false }
        var index = range.lowerBound
        for letter in word.utf8 {
            guard self[index].lowercased == letter else { return false }
            index += 1
        }
        return true
    }

    /// The number of a run of digits; one past 18 digits is huge; `nil` when it is no such run.
    func decimal(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var number = 0
        for index in range {
            guard ByteClass.isDigit(self[index]) else { return nil }
            number = Swift.min(number, Int.max / 100) * 10 + Int(self[index] - 0x30)
        }
        return number
    }
}
