internal import MockModel

/// Finds the collections that code names: `mock.collection("carts")`, `mock.resource("carts")`.
enum CollectionUses {
    /// Those whose name stands in a file, in its order.
    static func all(in scripts: [ScriptFile]) -> [CollectionUse] {
        scripts.filter { $0.kind.isCode && $0.text.contains("mock.") }.flatMap { script -> [CollectionUse] in
            let text = LuaText(Array(script.text.utf8))
            return text.outline.calls.compactMap { use($0, text, script.file) }
        }
    }

    private static func use(_ call: LuaCall, _ text: LuaText, _ file: String) -> CollectionUse? {
        guard call.name == call.start + 2, text.tokens[call.start].text == "mock", text.isSign(".", at: call.start + 1),
            ["collection", "resource"].contains(text.tokens[call.start + 2].text), let name = call.arguments.first,
            name.count == 1
        else { return nil }
        let token = text.tokens[name.lowerBound]
        guard token.kind == .string, !token.text.contains("\\"), let place = text.location(of: name, in: file) else {
            return nil
        }
        return CollectionUse(name: token.text, location: place)
    }
}
