/// A JSON text that was read and of which no value is made yet: a place in it can be asked for alone.
///
/// The entries stand in the order of the text. An array or object is followed by what is in it: values, or names and values in turn.
struct JSONOutline: Sendable {
    /// What an entry is.
    enum Kind: UInt8, Sendable {
        case null
        case yes
        case no
        /// A number without fraction and exponent.
        case whole
        case fraction
        /// A string whose bytes are its text.
        case text
        /// A string with escapes, whose text stands in `texts`.
        case escaped
        case array
        case object
    }

    struct Entry: Sendable {
        let kind: Kind
        /// The bytes of a scalar, of a string without its quotes.
        let range: Range<Int>
        /// The place of the entry behind this one and all that is in it.
        var next: Int
    }

    let bytes: [UInt8]
    /// Whether a number that a double may round becomes a `bigNumber`, so that numbers compare exactly.
    var keepsDigits = false
    private(set) var entries: [Entry] = []
    /// The texts of strings with escapes, by the places of their entries.
    private(set) var texts: [Int: String] = [:]

    init(of bytes: [UInt8]) {
        self.bytes = bytes
        entries.reserveCapacity(4 + bytes.count / 16)
    }

    /// The whole value.
    var value: JSONValue { value(at: 0) }

    /// The value at a path; `nil` when there is none.
    subscript(path: JSONPath) -> JSONValue? {
        var place = 0
        for step in path.steps {
            guard let next = child(of: place, at: step) else { return nil }
            place = next
        }
        return value(at: place)
    }
}

// MARK: - Writing

extension JSONOutline {
    @discardableResult
    mutating func append(_ kind: Kind, _ range: Range<Int>) -> Int {
        entries.append(Entry(kind: kind, range: range, next: entries.count + 1))
        return entries.count - 1
    }

    mutating func append(escaped text: String, _ range: Range<Int>) {
        texts[append(.escaped, range)] = text
    }

    /// Ends an array or object.
    mutating func close(_ place: Int) { entries[place].next = entries.count }
}

// MARK: - Walking

extension JSONOutline {
    /// The places of an array's elements.
    func children(of place: Int) -> [Int] {
        var children: [Int] = []
        var child = place + 1
        while child < entries[place].next {
            children.append(child)
            child = entries[child].next
        }
        return children
    }

    /// Visits the members of an object: the place of the name, the place of the value.
    func forEachMember(of place: Int, _ visit: (Int, Int) -> Void) {
        var name = place + 1
        while name < entries[place].next {
            visit(name, name + 1)
            name = entries[name + 1].next
        }
    }

    private func child(of place: Int, at step: JSONPath.Step) -> Int? {
        switch (step, entries[place].kind) {
        case (.name(let name), .object): member(name, of: place)
        case (.index(let index), .array): element(index, of: place)
        default: nil
        }
    }

    /// The value of a name; of doubled names the last stands.
    func member(_ wanted: String, of place: Int) -> Int? {
        var found: Int?
        var name = place + 1
        let end = entries[place].next
        while name < end {
            if isText(name, wanted) { found = name + 1 }
            name = entries[name + 1].next
        }
        return found
    }

    private func element(_ index: Int, of place: Int) -> Int? {
        var child = place + 1
        var left = index
        while left > 0, child < entries[place].next {
            child = entries[child].next
            left -= 1
        }
        return left == 0 && child < entries[place].next ? child : nil
    }

    /// Names are compared code by code (RFC 8259 §8.3).
    @inline(__always)
    private func isText(_ place: Int, _ text: String) -> Bool {
        if entries[place].kind == .escaped { return texts[place]?.isSame(as: text) ?? false }
        let range = entries[place].range
        return range.count == text.utf8.count && bytes.span.holds(text.utf8.span, in: range)
    }
}
