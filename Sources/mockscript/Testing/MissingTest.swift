import MockModel

/// Says that no test has a name: which file, group or test comes closest, and what there is.
struct MissingTest {
    let wanted: String
    /// Whether only names of tests and groups were looked at, and no files.
    let isName: Bool
    let tests: [TestDeclaration]
    /// The project as the command names it.
    var source = "."
    /// More files are not listed.
    private static let listed = 5

    /// The message.
    var text: String {
        let kinds = isName ? "test or group" : "test file, folder, test or group"
        let near = closest.map { "did you mean \"\(VisibleText($0).escaped)\"?" }
        return "there is no \(kinds) \"\(VisibleText(wanted).escaped)\"\n\n  "
            + [near, files].compactMap(\.self).joined(separator: "\n  ")
    }

    /// The nearest name; a file is also known by its name without folders and endings.
    private var closest: String? {
        let names = tests.flatMap { test in
            test.names.indices.map { test.names[...$0].joined(separator: " > ") } + test.names
        }
        var places: [String: String] = [:]
        for name in names.reversed() { places[name] = name }
        for test in tests where !isName {
            for form in MissingTest.forms(of: test.script) { places[form] = test.script }
        }
        return Suggestion.closest(to: wanted, among: places.keys.sorted()).flatMap { places[$0] }
    }

    /// `tests/cart.test.lua`, `cart.test.lua`, `cart.lua`, `cart`.
    private static func forms(of file: String) -> [String] {
        let name = String(file.split(separator: "/").last ?? "")
        let stem = name.hasSuffix(".test.lua") ? String(name.dropLast(".test.lua".count)) : name
        return [file, name, stem + ".lua", stem]
    }

    private var files: String {
        let files = Set(tests.map(\.script)).sorted().map { VisibleText($0).escaped }
        let more = files.count > MissingTest.listed ? ", …" : ""
        let count = tests.count == 1 ? "there is 1 test" : "there are \(tests.count) tests"
        let list = files.prefix(MissingTest.listed).joined(separator: ", ") + more
        let place = source == "." ? "" : " \(ShellText.quoted(source))"
        return "\(count) in \(list); \(Program.name) test\(place) --list lists them"
    }
}
