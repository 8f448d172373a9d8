internal import MockModel

/// Finds the collections that code names: `mock.collection("carts")`, `mock.resource("carts")`.
enum CollectionUses {
    /// Those whose name stands in a file, in its order.
    static func all(in scripts: [ScriptFile]) -> [NameUse] {
        scripts.filter { $0.kind.isCode && mayName($0.text) }.flatMap { script -> [NameUse] in
            let text = LuaText(Array(script.text.utf8))
            return text.outline.calls.compactMap { use($0, text, script.file) }
        }
    }

    /// Whether it is worth to take a file apart.
    private static func mayName(_ text: String) -> Bool {
        text.contains("mock.collection") || text.contains("mock.resource")
    }

    private static func use(_ call: LuaCall, _ text: LuaText, _ file: String) -> NameUse? {
        guard call.name == call.start + 2, text.tokens[call.start].text == "mock", text.isSign(".", at: call.start + 1),
            ["collection", "resource"].contains(text.tokens[call.start + 2].text), let name = call.arguments.first
        else { return nil }
        var use = text.nameUse(name, in: file)
        use?.key = call.arguments.dropFirst().first.flatMap { key(in: text.tokens[$0]) }
        return use
    }

    /// The option `key = "sku"`.
    private static func key(in options: ArraySlice<LuaToken>) -> String? {
        options.indices.dropLast(2).first { index in
            options[index].kind == .name && options[index].text == "key" && options[index + 1].isSign("=")
                && options[index + 2].kind == .string
        }.map { options[$0 + 2].text }
    }
}
