import MockModel

/// An entry of the reference for the terminal: `mockscript help mock.fetch`.
struct ReferenceEntry {
    /// The entry, without a line break at its end.
    let text: String

    /// The entry of a function, a class or a member; `nil` when there is none of that name.
    init?(_ word: String) {
        let wanted = word.lowercased()
        if let function = APIReference.functions.first(where: { $0.shownName.lowercased() == wanted }) {
            text = ReferenceEntry.text(function)
        } else if let members = ReferenceEntry.members(of: wanted) {
            text = members
        } else if let type = ReferenceEntry.type(wanted) {
            text = type
        } else {
            return nil
        }
    }

    /// Every name that has an entry.
    static var names: [String] {
        let libraries = APIReference.classes.compactMap { type in
            type.declaration.flatMap { $0.hasPrefix("local") ? nil : String($0.dropLast(5)) }
        }
        return APIReference.functions.map(\.shownName) + libraries + APIReference.classes.map(\.plainName)
            + shortNames.map(\.0)
    }

    /// The objects that handlers are given, by the names that everyone gives them.
    private static let shortNames = [("req", "mock.Request"), ("res", "mock.Response"), ("api", "mock.test.Api")]

    private static func text(_ function: APIFunction) -> String {
        var lines = [function.shownCall, ""]
        lines += function.text.split(separator: "\n").map { "  \($0)" }
        if !function.parameters.isEmpty { lines += [""] + rows(function.parameters) }
        if !function.results.isEmpty {
            lines += ["", "  returns  " + function.results.map(\.line).joined(separator: ", ")]
        }
        if function.moment != .anywhere { lines += ["", "  May be called \(function.moment.rawValue)."] }
        if let example = function.example { lines += self.lines(example) }
        return lines.joined(separator: "\n")
    }

    private static func rows(_ names: [APIName]) -> [String] {
        let width = names.map(\.name.count).max() ?? 0
        return names.map { name in
            let padding = String(repeating: " ", count: width - name.name.count)
            return "  \(name.name)\(padding)  \(name.type)\(name.text.isEmpty ? "" : "   \(name.text)")"
        }
    }

    private static func lines(_ example: APIExample) -> [String] {
        let code = example.code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        let asked = example.kind == .handler ? ["", "  \(example.request) yields", ""] : []
        let yields = example.yields.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return ["", "  For example:", ""] + code + asked + (example.kind == .handler ? yields : [])
    }

    /// What a library has: `mock.state`, or `mock` itself.
    private static func members(of library: String) -> String? {
        guard let type = APIReference.classes.first(where: { $0.declaration == "\(library) = {}" }) else { return nil }
        let functions = APIReference.functions.filter { function in
            function.name.hasPrefix(library + ".") && !function.name.dropFirst(library.count + 1).contains(".")
        }
        let calls = functions.map { "  \($0.shownCall)" }
        let libraries = ReferenceEntry.names.filter {
            $0.hasPrefix(library + ".") && library == "mock" && isLibrary($0)
        }
        return ([library, "", "  \(type.text)", ""] + rows(type.fields) + calls + libraries.map { "  \($0)" })
            .joined(separator: "\n")
    }

    private static func isLibrary(_ name: String) -> Bool {
        APIReference.classes.contains { $0.declaration == "\(name) = {}" }
    }

    private static func type(_ word: String) -> String? {
        let name = shortNames.first { $0.0 == word }?.1 ?? word
        guard let type = APIReference.classes.first(where: { $0.plainName.lowercased() == name.lowercased() }) else {
            return nil
        }
        let owner = type.declaration.map { String($0.dropFirst("local ".count).dropLast(5)) }
        let methods = APIReference.functions.filter { function in
            owner.map { function.name.hasPrefix($0 + ":") } ?? false
        }
        return (["\(type.name)", "", "  \(type.text)", ""] + rows(type.fields) + methods.map { "  \($0.shownCall)" })
            .joined(separator: "\n")
    }
}
