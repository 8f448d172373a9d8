/// The reference page of the manual, in Markdown.
enum ReferencePage {
    /// The whole page.
    static var text: String {
        let chapters = APIReference.mock + APIReference.test
        return introduction + contents(of: chapters) + chapters.map(chapter).joined(separator: "\n") + "\n"
    }

    /// The chapters as links, with the names of their functions and values.
    private static func contents(of chapters: [APIChapter]) -> String {
        let lines = chapters.map { chapter in
            let names = chapter.items.compactMap(name).map { "`\($0)`" }.joined(separator: ", ")
            return "- [\(chapter.title)](#\(anchor(of: chapter.title)))" + (names.isEmpty ? "" : ": \(names)") + "\n"
        }
        return "## Contents\n\n" + lines.joined() + "\n"
    }

    private static func name(of item: APIItem) -> String? {
        switch item {
        case .alias, .type: nil
        case .function(let function): function.name
        case .value(let value): value.name
        }
    }

    /// The anchor that a heading gets where Markdown is shown: lower case, blanks as hyphens, without punctuation.
    private static func anchor(of title: String) -> String {
        String(title.lowercased().compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" ? $0 : nil })
    }

    private static let introduction = """
        # Reference of the Lua API

        <!-- Written by scripts/update-reference from Sources/mockscript/Reference; edit that. -->

        `mockscript help mock.fetch` shows an entry in the terminal. `mockscript types` writes the same for editors.

        A type with `?` may be nil; a parameter with `?` may be left out. "May be called" stands only where there is a limit; all others work
        anywhere, also at file level. Examples are bodies of a handler of `/users/{id}`, answered for `GET /users/7`, or of a test; each is run by
        a test of mockscript. The route has the examples `{"id":"7","name":"Ada"}` and `gone`; there are two products, `tee` and `mug`.


        """

    private static func chapter(_ chapter: APIChapter) -> String {
        "## \(chapter.title)\n\n\(chapter.text)\n\n" + chapter.items.map(item).joined(separator: "\n")
    }

    private static func item(_ item: APIItem) -> String {
        switch item {
        case .alias(let alias): self.alias(alias)
        case .type(let type): self.type(type)
        case .function(let function): self.function(function)
        case .value(let value):
            "### `\(value.name)`\n\n\(value.text) Type: `\(value.type)`.\n" + example(value.example)
        }
    }

    private static func alias(_ alias: APIAlias) -> String {
        guard alias.type.hasPrefix("|") else {
            return "### `\(alias.name)`\n\n\(alias.text)\nType: `\(alias.type)`.\n"
        }
        let choices = alias.type.split(separator: "\n").map { line in
            let parts = line.dropFirst(2).split(separator: "#", maxSplits: 1).map { String($0).trimmedBlanks }
            return "- `\(parts[0])`\(parts.count > 1 ? " \(parts[1])" : "")"
        }
        return "### `\(alias.name)`\n\n\(alias.text)\n\n\(choices.joined(separator: "\n"))\n"
    }

    private static func type(_ type: APIClass) -> String {
        let parent = type.parent.map { " All of `\($0)`, and:" } ?? ""
        let fields = type.fields.isEmpty ? "" : "\n" + table("field", type.fields)
        return "### `\(type.name)`\n\n\(type.text)\(parent)\n\(fields)"
    }

    private static func function(_ function: APIFunction) -> String {
        var text = "### `\(function.shownCall)`\n\n\(function.text)\n"
        if !function.parameters.isEmpty { text += "\n" + table("parameter", function.parameters) }
        if !function.results.isEmpty {
            let results = function.results.map { "`\($0.type)`\($0.text.isEmpty ? "" : " \($0.text)")" }
            text += "\nReturns \(results.joined(separator: ", ")).\n"
        }
        if function.moment != .anywhere { text += "\nMay be called \(function.moment.rawValue).\n" }
        return text + example(function.example)
    }

    private static func table(_ title: String, _ names: [APIName]) -> String {
        let rows = names.map { name in
            let type = name.type.replacing("|", with: "\\|")
            return "| `\(name.name)` | `\(type)` | \(name.text.replacing("|", with: "\\|")) |\n"
        }
        return "| \(title) | type | meaning |\n|---|---|---|\n" + rows.joined()
    }

    private static func example(_ example: APIExample?) -> String {
        guard let example else { return "" }
        let code = "\n```lua\n\(example.code)\n```\n"
        guard example.kind == .handler else { return code }
        let asked = example.request == "api:get(\"/users/7\")" ? "" : "\n`\(example.request)` yields\n"
        return code + asked + "\n```text\n\(example.yields)\n```\n"
    }
}

extension APIFunction {
    /// What a method is called on, as examples name it.
    private static let owners = [
        "Request": "req", "Response": "res", "EventStream": "stream", "ByteStream": "stream", "WebSocket": "socket",
        "Timer": "timer", "Collection": "collection", "Clock": "api.clock", "Api": "api", "Expect": "expect(value)",
        "TestResponse": "response", "TestSocket": "client",
    ]

    /// The name as one writes it: `mock.fetch`, `res:use`.
    var shownName: String {
        guard let colon = name.firstIndex(of: ":") else { return name }
        return (APIFunction.owners[String(name[..<colon])] ?? String(name[..<colon])) + name[colon...]
    }

    /// The call as one writes it: `res:use(name)`.
    var shownCall: String { "\(shownName)(\(parameters.map(\.name).joined(separator: ", ")))" }
}
