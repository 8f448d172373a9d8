import MockModel

/// How a request for a file body is answered: whole, in part, or not at all because the client has it
/// (RFC 9110 §13 conditional requests, §14 ranges).
struct FileAnswer: Equatable {
    var response: Response
    /// The bytes of the file that are sent.
    var range: Range<Int>

    /// Decides by the request's header, for a successful `GET` or `HEAD`; anything else gets the whole file as it is.
    static func decide(_ response: Response, request: Request, size: Int, modified: FileVersion) -> FileAnswer {
        let whole = FileAnswer(response: response, range: 0..<size)
        guard response.status == 200, request.method == "GET" || request.method == "HEAD" else { return whole }
        var answer = whole
        answer.addValidators(size: size, modified: modified)
        let validators = Validators(answer.response.headers)
        switch validators.verdict(on: request.headers) {
        case .failed: return answer.empty(412)
        case .unchanged: return answer.empty(304)
        case .current: break
        }
        guard request.method == "GET", let text = request.headers["range"],
            validators.allowRange(request.headers["if-range"]), let asked = ByteRange.parse(text)
        else { return answer }
        return answer.part(asked, of: size)
    }

    private mutating func addValidators(size: Int, modified: FileVersion) {
        add("ETag", "\"\(String(size, radix: 16))-\(String(modified.seconds, radix: 16)).\(modified.nanoseconds)\"")
        add("Last-Modified", HTTPDate.format(modified.seconds))
        add("Accept-Ranges", "bytes")
    }

    /// What the example itself says wins.
    private mutating func add(_ name: String, _ value: String) {
        if !response.headers.contains(name) { response.headers.append(name, value) }
    }

    /// An answer without a body.
    private func empty(_ status: Int) -> FileAnswer {
        var answer = self
        answer.setStatus(status)
        if status != 304 { answer.response.headers.remove("Content-Type") }
        answer.range = 0..<0
        return answer
    }

    /// A part of the body; the last bytes of an empty one are all of it (RFC 9110 §14.1.2), which `Content-Range` cannot say.
    private func part(_ asked: ByteRange, of size: Int) -> FileAnswer {
        if size == 0, case .last(1...) = asked { return self }
        var answer = self
        if let range = asked.resolved(in: size) {
            answer.setStatus(206)
            answer.response.headers.set("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
            answer.range = range
        } else {
            answer = empty(416)
            answer.response.headers.set("Content-Range", "bytes */\(size)")
        }
        return answer
    }

    private mutating func setStatus(_ status: Int) {
        response.status = status
        response.reason = nil
    }
}

/// What tells one version of a file from another.
private struct Validators {
    var tag: String?
    var date: String?

    init(_ headers: HeaderFields) {
        tag = headers["etag"]
        date = headers["last-modified"]
    }

    /// What the conditions of a request come to.
    enum Verdict {
        /// The client has this version.
        case unchanged
        /// The client wants another version, which there is not.
        case failed
        case current
    }

    /// Judges the conditions in the order of RFC 9110 §13.2.2: `If-Match` before `If-Unmodified-Since`, `If-None-Match` before
    /// `If-Modified-Since`; of each pair the tag alone decides when it is there.
    func verdict(on headers: HeaderFields) -> Verdict {
        if let matches = isMatched(headers.values(of: "if-match"), by: ==) {
            guard matches else { return .failed }
        } else if let since = date(headers["if-unmodified-since"]), let changed = date(date), changed > since {
            return .failed
        }
        if let matches = isMatched(headers.values(of: "if-none-match"), by: { weak($0) == weak($1) }) {
            return matches ? .unchanged : .current
        }
        guard let since = date(headers["if-modified-since"]), let changed = date(date) else { return .current }
        return changed <= since ? .unchanged : .current
    }

    /// Whether one of the tags listed is that of this version; `nil` when none is listed.
    private func isMatched(_ lists: [String], by equal: (Substring, Substring) -> Bool) -> Bool? {
        guard !lists.isEmpty else { return nil }
        return lists.joined(separator: ",").split(separator: ",").contains { item in
            item.trimmed == "*" || tag.map { equal(item.trimmed, $0[...]) } ?? false
        }
    }

    /// Whether a range is of the version that the client has a part of; the comparison is the strong one (RFC 9110 §13.1.5).
    func allowRange(_ condition: String?) -> Bool {
        guard let condition else { return true }
        if condition.hasPrefix("\"") { return condition == tag }
        guard let known = date(condition) else { return false }
        return known == date(date)
    }

    private func date(_ text: String?) -> Int? { text.flatMap(HTTPDate.parse) }

    private func weak(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
