/// Where a schema stands.
struct SchemaPlace: Hashable {
    let document: String
    let pointer: String
}

/// A schema that a reference leads to, not yet compiled.
struct SchemaTarget {
    let place: SchemaPlace
    let value: JSONValue
    /// The resource it belongs to, by its number in the index.
    var resource: Int
}

/// A schema with a URI of its own, which anchors and relative references belong to (JSON Schema 2020-12 Core §4.3.5).
struct SchemaResource {
    let uri: String
    /// The URI of the document it stands in.
    let document: String
    let dialect: SchemaDialect
    let isLoose: Bool
    var root: SchemaTarget?
    var dynamicAnchors: [String: SchemaTarget] = [:]
}

/// What the documents that were needed so far have in them: resources, anchors, and every schema by its place.
struct SchemaIndex {
    let library: SchemaLibrary
    private(set) var resources: [SchemaResource] = []
    private var byURI: [String: Int] = [:]
    private var anchors: [String: SchemaTarget] = [:]
    private var targets: [SchemaPlace: SchemaTarget] = [:]
    /// The URIs of all documents in order, made for the first reference that leads nowhere.
    private lazy var documentNames = library.documents.keys.sorted()
    /// References that lead nowhere and are still compared with all names.
    private var suggestionsLeft = 100

    init(_ library: SchemaLibrary) {
        self.library = library
    }

    // MARK: - Reading

    /// Reads a document; its root is a schema that may be referred to.
    mutating func read(_ document: SchemaLibrary.Document) throws(SchemaError) -> SchemaTarget {
        let place = SchemaPlace(document: document.uri, pointer: "")
        if let known = targets[place] { return known }
        let resource = SchemaResource(
            uri: document.uri, document: document.uri, dialect: document.dialect, isLoose: document.isLoose)
        resources.append(resource)
        byURI[document.uri] = resources.count - 1
        return try add(SchemaTarget(place: place, value: document.value, resource: resources.count - 1))
    }

    /// Notes a schema and all below it.
    private mutating func add(_ root: SchemaTarget) throws(SchemaError) -> SchemaTarget {
        var pending = [root]
        while let next = pending.popLast() {
            guard targets[next.place] == nil, !WorkLimit.isReached else { continue }
            let target = try entering(next)
            targets[target.place] = target
            guard case .object(let object) = target.value else { continue }
            noteAnchors(object, target)
            pending += SchemaChildren.of(object, dialect: resources[target.resource].dialect).map { child in
                let pointer = child.steps.reduce(target.place.pointer) { JSONPointer.appending($1, to: $0) }
                let place = SchemaPlace(document: target.place.document, pointer: pointer)
                return SchemaTarget(place: place, value: child.value, resource: target.resource)
            }
        }
        return targets[root.place] ?? root
    }

    /// The target in the resource that it begins, or in the one that it was found in.
    private mutating func entering(_ target: SchemaTarget) throws(SchemaError) -> SchemaTarget {
        guard case .object(let object) = target.value else { return rooted(target) }
        let outer = resources[target.resource]
        var dialect = outer.dialect
        if let schema = object["$schema"]?.text {
            guard let named = library.dialect(named: schema, inheriting: outer.dialect) else {
                throw SchemaIndex.unknownDraft(schema, target.place)
            }
            dialect = named
        }
        let isMasked = dialect.referenceStandsAlone && object["$ref"] != nil
        let written = isMasked ? nil : object[dialect.identifierKeyword]?.text
        let uri = written.map { SchemaURI(outer.uri).resolving($0).document } ?? outer.uri
        let isRoot = outer.root == nil
        guard isRoot || uri != outer.uri || dialect != outer.dialect else { return target }
        var own = target
        resources.append(
            SchemaResource(uri: uri, document: outer.document, dialect: dialect, isLoose: outer.isLoose))
        own.resource = resources.count - 1
        if byURI[uri] == nil { byURI[uri] = own.resource }
        if isRoot { byURI[outer.uri] = own.resource }
        return rooted(own)
    }

    private mutating func rooted(_ target: SchemaTarget) -> SchemaTarget {
        if resources[target.resource].root == nil { resources[target.resource].root = target }
        return target
    }

    private static func unknownDraft(_ schema: String, _ place: SchemaPlace) -> SchemaError {
        SchemaError(
            document: place.document, pointer: place.pointer + "/$schema",
            message: "\"$schema\" is \"\(schema)\", which is not known here",
            hint: "drafts 2020-12 and 7 are: https://json-schema.org/draft/2020-12/schema")
    }

