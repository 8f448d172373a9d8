import MockModel

/// How a request for a file body is answered: whole, in part, or not at all because the client has it
/// (RFC 9110 §13 conditional requests, §14 ranges).
struct FileAnswer: Equatable {
    var response: Response
    /// The bytes of the file that are sent.
    var range: Range<Int>

    /// Decides by the request's header, for a successful `GET` or `HEAD`; anything else gets the whole file as it is.
    static func decide(_ response: Response, request: Request, size: Int, modified: Modified) -> FileAnswer {
        let whole = FileAnswer(response: response, range: 0..<size)
        guard response.status == 200, request.method == "GET" || request.method == "HEAD" else { return whole }
        var answer = whole
        answer.addValidators(size: size, modified: modified)
        let validators = Validators(answer.response.headers)
        if validators.areHeld(by: request.headers) { return answer.notModified() }
        guard request.method == "GET", let text = request.headers["range"],
            validators.allowRange(request.headers["if-range"]), let asked = ByteRange.parse(text)
        else { return answer }
        return answer.part(asked, of: size)
    }

    /// The time of a file's last change.
    struct Modified: Equatable {
        var seconds: Int
        var nanoseconds: Int

        init(seconds: Int, nanoseconds: Int = 0) {
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }

        /// The time of a number of seconds since 1970; microseconds are as fine as that number is.
        init(_ time: Double) {
            let whole = time.rounded(.down)
            self.init(seconds: Int(whole), nanoseconds: Int((time - whole) * 1_000_000) * 1000)
        }
    }

    private mutating func addValidators(size: Int, modified: Modified) {
        add("ETag", "\"\(String(size, radix: 16))-\(String(modified.seconds, radix: 16)).\(modified.nanoseconds)\"")
        add("Last-Modified", HTTPDate.format(modified.seconds))
        add("Accept-Ranges", "bytes")
    }

    /// What the example itself says wins.
    private mutating func add(_ name: String, _ value: String) {
        if !response.headers.contains(name) { response.headers.append(name, value) }
    }

    private func notModified() -> FileAnswer {
        var answer = self
        answer.setStatus(304)
        answer.range = 0..<0
        return answer
    }

    private func part(_ asked: ByteRange, of size: Int) -> FileAnswer {
        var answer = self
        if let range = asked.resolved(in: size) {
            answer.setStatus(206)
            answer.response.headers.set("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
            answer.range = range
        } else {
            answer.setStatus(416)
            answer.response.headers.set("Content-Range", "bytes */\(size)")
            answer.response.headers.remove("Content-Type")
            answer.range = 0..<0
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

    /// Whether the client has this version; `If-None-Match` alone decides when it is there (RFC 9110 §13.2.2).
    func areHeld(by headers: HeaderFields) -> Bool {
        let tags = headers.values(of: "if-none-match")
        if !tags.isEmpty {
            guard let tag else { return false }
            return tags.joined(separator: ",").split(separator: ",").contains { item in
                let item = item.trimmed
                return item == "*" || weak(item) == weak(tag[...])
            }
        }
        guard let since = headers["if-modified-since"].flatMap(HTTPDate.parse),
            let changed = date.flatMap(HTTPDate.parse)
        else { return false }
        return changed <= since
    }

    /// Whether a range is of the version that the client has a part of; the comparison is the strong one.
    func allowRange(_ condition: String?) -> Bool {
        guard let condition else { return true }
        return condition.hasPrefix("\"") ? condition == tag : condition == date
    }

    private func weak(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
