/// The segments of a path as they stand in one text, so that matching makes no text of each.
public struct PathSegments: Sendable {
    /// The bytes of all segments, and perhaps others between them.
    public let text: String
    /// Where each segment stands, in bytes from the start of the text.
    public let places: [Range<Int>]

    init(text: String, places: [Range<Int>]) {
        self.text = text
        self.places = places
    }

    /// Puts decoded segments behind each other.
    public init(_ segments: [String]) {
        var places: [Range<Int>] = []
        var end = 0
        for segment in segments {
            places.append(end..<end + segment.utf8.count)
            end += segment.utf8.count
        }
        self.init(text: segments.joined(), places: places)
    }

    /// How many there are.
    public var count: Int { places.count }

    /// The text of one.
    public subscript(place: Int) -> String {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: places[place].lowerBound)
        return String(text[start..<bytes.index(start, offsetBy: places[place].count)])
    }

    /// The text of the last ones, from a place on, with slashes between them.
    public func joined(from place: Int) -> String {
        (place..<count).map { self[$0] }.joined(separator: "/")
    }
}
