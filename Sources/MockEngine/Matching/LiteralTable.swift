import MockModel

/// Where the texts of one level of the tree lead: looked up by bytes, so that no text is made of a segment.
///
/// A few texts are compared one after the other; more of them are found by a hash (FNV-1a). What is hashed into the table comes from the
/// project, so nobody outside can fill one of its places.
struct LiteralTable: Sendable {
    /// The bytes of all texts, one behind the other.
    private var letters: [UInt8] = []
    private var entries: [(text: Range<Int>, node: Int)] = []
    /// Places of entries, or -1, by hash; empty while there are few. Its size is a power of two, at least twice that of the entries.
    private var slots: [Int] = []
    private static let few = 4

    /// Where a text leads; `nil` when it is not there. A text that is there keeps its node.
    subscript(text: String) -> Int? {
        get { self[text.utf8.span, 0..<text.utf8.count] }
        set {
            guard let newValue, self[text] == nil else { return }
            let start = letters.count
            letters += text.utf8
            entries.append((start..<letters.count, newValue))
            if entries.count > LiteralTable.few { place() }
        }
    }

    /// Where the text of a range leads.
    subscript(bytes: Span<UInt8>, range: Range<Int>) -> Int? {
        guard !slots.isEmpty else {
            for place in entries.indices where holds(place, bytes, range) { return entries[place].node }
            return nil
        }
        var slot = LiteralTable.hash(bytes, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            if holds(slots[slot], bytes, range) { return entries[slots[slot]].node }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func holds(_ place: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let text = entries[place].text
        guard text.count == range.count else { return false }
        return bytes.holds(letters.span.extracting(text), in: range)
    }

    /// Puts the newest entry into the slots, or all of them into more slots.
    private mutating func place() {
        if entries.count * 2 > slots.count {
            slots = Array(repeating: -1, count: max(16, slots.count * 2))
            for place in entries.indices { insert(place) }
        } else {
            insert(entries.count - 1)
        }
    }

    private mutating func insert(_ place: Int) {
        var slot = LiteralTable.hash(letters.span, entries[place].text) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = place
    }

    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
