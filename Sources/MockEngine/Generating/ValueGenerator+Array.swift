import MockModel

/// Lists.
extension ValueGenerator {
    mutating func array(_ constraints: Constraints, at place: Place) throws(Failure) -> JSONValue {
        var elements: [JSONValue] = []
        for (number, schemas) in constraints.prefixItems.enumerated() {
            elements.append(try value(of: schemas, at: item(number, place)))
        }
        for (piece, least) in constraints.contains {
            for _ in 0..<min(least, 64) {
                elements.append(try value(of: constraints.items + [piece], at: item(elements.count, place)))
            }
        }
        let wanted = count(constraints, place)
        var tries = 0
        while elements.count < wanted, tries < 5_000 {
            let element = try value(of: constraints.items, at: item(elements.count, place, tries))
            tries += 1
            if constraints.isUnique, elements.contains(where: { $0.isSame(as: element) }) { continue }
            elements.append(element)
        }
        return .array(elements)
    }

    private func count(_ constraints: Constraints, _ place: Place) -> Int {
        let isEndless = constraints.items.contains { isOpen($0) }
        let usual = isEndless || isSparse(at: place) ? 0 : place.depth <= 1 ? 3 : 2
        let wanted = min(max(usual, constraints.leastItems), constraints.mostItems ?? .max)
        return min(wanted, 1_000)
    }

    private func item(_ number: Int, _ place: Place, _ tries: Int = 0) -> Place {
        var item = Place(
            key: "\(place.key)/\(max(number, tries))", name: FieldName.singular(place.name), depth: place.depth + 1)
        item.number = max(number, tries) + 1
        return item
    }
}
