/// The fields and files of a form: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578).
public struct FormBody: Sendable {
    /// An uploaded file.
    public struct File: Sendable {
        /// The name of its field.
        public let name: String
        /// The file name, as sent.
        public let filename: String
        /// The content type of the part; `application/octet-stream` when it has none.
        public let type: String
        /// The bytes.
        public let body: [UInt8]
    }

    /// The text fields in order; a name may occur several times.
    public private(set) var fields: [(name: String, value: String)] = []
    /// The uploaded files in order.
    public private(set) var files: [File] = []

    /// Whether the content type is one of a form.
    public let isForm: Bool
    /// What is wrong with the body of a form; what could be read of it is there all the same. `nil` when nothing is.
    public private(set) var problem: String?

    /// Reads the body of a request by its content type; anything else has no fields.
    public init(_ request: Request) {
        let content = (try? request.content()) ?? []
        let type = HeaderParameters(request.headers["content-type"] ?? "")
        let isMultipart = type.value == "multipart/form-data"
        isForm = isMultipart || type.value == "application/x-www-form-urlencoded"
        if isMultipart {
            read(content, boundary: type["boundary"] ?? "")
        } else if isForm {
            fields = FormEncoding.decode(String(decoding: content, as: UTF8.self))
            problem = FormEncoding.problem(in: content)
        }
    }

    private mutating func read(_ body: [UInt8], boundary: String) {
        guard !boundary.isEmpty else {
            problem = "multipart/form-data needs a boundary in Content-Type"
            return
        }
        let read = MultipartParts(body, boundary: boundary)
        problem = read.problem
        for part in read.parts { add(part) }
    }

    private mutating func add(_ part: MultipartParts.Part) {
        let disposition = HeaderParameters(part.headers["content-disposition"] ?? "")
        guard disposition.value == "form-data", let name = disposition["name"] else {
            problem = problem ?? "a part has no \"Content-Disposition: form-data\" with a name"
            return
        }
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
    /// What is wrong with the body; `nil` when nothing is.
    private(set) var problem: String?
    private static let limit = 1_000

    init(_ body: [UInt8], boundary: String) {
        let line = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line break of its own before it.
        let bytes = [0x0D, 0x0A] + body
        guard var start = MultipartParts.find(line, in: bytes[...]) else {
            problem = "the boundary \"\(boundary)\" of Content-Type does not occur in the body"
            return
        }
        while !bytes[(start + line.count)...].starts(with: [0x2D, 0x2D]) {
            let rest = bytes[(start + line.count)...]
            guard parts.count < MultipartParts.limit, let end = MultipartParts.find(line, in: rest) else {
                problem =
                    parts.count < MultipartParts.limit
                    ? "the body ends before its closing boundary \"--\(boundary)--\"" : "more than 1,000 parts"
                return
            }
            if let part = MultipartParts.part(rest[..<end]) {
                parts.append(part)
            } else {
                problem = "part \(parts.count + 1) has no empty line behind its header"
            }
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
