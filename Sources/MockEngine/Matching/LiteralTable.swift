import MockModel

/// Where the texts of a tree lead from each of its nodes: looked up by bytes, so that no text is made of a segment.
///
/// One hash table (FNV-1a) for all nodes. What is in it comes from the project, so clients cannot fill one of its places.
struct LiteralTable: Sendable {
    private struct Entry {
        /// Where the text stands in `letters`.
        let text: Range<Int>
        let node: Int
        /// Where it leads.
        let next: Int
    }

    /// The bytes of all texts, one behind the other.
    private var letters: [UInt8] = []
    private var entries: [Entry] = []
    /// Places of entries, or -1, by hash.
    ///
    /// Its size is a power of two, at least twice that of the entries.
    private var slots = Array(repeating: -1, count: 16)

    /// Where a text leads from a node; `nil` when it is not there.
    ///
    /// A text that is there keeps its place.
    subscript(node: Int, text: String) -> Int? {
        get { self[node, text.utf8.span, 0..<text.utf8.count] }
        set {
            guard let newValue, self[node, text] == nil else { return }
            let start = letters.count
            letters += text.utf8
            entries.append(Entry(text: start..<letters.count, node: node, next: newValue))
            if entries.count * 2 > slots.count { grow() } else { insert(entries.count - 1) }
        }
    }

    /// Where the text of a range leads from a node.
    subscript(node: Int, bytes: Span<UInt8>, range: Range<Int>) -> Int? {
        var slot = LiteralTable.hash(node, bytes, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[slots[slot]]
            if entry.node == node, entry.text.count == range.count,
                bytes.holds(letters.span.extracting(entry.text), in: range)
            {
                return entry.next
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for place in entries.indices { insert(place) }
    }

    private mutating func insert(_ place: Int) {
        let entry = entries[place]
        var slot = LiteralTable.hash(entry.node, letters.span, entry.text) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = place
    }

    private static func hash(_ node: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: node)
        var place = range.lowerBound
        while place < range.upperBound {
            hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3
            place &+= 1
        }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
