import MockModel

/// The settings that have a form of their own.
extension YAMLValue {
    /// The path before every route.
    func basePath(_ path: String) throws(Problem) -> PathPattern? {
        let text = try self.text(path, model: "basePath: /v1")
        let notation = PathNotation(text)
        guard text.hasPrefix("/") else {
            throw problem(
                "\"\(path)\" does not begin with a slash", hint: "did you mean \"\(notation?.meant ?? "/\(text)")\"?")
        }
        if let notation {
            throw problem(
                "\"\(path)\" is written as in another tool: \(notation.reason)",
                hint: notation.meant.map { "did you mean \"\($0)\"?" })
        }
        do throws(PatternError) {
            let pattern = try PathPattern(parsing: text)
            return pattern.segments.isEmpty ? nil : pattern
        } catch { throw problem("\"\(path)\": \(error)") }
    }

    /// The address of a server: a scheme, a host, and perhaps a port and a path.
    func upstream(_ path: String) throws(Problem) -> String {
        let model = "upstream: https://api.example.com"
        let text = try self.text(path, model: model)
        do throws(WebURLError) {
            let url = try WebURL(parsing: text)
            guard !url.target.utf8.contains(UInt8(ascii: "?")) else { throw WebURLError(text, "a query") }
            return text
        } catch {
            throw problem("\"\(path)\" is \"\(text)\", which has \(error.fault)", hint: "write \(model)")
        }
    }

    /// An entry of the list of servers that code may call.
    func networkEntry(_ path: String) throws(Problem) -> String {
        try measure(path, model: "network: [https://hooks.example.test]") { text throws(ValueError) in
            _ = try NetworkRule(parsing: text)
            return text
        }
    }

    /// What answers a request that no route matches.
    func unmatched(_ path: String) throws(Problem) -> Settings.Unmatched {
        let model = "unmatched: 404 or unmatched: proxy"
        let text = try self.text(path, model: model)
        if text == "proxy" { return .proxy }
        guard let status = Int(text), (200...599).contains(status) else {
            throw problem("\"\(path)\" is \"\(text)\", neither a status nor proxy", hint: "write \(model)")
        }
        return .status(status)
    }

    /// Names that carry secrets, and whether callers on this machine are kept from them too.
    func redact(_ path: String) throws(Problem) -> Settings.Redact {
        let model = "redact: [x-internal-id] or redact: always"
        if case .text(let text) = kind {
            guard text == "always" else {
                throw problem("\"\(path)\" is \"\(text)\", neither a list of names nor always", hint: "write \(model)")
            }
            return Settings.Redact(isAlways: true)
        }
        let names = try texts(path, model: model)
        return Settings.Redact(names: names.filter { $0 != "always" }, isAlways: names.contains("always"))
    }

    /// The seed of all chance.
    func seed(_ path: String) throws(Problem) -> UInt64 {
        guard case .text(let text) = kind, let seed = UInt64(text) else {
            throw problem("\"\(path)\" is \(kindInWords), not a whole number from 0", hint: "write seed: 42")
        }
        return seed
    }

    /// A point in time, in milliseconds since 1970.
    func time(_ path: String) throws(Problem) -> Int64 {
        let model = "start: 2026-01-01T00:00:00Z"
        let text = try self.text(path, model: model)
        guard let time = TimeText.milliseconds(ofRFC3339: text) else {
            throw problem("\"\(path)\" is \"\(text)\", not a time", hint: "write \(model)")
        }
        return time
    }

    /// One of some words.
    func choice(_ path: String, of words: [String], model: String) throws(Problem) -> String {
        let text = try self.text(path, model: model)
        guard words.contains(text) else {
            let near = Suggestion.question(for: text, among: words)
            throw problem(
                "\"\(path)\" is \"\(text)\", not \(words.joined(separator: " or "))", hint: near ?? "write \(model)")
        }
        return text
    }

    /// The name of a header field (RFC 9110 §5.1).
    func headerName(_ path: String) throws(Problem) -> String {
        let text = try self.text(path, model: "header: X-Mock-Session")
        guard !text.isEmpty, text.utf8.allSatisfy({ $0.isWord || $0 == UInt8(ascii: "-") }) else {
            throw problem("\"\(path)\" is \"\(text)\", not the name of a header", hint: "write header: X-Mock-Session")
        }
        return text
    }

    /// Processor time; none at all would stop every handler.
    func cpuTime(_ path: String) throws(Problem) -> Duration {
        let time = try duration(path, model: "cpu: 1s")
        guard time > .zero else { throw problem("\"\(path)\" is nothing at all", hint: "write cpu: 1s") }
        return time
    }

    /// The time in which code answers; none at all would fail every handler that waits.
    func answerTime(_ path: String) throws(Problem) -> Duration {
        let time = try duration(path, model: "time: 60s")
        guard time > .zero else { throw problem("\"\(path)\" is nothing at all", hint: "write time: 60s") }
        return time
    }

    /// The status of an answer.
    func status(_ path: String) throws(Problem) -> Int {
        try integer(path, in: 200...599, model: "status: 503")
    }
}
