import MockFiles
import MockModel

/// A folder with `routes/` in it.
struct FolderFormat: SourceFormat {
    let name = "folder"
    let summary = "a folder with routes/"

    func recognizes(_ candidate: SourceCandidate) -> Bool { candidate.file == nil }

    func read(_ candidate: SourceCandidate, options: SourceOptions) throws(Problem) -> Project {
        try FolderReader.read(
            candidate.root, at: candidate.path, withTests: options.withTests, fuzzy: options.fuzzy)
    }
}
