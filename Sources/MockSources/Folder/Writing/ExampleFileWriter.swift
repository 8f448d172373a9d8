import MockModel

/// Decides what the file of an example is: a plain body where nothing else is to be said, else a whole message.
struct ExampleFileWriter {
    let example: Example
    /// The findings that the file silences.
    let silenced: Set<String>
    /// Whether `{{` begins an expression of Lua.
    let isLua: Bool

    /// The extension of a file that is only the body; `nil` where the example says more than that.
    var plainExtension: String? {
        guard hasNoDirectives, silenced.isEmpty, (200...599).contains(example.response.status) else { return nil }
        guard hasStandardReason, let type = onlyContentType else { return nil }
        guard let name = ExampleFileWriter.fileExtension(of: type), isBodyKept(type) else { return nil }
        return name
    }

    /// Whether the body needs a file beside the message.
    var needsBodyFile: Bool {
        switch example.response.body {
        case .none: false
        case .file: true
        case .bytes(let bytes): example.version != nil || FileReference(in: bytes[...]) != nil
        }
    }

    private var hasNoDirectives: Bool {
        example.conditions.isEmpty && example.when == nil && example.turns == nil && example.weight == nil
            && example.delay == nil && example.fault == nil && example.rate == nil && example.earlyHints.isEmpty
            && example.summary == nil
    }

    private var hasStandardReason: Bool {
        example.response.reason.map { $0 == Response.reason(of: example.response.status) } ?? true
    }

    private var onlyContentType: String? {
        let fields = example.response.headers.fields
        guard fields.count == 1, let field = fields.first, field.name == "Content-Type", field.rawValue == nil else {
            return nil
        }
        return field.value
    }

    /// The extension that gives a content type, letter by letter.
    private static func fileExtension(of type: String) -> String? {
        let preferred = MediaType.fileExtension(ofContentType: type)
        return ([preferred].compactMap(\.self) + MediaType.extensions).first { name in
            !name.contains(".") && name != "lua" && name != "http" && MediaType.contentType(ofExtension: name) == type
        }
    }

    /// Whether the reader of plain files would give the body back as it is.
    private func isBodyKept(_ type: String) -> Bool {
        let isText = TextKind.isText(type)
        switch example.response.body {
        case .none: return !MediaType.isJSON(type) || !example.response.mayHaveBody
        case .file(let file): return file.hasVersions == !isText
        case .bytes(let bytes):
            guard isText == (example.version == nil), !bytes.haveByteOrderMark else { return false }
            return !isLua || example.template != nil || !bytes.haveBraces
        }
    }
}
