public import MockFiles
import MockModel

/// A file or a folder that may be a source.
public struct SourceCandidate {
    /// The path as the user wrote it, for messages.
    public let path: String
    /// The folder itself; of a file, the folder that it lies in.
    public let root: ProjectRoot
    /// The file; `nil` for a folder.
    public let file: SourceFile?

    /// Takes a folder.
    init(folder root: ProjectRoot, path: String) {
        self.path = path
        self.root = root
        file = nil
    }

    /// Takes a file and reads it.
    init(file name: String, in root: ProjectRoot, path: String) {
        self.path = path
        self.root = root
        file = SourceFile(name, Result { () throws(Problem) in try SourceFile.bytes(of: name, in: root, path) })
    }
}

/// The contents of a file that may be a source.
public struct SourceFile {
    /// The name of the file in its folder.
    public let name: String
    /// The text, or why it cannot be read.
    let contents: Result<[UInt8], Problem>
    /// The text as JSON, or what is wrong with it; `nil` for a file that is none by its name and its first character.
    let json: Result<JSONSource, Problem>?

    private static let largest = 256 << 20

    /// Takes a file that was read.
    init(_ name: String, _ contents: Result<[UInt8], Problem>) {
        self.name = name
        self.contents = contents
        json = SourceFile.json(name, contents)
    }

    /// The extension of the name in lower case.
    var fileExtension: String { SourceFile.fileExtension(of: name) }

    private static func fileExtension(of name: String) -> String {
        name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    }

    private static func beginsLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.asUTF8.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static func json(_ name: String, _ contents: Result<[UInt8], Problem>) -> Result<JSONSource, Problem>? {
        guard case .success(let bytes) = contents, !SettingsReader.fileNames.contains(name) else { return nil }
        guard ["json", "har"].contains(fileExtension(of: name)) || beginsLikeJSON(bytes) else { return nil }
        return Result { () throws(Problem) in try JSONSource(bytes, file: name, problem: "bad-json", prefix: "") }
    }

    fileprivate static func bytes(of name: String, in root: ProjectRoot, _ path: String) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: name, upTo: largest) else {
                throw DiskError(reason: "is larger than 256 MiB")
            }
            return bytes
        } catch { throw Problem(.error, "unreadable-file", "\(path) \(error.reason)") }
    }
}
