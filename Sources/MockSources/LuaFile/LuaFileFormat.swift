import MockFiles
import MockModel

/// A Lua file that returns the route table of `/`, with the code, the records and the settings that lie beside it.
struct LuaFileFormat: SourceFormat {
    let name = "lua"
    let summary = "a .lua file"

    /// A `.lua` file, unless its text is JSON.
    func recognizes(_ candidate: SourceCandidate) -> Bool {
        guard let file = candidate.file, file.fileExtension == "lua" else { return false }
        guard case .success? = file.json else { return true }
        return false
    }

    func read(_ candidate: SourceCandidate, options: SourceOptions) throws(Problem) -> Project {
        let name = candidate.file?.name ?? ""
        let entry = FolderEntry(name: name, path: name, target: name, isFolder: false)
        return try FolderReader.read(single: entry, in: candidate.root, withTests: options.withTests)
    }
}
