import MockModel

/// How the body of an answer ends (RFC 9112 §6.3).
enum ResponseFraming: Equatable {
    case none
    case length(Int)
    case chunked
    case untilEnd

    init(_ response: Response, minorVersion: Int, isHead: Bool) throws(ResponseError) {
        if isHead || response.status == 204 || response.status == 304 {
            self = .none
            return
        }
        let codings = response.headers.values(of: "transfer-encoding")
        let lengths = response.headers.values(of: "content-length")
        guard let coding = codings.first else {
            self = try ResponseFraming.framing(of: lengths)
            return
        }
        guard lengths.isEmpty else { throw .malformed("both Content-Length and Transfer-Encoding") }
        guard minorVersion == 1, codings.count == 1, coding.equalsIgnoringCase("chunked") else {
            throw .malformed("a transfer coding that was not asked for")
        }
        self = .chunked
    }

    private static func framing(of lengths: [String]) throws(ResponseError) -> ResponseFraming {
        guard let text = lengths.first else { return .untilEnd }
        guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy(ByteClass.isDigit) else {
            throw .malformed("a Content-Length that is not one number")
        }
        let length = text.utf8.reduce(0) { min($0, Int.max / 100) * 10 + Int($1 - 0x30) }
        return length == 0 ? .none : .length(length)
    }
}
