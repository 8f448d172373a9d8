import MockModel

/// One example of a collection, prepared for selection.
struct CollectionEntry: Sendable {
    /// The place of its route in the project.
    let route: Int
    /// Its place among the examples of its route.
    let place: Int
    let method: String
    let example: Example
    let origin: ExampleOrigin
    let query: QueryShape
    let body: BodyShape?
    /// Its place among examples that score alike: 200 first, then the other 2xx, then by id.
    var rank = 0

    /// Prepares an example of the route with a number; `nil` when it does not come from a collection.
    init?(_ route: Route, place: Int, number: Int) {
        let example = route.examples[place]
        guard let origin = example.origin else { return nil }
        self.route = number
        self.place = place
        self.method = route.method
        self.example = example
        self.origin = origin
        query = QueryShape(origin.query)
        body = origin.body.map(BodyShape.init)
    }
}

/// One way to write the path of an example: whole, or without what the base URL adds.
struct CollectionPath: Sendable {
    /// The example's place in the matcher.
    let entry: Int
    let segments: [PathPattern.Segment]
    /// Whether the leading segments of the base URL are left out.
    let isShortened: Bool
}

/// The order of examples that nothing else tells apart.
///
/// Postman sorts by id and takes the first 200; here the other 2xx come before errors too. Ids that are numbers, as those
/// that are invented for files without ids, are sorted as numbers: that is the order of the file.
struct TieOrder: Comparable {
    private let group: Int
    private let number: Int
    private let id: String

    init(_ example: Example) {
        self.init(status: example.response.status, id: example.origin?.id ?? "")
    }

    init(status: Int, id: String) {
        group = status == 200 ? 0 : (200...299).contains(status) ? 1 : 2
        number = id.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(id) ?? .max : .max
        self.id = id
    }

    static func < (left: TieOrder, right: TieOrder) -> Bool {
        (left.group, left.number, left.id) < (right.group, right.number, right.id)
    }
}
