internal import MockModel

/// Finds `res:use("name")` in handlers.
struct ExampleUses {
    private let texts: [String: LuaText]

    init(_ scripts: [ScriptFile]) {
        let routes = scripts.filter { $0.kind.hasHandlers && $0.text.contains(":use") }
        texts = Dictionary(routes.map { ($0.name, LuaText(Array($0.text.utf8))) }) { first, _ in first }
    }

    /// The handler with what it uses; nothing when several functions begin on its line.
    func noted(in handler: HandlerDeclaration) -> HandlerDeclaration {
        guard let text = texts[handler.location.file], let line = handler.location.line else { return handler }
        let functions = text.places(onLine: line).filter { text.tokens[$0].isKeyword("function") }
        guard functions.count == 1, let start = functions.first,
            text.outline.parameters[start]?.dropFirst().first == "res"
        else { return handler }
        let body = start..<LuaReturns(text).end(ofFunctionAt: start)
        var noted = handler
        noted.uses = text.outline.calls.compactMap { use($0, body, text, handler.location.file) }
        return noted
    }

    private func use(
        _ call: LuaCall, _ body: Range<Int>, _ text: LuaText, _ file: String
    ) -> NameUse? {
        guard body.contains(call.start), call.isMethod, call.name == call.start + 2,
            text.tokens[call.start].text == "res",
            text.tokens[call.start + 2].text == "use", let name = call.arguments.first
        else { return nil }
        return text.nameUse(name, in: file)
    }
}

extension LuaText {
    /// The name that an argument is; nothing for one that is more than a plain string.
    func nameUse(_ argument: Range<Int>, in file: String) -> NameUse? {
        guard argument.count == 1, case let token = tokens[argument.lowerBound], token.kind == .string,
            !token.text.contains("\\"), let place = location(of: argument, in: file)
        else { return nil }
        return NameUse(name: token.text, location: place)
    }
}