    private mutating func noteAnchors(_ object: JSONObject, _ target: SchemaTarget) {
        let resource = resources[target.resource]
        if resource.dialect.draft <= .draft7 {
            guard object["$ref"] == nil, let written = object[resource.dialect.identifierKeyword]?.text,
                let name = SchemaURI(written).fragment, !name.isEmpty
            else { return }
            return note(name, target)
        }
        if let name = object["$anchor"]?.text { note(name, target) }
        if let name = object["$dynamicAnchor"]?.text, resource.dialect.draft == .draft2020 {
            note(name, target)
            if resources[target.resource].dynamicAnchors[name] == nil {
                resources[target.resource].dynamicAnchors[name] = target
            }
        }
    }

    private mutating func note(_ name: String, _ target: SchemaTarget) {
        let key = "\(resources[target.resource].uri)#\(name)"
        if anchors[key] == nil { anchors[key] = target }
    }

    /// The target of a schema below a known one.
    mutating func indexed(_ place: SchemaPlace, value: JSONValue, in resource: Int) throws(SchemaError) -> SchemaTarget
    {
        if let known = targets[place] { return known }
        return try add(SchemaTarget(place: place, value: value, resource: resource))
    }

    // MARK: - Following references

    /// What a reference leads to.
    mutating func resolve(_ reference: String, from place: SchemaPlace, in resource: Int) throws(SchemaError)
        -> SchemaTarget
    {
        let uri = SchemaURI(resources[resource].uri).resolving(reference)
        guard let home = try home(of: uri.document, reference: reference, resource) else {
            throw unknown(reference, uri.document, place, in: resource)
        }
        guard let root = resources[home].root else { throw SchemaIndex.missing(reference, place) }
        guard let fragment = uri.fragment, !fragment.isEmpty else { return root }
        if let steps = JSONPointer.steps(fragment) { return try follow(steps, from: root, reference, place) }
        guard let target = anchors["\(resources[home].uri)#\(fragment)"] else {
            throw SchemaIndex.missing(reference, place)
        }
        return target
    }

    /// The resource of a URI.
    ///
    /// A relative reference that leads nowhere from its `$id` is tried from the document's own URI.
    private mutating func home(of uri: String, reference: String, _ resource: Int) throws(SchemaError) -> Int? {
        if let known = byURI[uri] { return known }
        if let document = library[uri] { return try read(document).resource }
        let retrieved = SchemaURI(resources[resource].document).resolving(reference).document
        guard retrieved != uri else { return nil }
        if let known = byURI[retrieved] { return known }
        guard let document = library[retrieved] else { return nil }
        return try read(document).resource
    }

    private mutating func follow(
        _ steps: [String], from root: SchemaTarget, _ reference: String, _ place: SchemaPlace
    ) throws(SchemaError) -> SchemaTarget {
        var target = root
        for step in steps {
            guard let value = target.value.member(step) else {
                throw SchemaIndex.missing(reference, place, lacks: step, in: target.value)
            }
            let pointer = JSONPointer.appending(step, to: target.place.pointer)
            let here = SchemaPlace(document: target.place.document, pointer: pointer)
            target = targets[here] ?? SchemaTarget(place: here, value: value, resource: target.resource)
        }
        return try indexed(target.place, value: target.value, in: target.resource)
    }

    private static func missing(
        _ reference: String, _ place: SchemaPlace, lacks step: String = "", in value: JSONValue = .null
    ) -> SchemaError {
        var hint: String?
        if case .object(let object) = value {
            hint = Suggestion.closest(to: step, among: object.members.map(\.name)).map {
                "did you mean \"\($0)\" for \"\(step)\"?"
            }
        }
        return SchemaError(
            document: place.document, pointer: place.pointer, message: "\"\(reference)\" leads to nothing", hint: hint)
    }

    private mutating func unknown(_ reference: String, _ uri: String, _ place: SchemaPlace, in resource: Int)
        -> SchemaError
    {
        let folder = SchemaURI(resources[resource].document).resolving(".").document
        suggestionsLeft -= 1
        let names =
            suggestionsLeft < 0
            ? []
            : documentNames.map {
                $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0
            }
        let wanted = reference.prefix { $0 != "#" }
        let hint =
            Suggestion.question(for: String(wanted), among: names)
            ?? (SchemaURI(reference).isAbsolute ? "nothing is fetched: put the document into schemas/" : nil)
        return SchemaError(
            document: place.document, pointer: place.pointer, message: "there is no schema \"\(reference)\"", hint: hint
        )
    }
}
