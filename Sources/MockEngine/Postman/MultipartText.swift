import MockModel

/// The text fields of a multipart form (RFC 7578): parts with a name and without a file name.
enum MultipartText {
    /// More parts than this are not read.
    private static let limit = 1_000

    /// The `boundary` parameter of a content type.
    static func boundary(of type: String) -> String? {
        for parameter in type.split(separator: ";").dropFirst() {
            guard let cut = parameter.firstIndex(of: "=") else { continue }
            guard String(parameter[..<cut].trimmed).equalsIgnoringCase("boundary") else { continue }
            let value = parameter[parameter.index(after: cut)...].trimmed
            return value.hasPrefix("\"") && value.count > 1 ? String(value.dropFirst().dropLast()) : String(value)
        }
        return nil
    }

    /// The fields in order; what is no part is passed over.
    static func fields(of body: [UInt8], boundary: String) -> [OriginBody.Field] {
        let line = Array("\r\n--\(boundary)".utf8)
        var fields: [OriginBody.Field] = []
        var rest = ([0x0D, 0x0A] + body)[...]
        for _ in 0..<limit {
            guard let start = rest.place(of: line) else { break }
            rest = rest[(start + line.count)...]
            guard let end = rest.place(of: line) else { break }
            if let field = field(of: rest[..<end]) { fields.append(field) }
        }
        return fields
    }

    private static func field(of part: ArraySlice<UInt8>) -> OriginBody.Field? {
        guard let end = part.place(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = part[..<end].split { $0 == 0x0A || $0 == 0x0D }
        guard let line = lines.first(where: { isDisposition($0) }) else { return nil }
        let head = String(decoding: line, as: UTF8.self)
        guard let name = parameter("name", in: head), parameter("filename", in: head) == nil else { return nil }
        return OriginBody.Field(name, String(decoding: part[(end + 4)...], as: UTF8.self))
    }

    private static func isDisposition(_ line: ArraySlice<UInt8>) -> Bool {
        let name = "content-disposition:".utf8
        return line.prefix(name.count).lazy.map(\.lowercased).elementsEqual(name)
    }

    private static func parameter(_ name: String, in head: String) -> String? {
        for piece in head.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let piece = piece.trimmed
            guard piece.lowercased().hasPrefix("\(name)=\"") else { continue }
            return String(piece.dropFirst(name.count + 2).prefix { $0 != "\"" })
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Where a run of bytes begins.
    fileprivate func place(of needle: [UInt8]) -> Int? {
        guard let first = needle.first else { return nil }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first), found + needle.count <= endIndex {
            if self[found..<found + needle.count].elementsEqual(needle) { return found }
            start = found + 1
        }
        return nil
    }
}
