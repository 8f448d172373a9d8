/// Why a text is not the value that was asked for: a duration, a latency, a rate, a size, a fault.
public struct ValueError: Error, Sendable, Hashable {
    /// What is wrong and what is allowed, in one line: `"250" is no duration: it has no unit (ms, s, m, h, d)`.
    public let message: String
    /// The likely meaning: `did you mean "250ms" or "250s"?`; `nil` when there is none.
    public let hint: String?

    /// Makes an error.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension ValueError: CustomStringConvertible {
    /// The message, and the hint behind a semicolon.
    public var description: String {
        message + (hint.map { "; \($0)" } ?? "")
    }
}
