import Foundation
import MockModel

/// The files that let an editor complete and check: definitions of the Lua API, its settings, and the schema of mockscript.yaml.
struct EditorFiles {
    /// What became of a file.
    enum Outcome: Equatable {
        case written, unchanged
        /// Settings of a person got what was missing.
        case completed
    }

    /// A file whose text a person has to mend.
    struct Refusal: Error {
        let message: String
    }

    let root: URL

    /// The files that belong to mockscript alone, by their path in the project.
    static let generated: [(path: String, text: String)] = [
        (".mockscript/mock.d.lua", DefinitionFile.mock),
        (".mockscript/mock.test.d.lua", DefinitionFile.test),
        (".mockscript/mockscript.schema.json", SettingsSchema.text),
        (".mockscript/.gitignore", "*\n"),
    ]

    /// Writes all of them.
    ///
    /// `.luarc.json` comes last: it may be one that a person wrote.
    func write() throws -> [(path: String, outcome: Outcome)] {
        var outcomes: [(String, Outcome)] = []
        for file in EditorFiles.generated {
            outcomes.append((file.path, try write(file.text, to: file.path)))
        }
        outcomes.append((LuaSettings.path, try writeLuaSettings()))
        return outcomes
    }

    private func write(_ text: String, to path: String) throws -> Outcome {
        let place = root.appendingPathComponent(path)
        if FileManager.default.contents(atPath: place.path) == Data(text.utf8) { return .unchanged }
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place, options: .atomic)
        return .written
    }

    private func writeLuaSettings() throws -> Outcome {
        let place = root.appendingPathComponent(LuaSettings.path)
        guard let present = FileManager.default.contents(atPath: place.path) else {
            return try write(LuaSettings.text(LuaSettings.all), to: LuaSettings.path)
        }
        guard let value = try? JSONValue(file: Array(present)), case .object(let object) = value,
            let completed = LuaSettings.completed(object)
        else {
            throw Refusal(
                message: """
                    .luarc.json is there already and cannot be completed without changing what stands in it; add these lines to it

                    \(LuaSettings.text(LuaSettings.all))
                    """)
        }
        guard completed != object else { return .unchanged }
        _ = try write(LuaSettings.text(completed), to: LuaSettings.path)
        return .completed
    }
}

/// The settings of lua-language-server for a project.
enum LuaSettings {
    static let path = ".luarc.json"

    /// What a project needs, as in a new file.
    static let all = JSONObject([
        .init("runtime.version", "Lua 5.4"),
        .init("workspace.library", [".mockscript"]),
        .init("diagnostics.globals", .array(globals.map { .string($0) })),
    ])

    /// The globals of handlers and tests.
    static let globals = ["mock", "describe", "it", "before_each", "after_each", "expect", "any"]

    /// The file of some settings.
    static func text(_ object: JSONObject) -> String {
        String(decoding: JSONWriter.pretty(.object(object)), as: UTF8.self) + "\n"
    }

    /// The settings of a person with what they lack; `nil` when one that is needed has another form or another value.
    static func completed(_ object: JSONObject) -> JSONObject? {
        var completed = object
        for wanted in all.members {
            guard let next = adding(wanted.value, at: wanted.name, to: completed) else { return nil }
            completed = next
        }
        return completed
    }

    /// Adds a setting under its whole name, or inside of the group where the person keeps it.
    private static func adding(_ wanted: JSONValue, at name: String, to object: JSONObject) -> JSONObject? {
        if let present = object[name] {
            return merged(present, wanted).map { replacing(name, by: $0, in: object) }
        }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, case .object(let group)? = object[parts[0]] {
            return adding(wanted, at: parts[1], to: group).map { replacing(parts[0], by: .object($0), in: object) }
        }
        return JSONObject(object.members + [.init(name, wanted)])
    }

    private static func merged(_ present: JSONValue, _ wanted: JSONValue) -> JSONValue? {
        guard case .array(let wanted) = wanted else { return present == wanted ? present : nil }
        guard case .array(let present) = present else { return nil }
        return .array(present + wanted.filter { !present.contains($0) })
    }

    private static func replacing(_ name: String, by value: JSONValue, in object: JSONObject) -> JSONObject {
        JSONObject(object.members.map { $0.name == name ? .init(name, value) : $0 })
    }
}
