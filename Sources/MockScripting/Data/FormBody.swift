internal import MockModel

/// The fields and files of a form: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578).
struct FormBody {
    /// An uploaded file.
    struct File {
        var name: String
        var filename: String
        var type: String
        var body: [UInt8]
    }

    private(set) var fields: [(name: String, value: String)] = []
    private(set) var files: [File] = []

    /// Reads the body of a request by its content type; anything else has no fields.
    init(_ request: Request) {
        let type = HeaderParameters(request.headers["content-type"] ?? "")
        if type.value == "multipart/form-data", let boundary = type["boundary"], !boundary.isEmpty {
            for part in MultipartParts(request.body, boundary: boundary).parts { add(part) }
        } else if type.value == "application/x-www-form-urlencoded" {
            fields = FormEncoding.decode(String(decoding: request.body, as: UTF8.self))
        }
    }

    private mutating func add(_ part: MultipartParts.Part) {
        let disposition = HeaderParameters(part.headers["content-disposition"] ?? "")
        guard disposition.value == "form-data", let name = disposition["name"] else { return }
        guard let filename = disposition["filename"] else {
            fields.append((name, String(decoding: part.body, as: UTF8.self)))
            return
        }
        let type = part.headers["content-type"] ?? "application/octet-stream"
        files.append(File(name: name, filename: filename, type: type, body: Array(part.body)))
    }
}

/// A header value with parameters: `form-data; name="a"; filename="b.txt"` (RFC 9110 §5.6.6).
struct HeaderParameters {
    /// What stands before the first `;`, in lower case.
    let value: String
    private var parameters: [String: String] = [:]

    init(_ text: String) {
        var parts = HeaderParameters.split(text)[...]
        value = (parts.popFirst() ?? "").trimmed.lowercased()
        for part in parts {
            guard let cut = part.firstIndex(of: "=") else { continue }
            let name = part[..<cut].trimmed.lowercased()
            parameters[name] = HeaderParameters.unquoted(part[part.index(after: cut)...].trimmed)
        }
    }

    subscript(name: String) -> String? { parameters[name] }

    /// Cuts at each `;` that does not stand in quotes.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var isQuoted = false
        var isEscaped = false
        for letter in text {
            if letter == ";" && !isQuoted {
                parts.append("")
                continue
            }
            if letter == "\"" && !isEscaped { isQuoted.toggle() }
            isEscaped = letter == "\\" && !isEscaped
            parts[parts.count - 1].append(letter)
        }
        return parts
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }
}

/// The parts between the boundaries of a multipart body (RFC 2046 §5.1.1).
struct MultipartParts {
    /// One part.
    struct Part {
        var headers: HeaderFields
        var body: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    init(_ body: [UInt8], boundary: String) {
        let line = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line break of its own before it.
        let bytes = [0x0D, 0x0A] + body
        var start = MultipartParts.find(line, in: bytes[...])
        while let from = start, parts.count < 1_000 {
            let rest = bytes[(from + line.count)...]
            guard !rest.starts(with: [0x2D, 0x2D]), let end = MultipartParts.find(line, in: rest) else { return }
            if let part = MultipartParts.part(rest[..<end]) { parts.append(part) }
            start = end
        }
    }

    /// Reads a part: the rest of the boundary's line, header lines, an empty line, the body.
    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let top = find([0x0D, 0x0A], in: bytes), let cut = find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes[top...])
        else {
            return nil
        }
        var headers = HeaderFields()
        for line in String(decoding: bytes[top..<cut], as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers.append(String(line[..<colon].trimmed), String(line[line.index(after: colon)...].trimmed))
        }
        return Part(headers: headers, body: bytes[(cut + 4)...])
    }

    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var index = bytes.startIndex
        while index <= bytes.endIndex - needle.count {
            if bytes[index] == first && bytes[index...].starts(with: needle) { return index }
            index += 1
        }
        return nil
    }
}
