/// Finds a run of bytes in others; the work is at most twice the length of both, whatever they hold (Knuth, Morris, Pratt, 1977).
public struct ByteSearch: Sendable {
    private let needle: [UInt8]
    /// For each length of a partial match, the length of the longest shorter one that it ends with.
    private let fallback: [Int]

    /// Prepares the search for some bytes.
    public init(_ needle: some Sequence<UInt8>) {
        let needle = Array(needle)
        var fallback = [Int](repeating: 0, count: needle.count + 1)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = fallback[length] }
            if needle[index] == needle[length] { length += 1 }
            fallback[index + 1] = length
        }
        self.needle = needle
        self.fallback = fallback
    }

    /// How many bytes are looked for.
    public var count: Int { needle.count }

    /// Where the bytes begin for the first time in a part of others; `nil` when they are not there.
    public func first(in bytes: Span<UInt8>, _ part: Range<Int>) -> Int? {
        guard let first = needle.first else { return part.lowerBound }
        var matched = 0
        var index = part.lowerBound
        while index < part.upperBound {
            let byte = bytes[index]
            if matched == 0, byte != first {
                index += 1
                continue
            }
            while matched > 0, byte != needle[matched] { matched = fallback[matched] }
            if byte == needle[matched] { matched += 1 }
            index += 1
            if matched == needle.count { return index - matched }
        }
        return nil
    }

    /// Whether the bytes stand anywhere in a text.
    public func isFound(in text: String) -> Bool {
        let span = text.utf8.span
        return first(in: span, 0..<span.count) != nil
    }
}
