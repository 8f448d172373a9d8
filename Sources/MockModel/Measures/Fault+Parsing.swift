extension Fault {
    /// Reads the name of a fault: `empty`, `close`, `reset`, `hang`, `truncate`, `garbage`, `malformed`, `slow`.
    ///
    /// - Throws: `ValueError` that lists the names and says which was probably meant.
    public init(parsing text: String) throws(ValueError) {
        guard let kind = Kind(rawValue: String(text.trimmed)) else {
            let names = Kind.allCases.map(\.rawValue)
            throw ValueError(
                "\"\(text)\" is no fault: there are \(names.joined(separator: ", "))",
                hint: Suggestion.closest(to: text, among: names).map { "did you mean \"\($0)\"?" })
        }
        self.init(kind)
    }
}

extension Fault: CustomStringConvertible {
    /// The fault in words: `truncate`, `reset after 100 bytes`, `slow at 20kB/s`.
    public var description: String {
        let start = after.map { " after \($0) byte\($0 == 1 ? "" : "s")" } ?? ""
        return kind.rawValue + start + (rate.map { " at \($0)" } ?? "")
    }
}
