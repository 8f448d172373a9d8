import MockModel

extension RandomGenerator {
    /// A number from 0 up to, not including, a count; 0 for a count that is not positive.
    mutating func index(below count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(count, 1))).high)
    }

    /// One of some items; `nil` when there are none.
    mutating func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[index(below: items.count)]
    }

    /// So many of the items, each drawn anew.
    mutating func picks<Item>(_ count: Int, of items: [Item]) -> [Item] {
        (0..<count).compactMap { _ in pick(items) }
    }
}
