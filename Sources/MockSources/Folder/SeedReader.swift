import MockFiles
import MockModel

/// Reads the files of `data/`: each is the list of records that a collection starts with.
enum SeedReader {
    private static let largest = 64 << 20

    /// The seed of a collection named after the file, with a warning for each name that stands twice in an object.
    ///
    /// - Throws: `Problem` named `bad-seed`.
    static func read(
        _ entry: FolderEntry, in root: ProjectRoot
    ) throws(Problem) -> (seed: CollectionSeed, problems: [Problem]) {
        let bytes = try bytes(of: entry, in: root)
        let json = try JSONSource(bytes, file: entry.path, problem: "bad-seed")
        let lines = json.elementLines
        guard let records = json.value.elements else {
            let hint = "a list of records, such as [{ \"id\": 1 }]"
            throw Problem(
                .error, "bad-seed", "\(entry.path) holds \(json.value.kindInWords), not a list", at: entry.location,
                hint: hint)
        }
        for (place, record) in records.enumerated() {
            guard case .object = record else {
                throw Problem(
                    .error, "bad-seed", "record \(place + 1) of \(entry.path) is \(record.kindInWords), not an object",
                    at: json.location(of: "/\(place)"),
                    hint: "a record has named fields, such as { \"id\": 1 }")
            }
        }
        let name = String(entry.parts.stem)
        let seed = CollectionSeed(name: name, records: records, location: entry.location, lines: lines)
        return (seed, JSONDuplicates.problems(in: SourceText(file: entry.path, bytes: bytes.asUTF8)))
    }

    private static func bytes(of entry: FolderEntry, in root: ProjectRoot) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: entry.target, upTo: largest) else {
                throw DiskError(reason: "is larger than 64 MiB")
            }
            return bytes
        } catch { throw Problem(.error, "bad-seed", "\(entry.path) \(error.reason)", at: entry.location) }
    }
}
