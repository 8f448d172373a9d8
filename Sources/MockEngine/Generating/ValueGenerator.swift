import MockModel

/// Makes a value of a schema: the same for the same seed and place, whatever else is made.
///
/// What one attempt cannot know – which branches hold, whether an example fits its own schema – the next one tries otherwise; who asks
/// checks the value with the schema itself.
struct ValueGenerator {
    /// What a value is made for.
    struct Request {
        /// Where chance begins.
        let seed: UInt64
        /// Milliseconds since 1970 on the session's clock.
        let now: Int64
        /// Values of the path, by the names of their parameters.
        var echo: [(name: String, value: String)] = []
        /// Whether the last of them names the thing that is answered.
        var namesOne = false
        /// What makes one answer differ from the next, where that is wanted.
        var variation = ""
    }

    /// Why no value was made.
    enum Failure: Error {
        /// Schemas that demand each other without an end.
        case endless([String])
        /// Nothing fits.
        case never(String)
    }

    /// Where a value stands.
    struct Place {
        /// What chance is drawn by.
        var key: String
        /// The name of the member that it is.
        var name = ""
        var depth = 0
        /// Its number in a list of things, from 1; `nil` elsewhere.
        var number: Int?
        /// Whether names of the path are looked for in it.
        var isAnswer = false
        /// What keeps the value itself from being left out: none when a member that may be missing is made.
        var isOptional = false
    }

    let pieces: SchemaPieces
    let request: Request
    /// Counts from 0; from 1 on, examples are not used and branches are drawn.
    let attempt: Int
    /// Schemas that are being made, by where they stand.
    private var open: [String] = []
    private var made = 0

    private static let most = 4_000
    private static let deepest = 40
    /// Branches that are tried at one place.
    private static let branches = 4
    /// Values after which nothing that may be left out is made.
    static let usual = 600

    init(_ pieces: SchemaPieces, _ request: Request, attempt: Int) {
        self.pieces = pieces
        self.request = request
        self.attempt = attempt
    }

    /// Whether what may be left out is left out.
    func isSparse(at place: Place) -> Bool { made > ValueGenerator.usual || place.depth > 8 }

    /// Whether a schema that a piece refers to is being made already.
    func isOpen(_ piece: SchemaPiece, times: Int = 1) -> Bool {
        guard let reference = piece.value["$ref"]?.text, let name = pieces.target(of: reference, from: piece)?.name
        else {
            return false
        }
        return open.count { $0.isSame(as: name) } >= times
    }

    /// Makes a value of all that some schemas say.
    mutating func value(of schemas: [SchemaPiece], at place: Place) throws(Failure) -> JSONValue {
        var constraints = Constraints()
        for schema in schemas { constraints.absorb(schema, pieces) }
        return try value(of: &constraints, at: place)
    }

    private mutating func value(of constraints: inout Constraints, at place: Place) throws(Failure) -> JSONValue {
        made += 1
        let names = [constraints.name].compactMap(\.self)
        guard made < ValueGenerator.most, place.depth < ValueGenerator.deepest else { throw .endless(cycle) }
        open += names
        defer { open.removeLast(names.count) }
        let isSettled = constraints.choices.isEmpty && constraints.conditions.isEmpty
        guard !isSettled else { return try settled(constraints, place, turn: 0) }
        var failure = Failure.never("no branch is left")
        for turn in 0..<ValueGenerator.branches {
            do throws(Failure) { return try settled(constraints, place, turn: turn) } catch {
                if case .endless = error { throw error }
                failure = error
            }
        }
        throw failure
    }

    /// The value after branches were chosen, others in each turn.
    private mutating func settled(
        _ constraints: Constraints, _ place: Place, turn: Int
    ) throws(Failure) -> JSONValue {
        var constraints = constraints
        settle(&constraints, at: place, turn)
        if constraints.isNever { throw .never("nothing is allowed") }
        if let example = example(constraints, place) { return example }
        return try made(constraints, place)
    }

