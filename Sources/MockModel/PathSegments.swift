/// The segments of a path as they stand in one text, so that matching makes no text of each.
public struct PathSegments: Sendable {
    /// The bytes of all segments, and perhaps others between them.
    public let text: String
    private let places: Places

    init(text: String, places: Places) {
        self.text = text
        self.places = places
    }

    /// Puts decoded segments behind each other.
    public init(_ segments: [String]) {
        var places = Places()
        var end = 0
        for segment in segments {
            places.append(end..<end + segment.utf8.count)
            end += segment.utf8.count
        }
        self.init(text: segments.joined(), places: places)
    }

    /// How many there are.
    public var count: Int { places.count }

    /// Where one stands, in bytes from the start of the text.
    public func range(of place: Int) -> Range<Int> { places[place] }

    /// The text of one.
    public subscript(place: Int) -> String {
        guard let segment = try? UTF8Span(validating: text.utf8.span.extracting(places[place])) else { return "" }
        return String(copying: segment)
    }

    /// The text of the last ones, from a place on, with slashes between them.
    public func joined(from place: Int) -> String {
        (place..<count).map { self[$0] }.joined(separator: "/")
    }

    /// Ranges, of which the first eight take no memory of their own: few paths have more segments.
    struct Places: Sendable {
        private(set) var count = 0
        private var first = InlineArray<8, Range<UInt32>>(repeating: 0..<0)
        private var more: [Range<UInt32>] = []

        subscript(place: Int) -> Range<Int> {
            let range = place < 8 ? first[place] : more[place - 8]
            return Int(range.lowerBound)..<Int(range.upperBound)
        }

        mutating func append(_ range: Range<Int>) {
            let range = UInt32(range.lowerBound)..<UInt32(range.upperBound)
            if count < 8 { first[count] = range } else { more.append(range) }
            count += 1
        }
    }
}
