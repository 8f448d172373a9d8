import MockModel

/// Turns the chains of expressions into references: each chain once, because finding a place costs a walk through the file.
struct ReferenceCollector {
    private var seen: Set<TextKey> = []

    /// The references of an expression that were not met before.
    ///
    /// - Parameters:
    ///   - expression: what was read.
    ///   - bytes: the text that it was read from.
    ///   - place: the place of some bytes of that text in the file.
    mutating func references(
        of expression: LuaExpression, in bytes: [UInt8], place: (Range<Int>) -> SourceLocation
    ) -> [ScriptReference] {
        expression.chains.compactMap { chain in
            let names = chain.names.map { String(decoding: bytes[$0], as: UTF8.self) }
            let path = names.joined(separator: ".")
            guard seen.insert(TextKey(chain.isValue ? "=" + path : path)).inserted else { return nil }
            return ScriptReference(zip(names, chain.names).map { .init($0, at: place($1)) }, isValue: chain.isValue)
        }
    }
}

extension [TemplateChunk.Piece] {
    /// What the expressions read.
    var references: [ScriptReference] {
        flatMap { piece in
            guard case .expression(_, _, _, let references) = piece else { return [ScriptReference]() }
            return references
        }
    }
}