    private var cycle: [String] {
        guard let last = open.last, let first = open.lastIndex(where: { $0.isSame(as: last) }) else { return open }
        let before = open[..<first].lastIndex { $0.isSame(as: last) } ?? first
        return Array(open[before...])
    }

    /// Chooses branches until there is nothing left to choose.
    private mutating func settle(_ constraints: inout Constraints, at place: Place, _ turn: Int) {
        for round in 0..<16 {
            let choices = constraints.takeChoices()
            let conditions = constraints.takeConditions()
            if choices.isEmpty, conditions.isEmpty { break }
            for (number, choice) in choices.enumerated() {
                choose(choice, "\(place.key)?\(round).\(number)", turn, &constraints)
            }
            for (condition, then, otherwise) in conditions {
                // The even attempts fulfil the condition, the odd ones hope that it does not hold.
                let parts = attempt.isMultiple(of: 2) ? [condition, then] : [otherwise]
                for part in parts.compactMap(\.self) { constraints.absorb(part, pieces) }
            }
        }
        constraints.nameDiscriminated(pieces)
    }

    private mutating func choose(
        _ choice: Constraints.Choice, _ key: String, _ turn: Int, _ constraints: inout Constraints
    ) {
        let usable = choice.branches.indices.filter { !isNull(choice.branches[$0]) && !isOpen(choice.branches[$0]) }
        let all = usable.isEmpty ? Array(choice.branches.indices) : usable
        var random = random(key)
        let first = attempt == 0 ? 0 : random.index(below: all.count)
        let place = all[(first + turn) % all.count]
        let branch = choice.branches[place]
        constraints.absorb(branch, pieces)
        if let discriminator = choice.discriminator { constraints.name(branch, by: discriminator, pieces) }
        guard choice.isExclusive, attempt >= 2 else { return }
        // Members of the other branches with values that these do not allow keep them from holding too.
        for other in choice.branches.indices where other != place { spoil(choice.branches[other], &constraints) }
    }

    private func spoil(_ branch: SchemaPiece, _ constraints: inout Constraints) {
        var other = Constraints()
        other.absorb(branch, pieces)
        let free = other.properties.first {
            constraints.pieces(of: $0.name) == nil && constraints.allows(name: $0.name)
        }
        guard let property = free else { return }
        var own = Constraints()
        for piece in property.pieces { own.absorb(piece, pieces) }
        let type = own.types?.contains("string") == true ? "integer" : "string"
        constraints.add(property.name, branch.below(["type": .string(type)]))
        constraints.require(property.name)
    }

    private func isNull(_ piece: SchemaPiece) -> Bool {
        piece.value["type"]?.text == "null" || piece.value["const"] == .null || piece.value["enum"] == [.null]
    }

    /// Chance for a key: apart from the seed by what is answered and by the attempt.
    func random(_ key: String) -> RandomGenerator {
        let mark = attempt < 2 ? request.variation : "\(request.variation)#\(attempt)"
        return RandomGenerator(seed: request.seed, key: mark.isEmpty ? key : "\(mark) \(key)")
    }

    /// The example of a schema, in the first attempt.
    private func example(_ constraints: Constraints, _ place: Place) -> JSONValue? {
        guard attempt == 0, request.variation.isEmpty else { return nil }
        // What is listed or named by the path differs from entry to entry.
        if place.number != nil || place.isAnswer, constraints.isObject { return nil }
        guard let example = constraints.examples.first, example["$ref"] == nil else { return nil }
        return constraints.allows(typeOf: example) ? example : nil
    }

    private mutating func made(_ constraints: Constraints, _ place: Place) throws(Failure) -> JSONValue {
        if let allowed = constraints.allowed {
            let fitting = allowed.filter { constraints.allows(typeOf: $0) && constraints.allows(sizeOf: $0) }
            let usual = fitting.filter { $0 != .null }
            guard let first = usual.first ?? fitting.first else {
                throw .never("no value of \"enum\" fits the other keywords")
            }
            var random = random(place.key)
            return random.pick(usual) ?? first
        }
        switch constraints.usualType {
        case "object": return try object(constraints, at: place)
        case "array": return try array(constraints, at: place)
        case "string": return .string(try text(constraints, at: place))
        case "integer", "number": return try number(constraints, at: place)
        case "boolean":
            var random = random(place.key)
            return .bool(random.index(below: 2) == 0)
        case "null": return .null
        case nil: return place.name.isEmpty ? [:] : .string(try text(constraints, at: place))
        default: throw .never("no type is left")
        }
    }
}

