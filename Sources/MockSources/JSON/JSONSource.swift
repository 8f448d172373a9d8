import MockModel

/// A JSON file of a source: its value, and the lines, columns and pointers of its parts.
struct JSONSource {
    /// The whole value.
    let value: JSONValue
    private let document: JSONDocument
    /// The text with its lines.
    let source: SourceText

    /// The name of the file.
    var file: String { source.file }

    /// Reads the text of a file, in UTF-8 or UTF-16.
    init(_ bytes: [UInt8], file: String) throws(JSONError) {
        document = try JSONDocument(file: bytes)
        source = SourceText(file: file, bytes: document.bytes)
        value = document.value
    }

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - bytes: the text, in UTF-8 or UTF-16.
    ///   - file: the name of the file.
    ///   - name: the name of the problem that a broken text is.
    ///   - prefix: what stands in front of the reader's words in the problem.
    /// - Throws: `Problem` with line and column.
    init(
        _ bytes: [UInt8], file: String, problem name: String, prefix: String = "this is not JSON: "
    ) throws(Problem) {
        do throws(JSONError) {
            try self.init(bytes, file: file)
        } catch {
            throw Problem(.error, name, prefix + error.message, at: error.location(in: file), hint: error.hint)
        }
    }

    /// The place of the part that a pointer leads to.
    func location(of pointer: String) -> SourceLocation {
        var location = source.location(of: document.range(of: pointer))
        location.pointer = pointer
        return location
    }

    /// The lines on which the elements of the list begin, from 1.
    var elementLines: [Int] {
        document.elements.map { source.location(of: $0..<$0 + 1).line ?? 1 }
    }
}
