import MockModel
import Testing

@testable import MockSources
@testable import mockscript

/// The schema of the settings, from which editors and the manual's table come, against the reader of the settings.
@Suite struct SettingsSchemaTests {
    /// A group of settings: the names on the way to it, and its schema.
    struct Group: CustomTestStringConvertible {
        let path: [String]
        let schema: JSONValue

        var testDescription: String { path.isEmpty ? "the file" : path.joined(separator: ".") }

        var names: [String] {
            guard case .object(let properties)? = schema["properties"] else { return [] }
            return properties.members.map(\.name)
        }
    }

    private static let groups = groups(in: SettingsSchema.schema, at: [])

    /// A group and those within it; names that are free are stood for by a pattern of routes.
    private static func groups(in schema: JSONValue, at path: [String]) -> [Group] {
        let choices = (schema["oneOf"]?.elements ?? []).flatMap { groups(in: $0, at: path) }
        let free = schema["additionalProperties"].map { groups(in: $0, at: path + ["/**"]) } ?? []
        guard case .object(let properties)? = schema["properties"] else { return choices + free }
        let within = properties.members.flatMap { groups(in: $0.value, at: path + [$0.name]) }
        return [Group(path: path, schema: schema)] + choices + free + within
    }

    /// The names that the reader knows in a group, as it lists them for one that it does not know.
    private func known(in group: Group) throws -> [String] {
        let text = group.path.reversed().reduce("{ qqqqqqqqqqqqqqqq: 1 }") { "{ \"\($1)\": \($0) }" }
        let problems = try SettingsReader.read(SourceText(file: "mockscript.yaml", bytes: Array(text.utf8))).problems
        let hint = try #require(problems.first { $0.name == "unknown-setting" }?.hint, "\(problems)")
        try #require(hint.hasPrefix("there are "))
        return hint.dropFirst("there are ".count).split(separator: ", ").map(String.init)
    }

    @Test func `every group of settings is looked at`() {
        let paths = Self.groups.map(\.testDescription)
        let wanted = [
            "the file", "cors", "clock", "sessions", "behaviors./**", "behaviors./**.fail", "behaviors./**.limit",
            "limits",
        ]
        #expect(paths == wanted)
    }

    @Test(arguments: groups)
    func `the reader takes the settings that the schema has, and no others`(group: Group) throws {
        #expect(try known(in: group) == group.names.sorted())
    }

    @Test(arguments: groups)
    func `every setting that is no group tells its default, or that it is required`(group: Group) {
        let nested = Set(Self.groups.compactMap(\.path.last) + ["behaviors"])
        for name in group.names where !nested.contains(name) {
            let text = group.schema["properties"]?[name]?["description"]?.text ?? ""
            let isRequired = group.schema["required"]?.elements?.contains(.string(name)) ?? false
            #expect(text.contains(isRequired ? "required" : "efault"), "\(name): \(text)")
        }
    }
}
