import MockModel

/// Records by id, in order of insertion; a removed one leaves a hole until half of the slots are holes.
struct RecordList: Sendable {
    private var slots: [(id: String, record: PackedValue)?] = []
    private var places: [TextKey: Int] = [:]

    /// How many records there are.
    var count: Int { places.count }

    /// The ids in order.
    var ids: [String] { slots.compactMap { $0?.id } }

    /// The records in order.
    var records: [PackedValue] { slots.compactMap { $0?.record } }

    /// The record of an id; setting adds at the end or replaces in its place, `nil` removes.
    subscript(id: String) -> PackedValue? {
        get { places[TextKey(id)].flatMap { slots[$0]?.record } }
        set {
            guard let newValue else { return remove(id) }
            if let place = places[TextKey(id)] {
                slots[place]?.record = newValue
            } else {
                places[TextKey(id)] = slots.count
                slots.append((id, newValue))
            }
        }
    }

    private mutating func remove(_ id: String) {
        guard let place = places.removeValue(forKey: TextKey(id)) else { return }
        slots[place] = nil
        if slots.count > 32 && places.count * 2 < slots.count { closeHoles() }
    }

    private mutating func closeHoles() {
        slots.removeAll { $0 == nil }
        for (place, slot) in slots.enumerated() { slot.map { places[TextKey($0.id)] = place } }
    }
}
