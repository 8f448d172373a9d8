import MockModel

/// The types that a setting can have.
extension YAMLValue {
    /// What it is, in words.
    var kindInWords: String {
        switch kind {
        case .nothing: "empty"
        case .text(let text): "\"\(text)\""
        case .list: "a list"
        case .fields: "a group of settings"
        }
    }

    /// A problem with this value.
    func problem(_ message: String, hint: String? = nil) -> Problem {
        Problem(.error, "bad-setting", message, at: place, hint: hint)
    }

    /// A text.
    func text(_ path: String, model: String) throws(Problem) -> String {
        guard case .text(let text) = kind else {
            throw problem("\"\(path)\" is \(kindInWords), not a text", hint: "write \(model)")
        }
        return text
    }

    /// A whole number.
    func integer(_ path: String, in range: ClosedRange<Int>, model: String) throws(Problem) -> Int {
        guard case .text(let text) = kind, let number = Int(text) else {
            throw problem("\"\(path)\" is \(kindInWords), not a whole number", hint: "write \(model)")
        }
        guard range.contains(number) else {
            throw problem(
                "\"\(path)\" is \(number), but goes from \(range.lowerBound) to \(range.upperBound)",
                hint: "write \(model)")
        }
        return number
    }

    /// A number from 0 to 1.
    func share(_ path: String) throws(Problem) -> Double {
        guard case .text(let text) = kind, let number = Double(text), (0...1).contains(number) else {
            throw problem(
                "\"\(path)\" is \(kindInWords), not a share from 0 to 1", hint: "write rate: 0.1 for every tenth call")
        }
        return number
    }

    /// A list.
    func elements(_ path: String, model: String) throws(Problem) -> [YAMLValue] {
        guard case .list(let elements) = kind else {
            throw problem("\"\(path)\" is \(kindInWords), not a list", hint: "write \(model)")
        }
        return elements
    }

    /// A list of texts.
    func texts(_ path: String, model: String) throws(Problem) -> [String] {
        let elements = try elements(path, model: model)
        var texts: [String] = []
        for element in elements { texts.append(try element.text("\(path)[\(texts.count)]", model: model)) }
        return texts
    }

    /// A text with a form of its own: a duration, a size, a latency.
    func measure<Value>(
        _ path: String, model: String, _ parse: (String) throws(ValueError) -> Value
    ) throws(Problem) -> Value {
        let text = try self.text(path, model: model)
        do throws(ValueError) {
            return try parse(text)
        } catch { throw problem("\"\(path)\": \(error.message)", hint: error.hint) }
    }

    /// A duration.
    func duration(_ path: String, model: String) throws(Problem) -> Duration {
        try measure(path, model: model) { text throws(ValueError) in try Duration(mock: text) }
    }

    /// A number of bytes, at least 1.
    func size(_ path: String, model: String) throws(Problem) -> Int {
        let size = try measure(path, model: model) { text throws(ValueError) in try ByteSize(parsing: text) }
        guard size.bytes > 0 else { throw problem("\"\(path)\" is nothing at all", hint: "write \(model)") }
        return size.bytes
    }
}
