import MockModel

/// A group of settings that is read name by name; what is left over at the end is unknown.
struct SettingsSection {
    private(set) var problems: [Problem] = []
    /// Where each setting that was read stands, by its path.
    private(set) var locations: [String: SourceLocation] = [:]
    /// The settings that mean nothing here.
    private(set) var leftovers: [Leftover] = []
    private let fields: [YAMLField]
    private let path: String
    private var known: [String] = []
    private let place: SourceLocation

    /// Takes a group; anything else is a problem that shows the right form.
    init(_ value: YAMLValue, path: String = "", model: String) {
        self.path = path
        place = value.place
        switch value.kind {
        case .fields(let fields): self.fields = fields
        case .nothing: fields = []
        case .text, .list:
            fields = []
            let name = path.isEmpty ? "the file" : "\"\(path)\""
            problems.append(
                value.problem(
                    "\(name) is \(value.kindInWords), not a group", hint: value.tightColon ?? "write \(model)"))
        }
    }

    /// All names with their values, for groups whose names are free.
    var all: [YAMLField] { fields }

    /// Whether a setting is there.
    func has(_ name: String) -> Bool {
        fields.contains { $0.name.isSame(as: name) && $0.value.kind != .nothing }
    }

    /// Reads one setting; `nil` when it is not there, empty or wrong.
    mutating func read<Value>(
        _ name: String, _ parse: (YAMLValue, _ path: String) throws(Problem) -> Value
    ) -> Value? {
        known.append(name)
        guard let field = fields.last(where: { $0.name.isSame(as: name) }), field.value.kind != .nothing else {
            return nil
        }
        locations[pathOf(name)] = field.place
        do throws(Problem) {
            return try parse(field.value, pathOf(name))
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// Reads a list element by element; wrong ones are left out, each with its own problem.
    mutating func readEach<Value>(
        _ name: String, model: String, _ parse: (YAMLValue, _ path: String) throws(Problem) -> Value
    ) -> [Value] {
        let elements = read(name) { value, path throws(Problem) in try value.elements(path, model: model) } ?? []
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            do throws(Problem) {
                values.append(try parse(element, "\(pathOf(name))[\(index)]"))
            } catch { problems.append(error) }
        }
        return values
    }

    /// Reads a group inside this one.
    mutating func section<Value>(
        _ name: String, model: String, _ read: (inout SettingsSection) -> Value
    ) -> Value? {
        known.append(name)
        guard let field = fields.last(where: { $0.name.isSame(as: name) }), field.value.kind != .nothing else {
            return nil
        }
        locations[pathOf(name)] = field.place
        var section = SettingsSection(field.value, path: pathOf(name), model: model)
        let value = read(&section)
        problems += section.finished()
        leftovers += section.unknown.map { Leftover(at: $0.place, value: JSONValue($0.value)) } + section.leftovers
        locations.merge(section.locations) { _, new in new }
        return value
    }

    /// The path of one of its settings.
    private func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// The settings of names that nothing reads.
    var unknown: [YAMLField] { fields.filter { !known.holds($0.name) && !$0.name.hasPrefix("$") } }

    /// Reads a setting that is true or false, or else a group.
    mutating func switched<Value>(
        _ name: String, model: String, _ whole: (Bool) -> Value, _ read: (inout SettingsSection) -> Value
    ) -> Value? {
        guard let value = fields.last(where: { $0.name.isSame(as: name) })?.value, case .text(let text) = value.kind
        else {
            return section(name, model: model, read)
        }
        known.append(name)
        locations[pathOf(name)] = fields.last { $0.name.isSame(as: name) }?.place
        if let isOn = ["true": true, "false": false][text] { return whole(isOn) }
        problems.append(
            value.problem("\"\(pathOf(name))\" is \"\(text)\", not true, false or a group", hint: "write \(model)"))
        return nil
    }

    /// Notes the names of a group that must be there and are not; wrong ones have their own problem already.
    mutating func demand(_ names: [String], model: String) {
        for name in names where !fields.contains(where: { $0.name.isSame(as: name) }) {
            problems.append(
                Problem(.error, "bad-setting", "\"\(path)\" needs \"\(name)\"", at: place, hint: "write \(model)"))
        }
    }

    /// The problems, with one for each name that was never read.
    ///
    /// A misspelt setting is an error, because it does not do what was meant; one that is like none may belong to another tool.
    func finished() -> [Problem] {
        problems
            + unknown.map { field in
                let foreign = ForeignSettings.advice(for: field.name, in: path)
                let near = foreign == nil ? Suggestion.closest(to: field.name, among: known) : nil
                let names = known.sorted().joined(separator: ", ")
                let group = path.isEmpty ? "there is no setting" : "\"\(path)\" has no"
                var problem = Problem(
                    near == nil ? .warning : .error, "unknown-setting", "\(group) \"\(field.name)\"", at: field.place,
                    hint: near.map { "did you mean \"\($0)\"?" } ?? foreign ?? "there are \(names)")
                problem.replacement = near
                return problem
            }
    }
}

extension YAMLValue {
    /// What to say of `delay:20ms` where a group belongs.
    fileprivate var tightColon: String? {
        guard case .text(let text) = kind, isPlain, !text.contains(" "), let colon = text.firstIndex(of: ":"),
            colon != text.startIndex, !text[text.index(after: colon)...].hasPrefix("//")
        else { return nil }
        return "a blank stands behind the colon: \(YAMLLines.spaced(text[...]))"
    }
}
