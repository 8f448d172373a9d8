import MockModel

/// Reads the files of `data/`: each is the list of records that a collection starts with.
enum SeedReader {
    private static let largest = 64 << 20

    /// The seed of a collection named after the file.
    ///
    /// - Throws: `Problem` named `bad-seed`.
    static func read(_ entry: FolderEntry) throws(Problem) -> CollectionSeed {
        let json = try parse(entry)
        guard let records = json.elements else {
            let hint = "a list of records, such as [{ \"id\": 1 }]"
            throw Problem(
                .error, "bad-seed", "\(entry.path) holds \(json.kindInWords), not a list", at: entry.location,
                hint: hint)
        }
        for (place, record) in records.enumerated() {
            guard case .object = record else {
                throw Problem(
                    .error, "bad-seed", "record \(place + 1) of \(entry.path) is \(record.kindInWords), not an object",
                    at: entry.location, hint: "a record has named fields, such as { \"id\": 1 }")
            }
        }
        return CollectionSeed(name: String(entry.parts.stem), records: records, location: entry.location)
    }

    private static func parse(_ entry: FolderEntry) throws(Problem) -> JSONValue {
        var contents = Disk.Contents.large(0)
        do throws(DiskError) {
            contents = try Disk.contents(of: entry.target, upTo: largest)
        } catch { throw Problem(.error, "bad-seed", "\(entry.path) \(error.reason)", at: entry.location) }
        guard case .bytes(let bytes) = contents else {
            throw Problem(.error, "bad-seed", "\(entry.path) is larger than 64 MiB", at: entry.location)
        }
        do throws(JSONError) {
            return try JSONValue(file: bytes)
        } catch {
            throw Problem(
                .error, "bad-seed", "this is not JSON: \(error.message)", at: error.location(in: entry.path),
                hint: error.hint)
        }
    }
}

extension JSONValue {
    /// What kind of value it is, in words.
    var kindInWords: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .number, .bigNumber: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
