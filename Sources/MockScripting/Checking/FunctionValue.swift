/// A function, or a table of functions, that stands where a value belongs.
struct FunctionValue {
    let message: String
    /// What to write instead.
    let example: String
    let hint: String

    /// Looks at what a path of names leads to; `nil` for a value.
    init?(path: String, _ value: KnownNames.Value) {
        switch value {
        case .function:
            message = "\(path) is a function, not a value"
            let argument = path.hasPrefix("state.") || path.hasPrefix("mock.state.") ? "\"NAME\"" : ""
            example = "\(path)(\(argument))"
            hint = "call it: {{ \(example) }}"
        case .members(let members):
            let names = members.sorted { $0.key < $1.key }
            let first = names.first { if case .function = $0.value { true } else { false } } ?? names.first
            message = "\(path) is a table of functions, not a value"
            example = first.map { "\(path).\($0.key)()" } ?? path
            hint = "it has \(names.prefix(6).map(\.key).joined(separator: ", "))\(names.count > 6 ? ", …" : "")"
        case .open where path == "state" || path == "mock.state":
            message = "\(path) is the whole state of the session, not a value"
            example = "state.NAME"
            hint = "write {{ state.NAME }}"
        case .open: return nil
        }
    }
}
