public import MockModel

/// A format that a project can be read from.
///
/// A format has a folder of its own in this target and stands in ``SourceFormats/all``; nothing else names it. The same requests give
/// the same answers in every format that can say them (`SourceFormatContractTests`).
public protocol SourceFormat: Sendable {
    /// The name of the format in one word: `folder`, `lua`, `postman`.
    var name: String { get }

    /// The sources of this format in words, for hints: `a folder with routes/`.
    var summary: String { get }

    /// Whether a file or folder is of this format, by its name and by what is in it.
    ///
    /// A broken file of the format counts, as long as it can be told from other files.
    func recognizes(_ candidate: SourceCandidate) -> Bool

    /// Reads a source that was recognized.
    ///
    /// A broken part is a problem of the project, with its file, line, column and, where the format has one, its JSON Pointer; the rest is
    /// read.
    /// - Throws: `Problem` for a source of which nothing can be served.
    func read(_ candidate: SourceCandidate, options: SourceOptions) throws(Problem) -> Project
}

/// The formats that projects can be read from.
public enum SourceFormats {
    /// Every format; the first one that recognizes a source reads it.
    public static let all: [any SourceFormat] = [
        FolderFormat(), LuaFileFormat(), PostmanFormat(), OpenAPIFormat(),
    ]

    /// What can be served, for hints.
    static var servable: String {
        let summaries = all.map(\.summary)
        return summaries.dropLast().joined(separator: ", ") + " and \(summaries.last ?? "") can be served"
    }
}
