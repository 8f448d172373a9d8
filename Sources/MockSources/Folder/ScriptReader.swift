import MockFiles
import MockModel

/// Reads Lua files.
enum ScriptReader {
    private static let largest = 4 << 20

    /// The text of a file with the findings that it silences.
    ///
    /// - Throws: `Problem` for a file that cannot be read or is no text.
    static func read(
        _ entry: FolderEntry, as kind: ScriptFile.Kind, in root: ProjectRoot
    ) throws(Problem) -> (ScriptFile, Set<String>) {
        var bytes = try self.bytes(of: entry, in: root).asUTF8
        guard bytes.first != 0x1B else {
            throw Problem(
                .error, "no-text", "\(entry.path) is compiled Lua; only its text is run", at: entry.location)
        }
        // `#!/usr/bin/env mockscript` is for the shell; as a comment it keeps its line.
        if bytes.starts(with: "#!".utf8) { bytes.replaceSubrange(0..<2, with: "--".utf8) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let place = SourceText(file: entry.path, bytes: bytes).firstInvalidPlace
            throw Problem(
                .error, "no-text", "\(entry.path) is not UTF-8", at: place, hint: "write other bytes as \\xE9")
        }
        let silenced = SilencedFindings.names(in: bytes, comment: "--")
        return (ScriptFile(name: entry.path, kind: kind, text: text), silenced)
    }

    private static func bytes(of entry: FolderEntry, in root: ProjectRoot) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: entry.target, upTo: largest) else {
                throw DiskError(reason: "is larger than 4 MiB")
            }
            return bytes
        } catch {
            throw Problem(.error, "unreadable-file", "\(entry.path) \(error.reason)", at: entry.location)
        }
    }
}

extension SourceText {
    /// The first line that is not UTF-8.
    var firstInvalidPlace: SourceLocation {
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: line, as: UTF8.self) == nil { break }
            start = line.endIndex + 1
        }
        return location(of: start..<start + 1)
    }
}
