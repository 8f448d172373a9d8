import MockModel

/// An example as the text of a message: comment lines, the status line, the header, the body.
struct MessageWriter {
    private var lines: [String] = []
    private let example: Example

    /// The bytes of the message.
    ///
    /// - Parameters:
    ///   - example: the example.
    ///   - silenced: the findings that the file silences.
    ///   - bodyFile: the file beside the message that holds the body; `nil` puts the body into the message.
    ///   - isLua: whether `{{` in the message would begin an expression of Lua.
    static func bytes(_ example: Example, silenced: Set<String>, bodyFile: String?, isLua: Bool) -> [UInt8] {
        var writer = MessageWriter(example)
        if !silenced.isEmpty { writer.comment("mockscript: ignore", silenced.sorted().joined(separator: ", ")) }
        writer.addDirectives()
        if isLua, example.template == nil, writer.hasBraces(bodyFile) { writer.directive("template", "off") }
        return writer.message(bodyFile)
    }

    private init(_ example: Example) {
        self.example = example
    }

    private mutating func comment(_ name: String, _ value: String) { lines.append("# \(name) \(value)") }

    private mutating func directive(_ name: String, _ value: String) { comment("@\(name)", value) }

    private mutating func addDirectives() {
        if let summary = example.summary { directive("summary", summary) }
        for condition in example.conditions { directive("match", condition.text) }
        for expression in example.expressions { directive("when", expression) }
        if let turns = example.turns { directive("turn", MessageWriter.written(turns)) }
        if let weight = example.weight { directive("weight", JSONWriter.text(of: weight)) }
        if let delay = example.delay { directive("delay", delay.description) }
        if let fault = example.fault { directive("fault", fault.kind.rawValue) }
        if let rate = example.rate { directive("rate", rate.description) }
        for field in example.earlyHints.fields { directive("early-hints", "\(field.name): \(field.value)") }
    }

    private static func written(_ turns: ClosedRange<Int>) -> String {
        if turns.upperBound == Int.max { return "\(turns.lowerBound).." }
        return turns.count == 1 ? "\(turns.lowerBound)" : "\(turns.lowerBound)..\(turns.upperBound)"
    }

    private func hasBraces(_ bodyFile: String?) -> Bool {
        if example.response.headers.fields.contains(where: { $0.bytes.haveBraces }) { return true }
        guard case .bytes(let bytes) = example.response.body else { return false }
        return bytes.haveBraces
    }

    private func message(_ bodyFile: String?) -> [UInt8] {
        let response = example.response
        let reason = response.reason ?? Response.reason(of: response.status)
        var bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        bytes += "HTTP/1.1 \(response.status)\(reason.isEmpty ? "" : " \(reason)")\n".utf8
        for field in response.headers.fields {
            bytes += "\(field.name):".utf8
            if !field.bytes.isEmpty { bytes += [0x20] + field.bytes }
            bytes.append(0x0A)
        }
        bytes.append(0x0A)
        if let bodyFile {
            bytes += "< ./\(bodyFile)\n".utf8
        } else if case .bytes(let body) = response.body {
            bytes += body
        }
        return bytes
    }
}
