import MockModel

/// Walks the folders of a collection and gathers its routes in the order of the file.
struct PostmanItems {
    private let variables: PostmanVariables
    private let source: JSONSource
    private var found: [Route] = []
    /// The examples of each route.
    private var saved: [[Example]] = []
    private(set) var skipped: [Problem] = []
    private(set) var requests = 0
    private(set) var requestsWithoutExample = 0
    private(set) var examples = 0
    private var places: [RouteKey: Int] = [:]
    private var ids: Set<TextKey> = []
    private var plainCalls: Set<PlainCall> = []

    /// What a request says without a header that names an example; of those that say the same one answers.
    private struct PlainCall: Hashable {
        let method: String
        let shape: [String]
        let values: [String: String]
        let query: Set<ExampleOrigin.QueryItem>
        let body: OriginBody?
    }

    /// How many examples answer a request that names none.
    var plainlyReached: Int { plainCalls.count }

    private struct RouteKey: Hashable {
        let method: String
        let pattern: PathPattern
        let prefix: Int
    }

    init(variables: PostmanVariables, source: JSONSource) {
        self.variables = variables
        self.source = source
    }

    /// Where an item or an answer stands: the names above it for people, and its pointer.
    private struct Place {
        let trail: [String]
        let pointer: String

        var text: String { trail.joined(separator: " › ") }

        func below(_ name: String, _ step: String) -> Place {
            Place(trail: trail + [name], pointer: "\(pointer)/\(step)")
        }
    }

    private mutating func skip(_ place: Place, _ reason: String) {
        skipped.append(
            Problem(.warning, "not-served", "\(place.text): \(reason)", at: source.location(of: place.pointer)))
    }

    /// Reads the entries of an `item` list: a folder has items itself, a request has answers.
    mutating func add(_ items: [JSONValue], at pointer: String) {
        add(items, below: Place(trail: [], pointer: pointer))
    }

    private mutating func add(_ items: [JSONValue], below list: Place) {
        for (index, item) in items.enumerated() {
            let place = list.below(item.name ?? "item \(index + 1)", "\(index)")
            if let children = item["item"]?.elements {
                add(children, below: Place(trail: place.trail, pointer: place.pointer + "/item"))
            } else if case .object = item, let request = item["request"], request != .null {
                add(request, answers: item["response"]?.elements ?? [], at: place)
            } else {
                skip(place, "it is neither a folder nor a request")
            }
        }
    }

    private mutating func add(_ request: JSONValue, answers: [JSONValue], at place: Place) {
        requests += 1
        let before = examples
        for (index, answer) in answers.enumerated() {
            examples += 1
            let name = answer.name ?? (answers.count == 1 ? "default" : "example \(index + 1)")
            addExample(answer, request: request, at: place.below(name, "response/\(index)"), of: place)
        }
        guard examples == before else { return }
        requestsWithoutExample += 1
        addBare(PostmanRequest(request, variables: variables), at: place)
    }

    /// A request that nothing answers is known all the same, so that a call of it can be told so.
    private mutating func addBare(_ request: PostmanRequest, at place: Place) {
        guard request.hasURL else { return skip(place, "it has no URL") }
        guard PostmanHeader.isName(request.method) else {
            return skip(place, "\"\(request.method)\" is no method of HTTP")
        }
        _ = routePlace(of: request, at: place)
    }

    private mutating func addExample(_ json: JSONValue, request: JSONValue, at place: Place, of item: Place) {
        guard case .object = json else { return skip(place, "it is no object") }
        let origin = PostmanRequest(json["originalRequest"], or: request, variables: variables)
        guard PostmanHeader.isName(origin.method) else {
            return skip(place, "\"\(origin.method)\" is no method of HTTP")
        }
        let captures = origin.pattern.segments.compactMap(\.name) + origin.queryCaptures
        var reader = PostmanExample(variables: variables, captures: Set(captures.map { TextKey($0) }))
        let answer = reader.response(of: json)
        for (member, reason) in reader.skipped {
            skip(Place(trail: place.trail, pointer: "\(place.pointer)/\(member)"), reason)
        }
        guard let (response, template) = answer else { return }
        let (id, isInvented) = id(of: json)
        var half = origin.origin(id: id, trail: item.trail)
        half.isInventedID = isInvented
        plainCalls.insert(
            PlainCall(
                method: origin.method, shape: origin.pattern.segments.map(\.shape), values: half.values,
                query: Set(half.query), body: half.body))
        saved[routePlace(of: origin, at: item)].append(
            Example(
                name: place.trail.last ?? "default", response: response, template: template,
                location: SourceLocation(file: source.file, pointer: place.pointer), origin: half))
    }

    private mutating func routePlace(of request: PostmanRequest, at place: Place) -> Int {
        let pattern = request.pattern
        let key = RouteKey(method: request.method, pattern: pattern, prefix: request.url.prefix.count)
        if let place = places[key] { return place }
        places[key] = found.count
        found.append(
            Route(
                method: key.method, pattern: pattern, optionalPrefix: key.prefix,
                location: SourceLocation(file: source.file, pointer: place.pointer)))
        saved.append([])
        return found.count - 1
    }

    /// The routes, each with its examples.
    var routes: [Route] {
        zip(found, saved).map { $0.answering(examples: $1, handler: nil, middleware: []) }
    }

    /// The id in the file, or the example's number in the collection; one that is taken gets a number after it.
    private mutating func id(of json: JSONValue) -> (id: String, isInvented: Bool) {
        let own = json["id"]?.scalar ?? json["_postman_id"]?.scalar ?? ""
        let first = own.isEmpty ? String(examples) : own
        var id = first
        var number = 2
        while !ids.insert(TextKey(id)).inserted {
            id = "\(first)-\(number)"
            number += 1
        }
        return (id, own.isEmpty)
    }
}

extension PathPattern.Segment {
    /// The segment without the name of its parameter.
    fileprivate var shape: String {
        switch self {
        case .literal(let text): text
        case .parameter, .rest: "{}"
        case .affixed(let prefix, _, let suffix): "\(prefix){}\(suffix)"
        }
    }
}

extension JSONValue {
    /// The name of an item, when it has one.
    fileprivate var name: String? {
        guard let name = self["name"]?.scalar?.trimmed, !name.isEmpty else { return nil }
        return String(name)
    }
}
