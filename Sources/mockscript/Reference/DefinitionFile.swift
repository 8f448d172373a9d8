/// The definition files of the API, in the annotations of LuaCATS, for editors with lua-language-server.
enum DefinitionFile {
    /// `mock.d.lua`: what handlers see.
    static var mock: String {
        text(
            "mock", "Type definitions of the mockscript API. Lua 5.4. Written by `mockscript types`.", APIReference.mock
        )
    }

    /// `mock.test.d.lua`: what *.test.lua see besides.
    static var test: String {
        text(
            "mock.test",
            "Globals of *.test.lua files. `mock` is there too and acts on the running test's session. Written by `mockscript types`.",
            APIReference.test)
    }

    private static func text(_ name: String, _ title: String, _ chapters: [APIChapter]) -> String {
        // A class stands before whatever hangs on it: the global first.
        let global = chapters.flatMap(\.classes).filter { $0.declaration == "mock = {}" }.map(APIItem.type)
        var lines = ["---@meta \(name)", "-- \(title)", ""]
        for item in global { lines += self.lines(item) + [""] }
        for chapter in chapters {
            lines += ["-- \(chapter.title)", ""]
            for item in chapter.items where !isGlobal(item) { lines += self.lines(item) + [""] }
        }
        return lines.dropLast().joined(separator: "\n") + "\n"
    }

    private static func isGlobal(_ item: APIItem) -> Bool {
        if case .type(let type) = item { type.declaration == "mock = {}" } else { false }
    }

    private static func lines(_ item: APIItem) -> [String] {
        switch item {
        case .alias(let alias): lines(alias)
        case .type(let type): lines(type)
        case .function(let function): lines(function)
        case .value(let value):
            comment(value.text) + ["---@type \(value.type)", "\(value.name) = nil"]
        }
    }

    private static func comment(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map { "---\($0)" }
    }

    private static func lines(_ alias: APIAlias) -> [String] {
        let choices = alias.type.split(separator: "\n")
        guard alias.type.hasPrefix("|") else {
            return comment(alias.text) + ["---@alias \(alias.name) \(alias.type)"]
        }
        return comment(alias.text) + ["---@alias \(alias.name)"] + choices.map { "---\($0)" }
    }

    private static func lines(_ type: APIClass) -> [String] {
        comment(type.text) + ["---@class \(type.name)\(type.parent.map { " : \($0)" } ?? "")"]
            + type.fields.map { "---@field \($0.line)" } + (type.declaration.map { [$0] } ?? [])
    }

    private static func lines(_ function: APIFunction) -> [String] {
        comment(function.text)
            + (function.moment == .anywhere ? [] : ["---", "---May be called \(function.moment.rawValue)."])
            + example(function) + (function.generic.map { ["---@generic \($0)"] } ?? [])
            + function.parameters.map { "---@param \($0.line)" } + function.results.map { "---@return \($0.line)" }
            + ["function \(function.call) end"]
    }

    /// The example as a block that editors show when the mouse rests on a name.
    private static func example(_ function: APIFunction) -> [String] {
        guard let example = function.example else { return [] }
        return comment("\n```lua\n\(example.code)\n```")
    }
}
