import MockModel

/// The one range of bytes that a `Range` header asks for (RFC 9110 §14.1.2): `bytes=0-99`, `bytes=100-`, `bytes=-20`.
public enum ByteRange: Sendable, Equatable {
    /// From one byte to another, both included.
    case between(Int, Int)
    /// From a byte to the end.
    case from(Int)
    /// So many bytes at the end.
    case last(Int)

    /// Reads a header's value; `nil` for another unit, several ranges or bad syntax, for which the whole body is sent.
    public static func parse(_ text: String) -> ByteRange? {
        guard text.lowercased().hasPrefix("bytes=") else { return nil }
        let parts = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed }
        guard parts.count == 2 else { return nil }
        switch (number(parts[0]), number(parts[1])) {
        case (let first?, let last?): return first <= last ? .between(first, last) : nil
        case (let first?, nil): return parts[1].isEmpty ? .from(first) : nil
        case (nil, let count?): return parts[0].isEmpty ? .last(count) : nil
        default: return nil
        }
    }

    /// The part of a body of that size; `nil` when it lies outside.
    public func resolved(in size: Int) -> Range<Int>? {
        let range: Range<Int>
        switch self {
        case .between(let first, let last): range = min(first, size)..<(last < size ? last + 1 : size)
        case .from(let first): range = min(first, size)..<size
        case .last(let count): range = max(0, size - count)..<size
        }
        return range.isEmpty ? nil : range
    }

    /// The number that digits alone spell, since `Int` would take a sign; one beyond all sizes is the largest.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? .max
    }
}
