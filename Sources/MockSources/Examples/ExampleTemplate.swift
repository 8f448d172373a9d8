import MockModel

/// Finds the expressions of an example and makes one chunk of them.
struct ExampleTemplate {
    /// The text that is sent as the body, when there is one: a range of a file.
    var body: (source: SourceText, range: Range<Int>)?
    /// The content type of the body.
    var contentType: String?
    /// The values of the header that have `{{`: the place of the field from 1, and where the value stands.
    var headers: [(place: Int, range: Range<Int>)] = []
    /// The file of the example.
    let source: SourceText

    /// The chunk, or `nil` when there is no `{{` at all.
    ///
    /// - Throws: `Problem` named `bad-template` or `bad-example`.
    func chunk() throws(Problem) -> ScriptFile? {
        var fields: [Int: [TemplateChunk.Piece]] = [:]
        for (place, range) in headers {
            fields[place] = try TextTemplate.pieces(of: range, in: source, kind: .header)
        }
        let pieces = try bodyPieces()
        guard pieces != nil || !fields.isEmpty else { return nil }
        var script = ScriptFile(name: name, kind: .template, text: TemplateChunk.text(headers: fields, body: pieces))
        script.references = (fields.sorted { $0.key < $1.key }.flatMap(\.value) + (pieces ?? [])).references
        return script
    }

    /// Lua names the file with the expressions in its errors; the header's wins, because an example has only one chunk.
    private var name: String {
        headers.isEmpty ? body?.source.file ?? source.file : source.file
    }

    private func bodyPieces() throws(Problem) -> [TemplateChunk.Piece]? {
        guard let (source, range) = body, Array(source.bytes[range]).haveBraces else { return nil }
        switch TextKind(contentType: contentType) {
        case .json:
            if let problem = JSONCheck.problem(of: range, in: source, severity: .error, contentType: contentType) {
                throw problem
            }
            return try JSONTemplate.pieces(of: range, in: source)
        case .text(let kind): return try TextTemplate.pieces(of: range, in: source, kind: kind)
        }
    }
}

/// Whether a body that says it is JSON is JSON.
enum JSONCheck {
    /// What is wrong with a part of a file; `nil` for JSON, and for content types that are not one JSON value.
    static func problem(
        of range: Range<Int>, in source: SourceText, severity: Problem.Severity, contentType: String?
    ) -> Problem? {
        guard let contentType, MediaType.isJSON(contentType), !source.bytes[range].isBlank else { return nil }
        do throws(JSONError) {
            _ = try JSONValue(file: Array(source.bytes[range]))
            return nil
        } catch {
            var place = error.location(in: source.file)
            place.line = error.line + source.bytes[..<range.lowerBound].count { $0 == 0x0A }
            return Problem(
                severity, "bad-example", "this is not JSON: \(error.message)", at: place,
                hint: hint(for: error, in: source.bytes[range]) ?? error.hint)
        }
    }

    private static func hint(for error: JSONError, in body: ArraySlice<UInt8>) -> String? {
        let around = body.dropFirst(max(0, error.offset - 1)).prefix(4)
        guard Array(around).haveBraces else { return nil }
        return "an expression stands in quotes, \"{{ … }}\", and is sent as its value; \\\\{{ is {{ itself"
    }
}
