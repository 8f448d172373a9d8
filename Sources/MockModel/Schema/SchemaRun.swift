/// One check of one value.
struct SchemaRun {
    private let schema: JSONSchema
    let options: JSONSchema.Options
    private var notes: [Note] = []
    /// The way to the value that is looked at.
    var path: [Step] = []
    /// The resources entered, outermost first.
    private var scope: [Int] = []
    private var steps = 0
    /// What all regular expressions of the check may do together: some 250 ms.
    private var patternWork: Int64 = 100_000_000
    private var depth = 0

    /// A finding, with what tells how far off the value is.
    struct Note: Equatable {
        var finding: SchemaFinding
        let kind: Kind
        /// How many steps lead to it.
        let depth: Int

        enum Kind {
            case type, value, other
        }

        /// How much it speaks against a form that was tried at a depth: one that wants another type was hardly meant.
        func cost(at depth: Int) -> Int {
            switch kind {
            case .type: self.depth == depth ? 100 : 2
            case .value: self.depth <= depth + 1 ? 10 : 2
            case .other: 1
            }
        }
    }

    /// A step into a list or an object.
    enum Step {
        case index(Int)
        case name(String)
    }

    init(_ schema: JSONSchema, _ options: JSONSchema.Options) {
        self.schema = schema
        self.options = options
    }

    mutating func start(_ value: JSONValue, isReporting: Bool) throws(SchemaLimit) -> Bool {
        var marks: SchemaMarks?
        return try fits(schema.root, value, isReporting, &marks)
    }

    // MARK: - One schema

    /// Whether a value fits a schema.
    ///
    /// Findings and the visited places are collected on request only.
    mutating func fits(
        _ number: Int, _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        let node = schema.nodes[number]
        if node.keywords.isEmpty, node.types == nil { return true }
        try step()
        depth += 1
        let isNew = scope.last != node.resource
        if isNew { scope.append(node.resource) }
        defer {
            depth -= 1
            if isNew { scope.removeLast() }
        }
        if node.isNullable, value == .null { return true }
        let value = adapted(value, to: node)
        if let types = node.types, !types.contain(value) {
            report(isReporting, .type) { "must be \(types.words), but it is \(SchemaText.shown(value))" }
            return false
        }
        return try holds(node, value, isReporting, &marks)
    }

    private mutating func holds(
        _ node: SchemaNode, _ value: JSONValue, _ isReporting: Bool, _ marks: inout SchemaMarks?
    ) throws(SchemaLimit) -> Bool {
        var own = marks != nil || node.looksAtUnevaluated ? SchemaMarks(value) : nil
        var isValid = true
        for keyword in node.keywords {
            if try apply(keyword, value, isReporting, &own) { continue }
            isValid = false
            if !isReporting { return false }
        }
        if isValid, let own { marks?.add(own) }
        return isValid
    }

    private mutating func step() throws(SchemaLimit) {
        steps += 1
        if steps > JSONSchema.maximumSteps || WorkLimit.isReached { throw .steps }
        if depth >= JSONSchema.maximumDepth { throw .depth(path: pointer) }
    }

    /// An empty object is an empty list where a list is wanted and Lua may have meant one.
    private func adapted(_ value: JSONValue, to node: SchemaNode) -> JSONValue {
        guard options.takesEmptyForEither, let types = node.types, types.contains(.array), !types.contains(.object),
            case .object(let object) = value, object.members.isEmpty
        else { return value }
        if case .object = options.original?.value(at: path) { return value }
        return .array([])
    }

    // MARK: - Findings

    /// The way to the value that is looked at, as a JSON Pointer.
    var pointer: String {
        path.reduce("") { pointer, step in
            switch step {
            case .index(let index): "\(pointer)/\(index)"
            case .name(let name): JSONPointer.appending(name, to: pointer)
            }
        }
    }

    var findings: [SchemaFinding] { notes.map(\.finding) }

    /// Whether there is no room for more findings.
    var isFull: Bool { notes.count >= JSONSchema.mostFindings }

    mutating func report(_ isReporting: Bool, _ kind: Note.Kind = .other, _ message: () -> String) {
        guard isReporting, !isFull else { return }
        add([Note(finding: SchemaFinding(path: pointer, message: message()), kind: kind, depth: path.count)])
    }

    mutating func add(_ more: [Note]) {
        for note in more where !isFull && !notes.contains(note) { notes.append(note) }
    }

    /// The notes that some steps make, kept apart.
    mutating func notes(
        _ steps: (inout SchemaRun) throws(SchemaLimit) -> Void
    ) throws(SchemaLimit) -> [Note] {
        let kept = notes
        notes = []
        defer { notes = kept }
        try steps(&self)
        return notes
    }

    // MARK: - What keywords need

    /// How people know a schema; empty when it has no name.
    func name(of number: Int) -> String {
        let name = schema.nodes[number].name
        return name.isEmpty ? node(behind: number).name : name
    }

    /// The schema that a plain reference stands for.
    func node(behind number: Int) -> SchemaNode {
        var node = schema.nodes[number]
        for _ in 0..<8 {
            guard node.types == nil, node.keywords.count == 1, case .reference(let next) = node.keywords.first else {
                break
            }
            node = schema.nodes[next]
        }
        return node
    }

    /// Whether nothing fits a schema, because it is false.
    func isNothing(_ number: Int) -> Bool {
        guard case .nothing = schema.nodes[number].keywords.first else { return false }
        return true
    }

    /// What a dynamic reference means here: the outermost resource that knows the name (JSON Schema 2020-12 Core §8.2.3.2).
    func dynamicTarget(_ anchor: String, from start: Int) -> Int {
        for resource in scope {
            if let node = schema.dynamicAnchors[resource][anchor] { return node }
        }
        return start
    }

    mutating func isFound(_ expression: RegularExpression, in text: String) throws(SchemaLimit) -> Bool {
        do throws(RegularExpressionLimit) {
            return try expression.isFound(in: text, sharing: &patternWork)
        } catch { throw .pattern(expression.pattern, path: pointer) }
    }
}

/// Which members or elements of a value were looked at.
struct SchemaMarks {
    private(set) var seen: [Bool]

    init(_ value: JSONValue) {
        let count =
            switch value {
            case .array(let elements): elements.count
            case .object(let object): object.members.count
            default: 0
            }
        seen = Array(repeating: false, count: count)
    }

    mutating func mark(_ place: Int) { seen[place] = true }

    mutating func markAll() {
        for place in seen.indices { seen[place] = true }
    }

    mutating func add(_ other: SchemaMarks) {
        for place in seen.indices where place < other.seen.count && other.seen[place] { seen[place] = true }
    }
}

extension JSONValue {
    fileprivate func value(at path: [SchemaRun.Step]) -> JSONValue? {
        var value = self
        for step in path {
            let next: JSONValue? =
                switch step {
                case .index(let index): value.member("\(index)")
                case .name(let name): value.member(name)
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