extension Constraints {
    var isObject: Bool { usualType == "object" }

    /// The type to make: the one that is said, else the one that the keywords are about; `nil` when nothing tells.
    var usualType: String? {
        let told = types.map { types in Constraints.order.first { types.contains($0) } ?? "" }
        if let told, types?.count ?? 0 <= 2 || told.isEmpty { return told }
        let kinds = [
            (
                "object",
                !properties.isEmpty || !required.isEmpty || !additional.isEmpty || !patternProperties.isEmpty
                    || leastProperties > 0 || !closed.isEmpty
            ),
            ("array", !items.isEmpty || !prefixItems.isEmpty || leastItems > 0 || !contains.isEmpty),
            ("string", !patterns.isEmpty || leastLength > 0 || mostLength != nil || isTextFormat),
            ("number", least != nil || most != nil || !multiples.isEmpty),
        ]
        let meant = kinds.first { kind in kind.1 && types?.contains(kind.0) ?? true }?.0
        return meant == "number" && format?.hasPrefix("int") == true ? "integer" : meant ?? told
    }

    private static let order = ["object", "array", "string", "integer", "number", "boolean", "null"]

    private var isTextFormat: Bool {
        guard let format else { return false }
        return !["int32", "int64", "float", "double", "number", "integer"].contains(format)
    }

    /// Whether a value has a type that is allowed.
    func allows(typeOf value: JSONValue) -> Bool {
        guard let types else { return true }
        return switch value {
        case .null: types.contains("null")
        case .bool: types.contains("boolean")
        case .integer: types.contains("integer")
        case .number, .bigNumber: types.contains("number")
        case .string: types.contains("string")
        case .array: types.contains("array")
        case .object: types.contains("object")
        }
    }

    /// Whether a text or a number lies within the bounds.
    func allows(sizeOf value: JSONValue) -> Bool {
        if let text = value.text {
            let length = text.unicodeScalars.count
            return length >= leastLength && length <= mostLength ?? .max
        }
        return value.double.map(admits) ?? true
    }

    /// Gives the property of a discriminator the name of a branch.
    mutating func name(_ branch: SchemaPiece, by discriminator: Discriminator, _ pieces: SchemaPieces) {
        guard let reference = branch.value["$ref"]?.text else { return }
        name(pieces.target(of: reference, from: branch)?.name ?? reference, discriminator, branch, pieces)
    }

    /// Gives the properties of discriminators the name of the schema that was meant.
    fileprivate mutating func nameDiscriminated(_ pieces: SchemaPieces) {
        guard let name else { return }
        for discriminator in discriminators {
            self.name(name, discriminator, SchemaPiece(value: .null, document: discriminator.document), pieces)
        }
    }

    private mutating func name(
        _ name: String, _ discriminator: Discriminator, _ piece: SchemaPiece, _ pieces: SchemaPieces
    ) {
        let home = SchemaPiece(value: .null, document: discriminator.document)
        let mapped = discriminator.mapping.first { entry in
            pieces.target(of: entry.reference, from: home)?.name?.isSame(as: name)
                ?? name.hasSuffix("/\(entry.reference)")
        }
        let word = mapped?.name ?? name.split(separator: "/").last.map(String.init) ?? name
        var known = Constraints()
        for known_ in self.pieces(of: discriminator.property) ?? [] { known.absorb(known_, pieces) }
        guard known.allowed?.contains(.string(word)) ?? true, known.allows(typeOf: .string(word)) else { return }
        add(discriminator.property, piece.below(["const": .string(word)]))
        require(discriminator.property)
    }
}
