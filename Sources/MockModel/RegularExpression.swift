internal import CRegex

/// A regular expression given by a user, matched in bounded time (PCRE2 in UTF mode with limits).
///
/// It may be used from several threads at once. Letters, digits and word characters in `\w` and `\d` are those of ASCII.
public struct RegularExpression: Sendable, Equatable {
    /// The expression as written.
    public let pattern: String
    private let program: Program

    /// How many bytes an expression may have.
    public static let maximumLength = 1_024

    /// Compiles an expression; at most 1 KiB.
    ///
    /// - Throws: `RegularExpressionError` with the reason and the offset in the pattern.
    public init(_ pattern: String) throws(RegularExpressionError) {
        guard pattern.utf8.count <= RegularExpression.maximumLength else {
            let length = RegularExpression.maximumLength
            throw RegularExpressionError(reason: "the expression is longer than \(length) bytes", offset: length)
        }
        self.pattern = pattern
        self.program = try Program(Array(pattern.utf8))
    }

    /// Whether the expression is found anywhere in a text.
    ///
    /// - Throws: `RegularExpressionLimit` when its work, 32 MiB of memory or 40 ms of processor time were used up before that was known.
    public func isFound(in text: String) throws(RegularExpressionLimit) -> Bool {
        var work = Int64.max
        return try isFound(in: text, sharing: &work)
    }

    /// Whether the expression is found anywhere in a text, within work that several searches share.
    ///
    /// - Parameter work: what may still be done, in bytes looked at, eight for a step; less by what this search did.
    /// - Throws: `RegularExpressionLimit` as `isFound(in:)`, and when the shared work is used up.
    func isFound(in text: String, sharing work: inout Int64) throws(RegularExpressionLimit) -> Bool {
        var text = text
        var left = work
        let result = text.withUTF8 { bytes in unsafe program.search(bytes, &left) }
        work = left
        switch result {
        case regex_found: return true
        case regex_absent: return false
        default: throw RegularExpressionLimit(pattern: pattern)
        }
    }

    /// Two expressions are equal when they are written alike.
    public static func == (left: RegularExpression, right: RegularExpression) -> Bool {
        left.pattern.isSame(as: right.pattern)
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

/// A search that was given up: the expression backtracks too much on this text.
public struct RegularExpressionLimit: Error, Sendable, Equatable {
    /// The expression as written.
    public let pattern: String
}

/// The compiled form; freed with its last owner.
///
/// Sendable although it holds a pointer: PCRE2 never changes a compiled expression, and every search has data of its own.
@safe private final class Program: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pattern: [UInt8]) throws(RegularExpressionError) {
        var message = [CChar](repeating: 0, count: 256)
        var offset = 0
        let room = message.count
        guard let pointer = unsafe regex_compile(pattern, pattern.count, &message, room, &offset) else {
            let words = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw RegularExpressionError(reason: String(decoding: words, as: UTF8.self), offset: offset)
        }
        unsafe self.pointer = pointer
    }

    func search(_ text: UnsafeBufferPointer<UInt8>, _ work: inout Int64) -> regex_result {
        unsafe regex_search(pointer, text.baseAddress, text.count, &work)
    }

    deinit { unsafe regex_free(pointer) }
}
