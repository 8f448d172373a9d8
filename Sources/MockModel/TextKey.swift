/// A text as the key of a dictionary or a set: equal to another when its bytes are.
///
/// `String` compares by canonical equivalence (Unicode UAX #15), for which `é` in one and in two scalars are equal. Clients, files and Lua
/// compare bytes.
public struct TextKey: Sendable, Hashable, Comparable {
    /// The text.
    public let text: String

    /// Makes a key of a text.
    @inlinable
    public init(_ text: String) {
        self.text = text
    }

    /// Whether both have the same bytes.
    @inlinable
    public static func == (left: TextKey, right: TextKey) -> Bool { left.text.isSame(as: right.text) }

    /// Whether the bytes of the left text come first.
    public static func < (left: TextKey, right: TextKey) -> Bool { left.text.precedes(right.text) }

    /// Hashes the bytes, eight at a time.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        let bytes = text.utf8.span
        var place = 0
        while place &+ 8 <= bytes.count {
            hasher.combine(bytes.word(at: place))
            place &+= 8
        }
        var rest = UInt64(truncatingIfNeeded: bytes.count)
        while place < bytes.count {
            rest = rest &<< 8 | UInt64(bytes[place])
            place &+= 1
        }
        hasher.combine(rest)
    }
}

extension TextKey: ExpressibleByStringLiteral {
    /// A key as written in code.
    public init(stringLiteral value: String) { self.init(value) }
}

extension String {
    /// Whether both texts have the same bytes, which is the only equality of texts in the product.
    @inlinable
    public func isSame(as other: String) -> Bool {
        let bytes = utf8.span
        let others = other.utf8.span
        guard bytes.count == others.count else { return false }
        var place = 0
        while place &+ 8 <= bytes.count {
            guard bytes.word(at: place) == others.word(at: place) else { return false }
            place &+= 8
        }
        while place < bytes.count {
            guard bytes[place] == others[place] else { return false }
            place &+= 1
        }
        return true
    }

    /// Whether the bytes of this text come before those of another; the order of code points.
    public func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

    /// Whether the text begins with the bytes of another.
    public func begins(with other: String) -> Bool { utf8.starts(with: other.utf8) }

    /// Whether the text ends with the bytes of another.
    public func ends(with other: String) -> Bool { utf8.reversed().starts(with: other.utf8.reversed()) }
}

extension Sequence<String> {
    /// Whether one of the texts has the same bytes.
    public func holds(_ text: String) -> Bool { contains { $0.isSame(as: text) } }
}
