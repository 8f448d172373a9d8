/// The comments that silence findings for their file: `-- mockscript: ignore file-local`, `# mockscript: ignore unknown-directive`.
///
/// Only warnings and notes can be silenced: what keeps a file from being used cannot be talked away.
enum SilencedFindings {
    private static let mark = Array("mockscript: ignore ".utf8)

    /// The names that the comments of a text silence; several may stand behind one mark.
    static func names(in text: some Collection<UInt8>, comment: String) -> Set<String> {
        var names: Set<String> = []
        for line in text.split(separator: 0x0A) {
            guard let words = words(inLine: Array(line), comment: Array(comment.utf8)) else { continue }
            names.formUnion(words)
        }
        return names
    }

    private static func words(inLine line: [UInt8], comment: [UInt8]) -> [String]? {
        guard line.count > mark.count, let end = position(after: comment, in: line[...]) else { return nil }
        let rest = line[end...].drop { $0.isSpace || $0 == comment.first }
        guard rest.starts(with: mark) else { return nil }
        return String(decoding: rest.dropFirst(mark.count), as: UTF8.self)
            .split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    private static func position(after needle: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
        var index = line.startIndex
        while index + needle.count <= line.endIndex {
            if line[index...].starts(with: needle) { return index + needle.count }
            index += 1
        }
        return nil
    }
}
