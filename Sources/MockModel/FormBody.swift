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
    /// The error of a form's body, `nil` without one; the fields before the error are there all the same.
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
        let disposition = HeaderParameters(part.disposition)
        guard disposition.value == "form-data", let name = disposition["name"] else {
            problem = problem ?? "a part has no \"Content-Disposition: form-data\" with a name"
            return
        }
        guard let filename = disposition["filename"] else {
            fields.append((name, String(decoding: part.body, as: UTF8.self)))
            return
        }
        files.append(File(name: name, filename: filename, type: part.type, body: Array(part.body)))
    }
}

/// A header value with parameters: `form-data; name="a"; filename="b.txt"` (RFC 9110 §5.6.6).
struct HeaderParameters {
    /// What stands before the first `;`, in lower case.
    let value: String
    private var parameters: [String: String] = [:]

    init(_ text: String) {
        var parts = HeaderParameters.split(text.utf8)[...]
        value = parts.popFirst().map { HeaderParameters.text($0).lowercased() } ?? ""
        for part in parts {
            guard let cut = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = HeaderParameters.text(part[..<cut]).lowercased()
            parameters[name] = HeaderParameters.unquoted(HeaderParameters.text(part[part.index(after: cut)...]))
        }
    }

    subscript(name: String) -> String? { parameters[name] }

    /// Cuts at each `;` that does not stand in quotes.
    private static func split(_ bytes: String.UTF8View) -> [Substring.UTF8View] {
        var isQuoted = false
        var isEscaped = false
        return bytes.split(omittingEmptySubsequences: false) { byte in
            if byte == UInt8(ascii: ";"), !isQuoted {
                isEscaped = false
                return true
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            return false
        }
    }

    /// A piece of the value, without white space at both ends.
    private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes).trimmed) }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count > 1, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"") else {
            return text
        }
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }
}

/// The parts between the boundaries of a multipart body (RFC 2046 §5.1.1).
///
/// Each byte is looked at a fixed number of times, however many lines and parts there are.
struct MultipartParts {
    /// One part.
    struct Part {
        /// The value of `Content-Disposition`.
        var disposition = ""
        /// The value of `Content-Type`.
        var type = "application/octet-stream"
        var body: ArraySlice<UInt8> = []
    }

    private(set) var parts: [Part] = []
    /// The error of the body; `nil` without one.
    private(set) var problem: String?
    private static let most = 1_000
    private static let lineEnd = ByteSearch([0x0D, 0x0A])
    private static let blankLine = ByteSearch([0x0D, 0x0A, 0x0D, 0x0A])

    init(_ body: [UInt8], boundary: String) {
        let line = ByteSearch("\r\n--\(boundary)".utf8)
        // The first boundary has no line break of its own before it.
        let bytes = [0x0D, 0x0A] + body
        guard var start = line.first(in: bytes.span, bytes.indices) else {
            problem = "the boundary \"\(boundary)\" of Content-Type does not occur in the body"
            return
        }
        while !bytes[(start + line.count)...].starts(with: [0x2D, 0x2D]) {
            let rest = start + line.count..<bytes.count
            guard parts.count < MultipartParts.most, let end = line.first(in: bytes.span, rest) else {
                problem =
                    parts.count < MultipartParts.most
                    ? "the body ends before its closing boundary \"--\(boundary)--\"" : "more than 1,000 parts"
                return
            }
            if let part = MultipartParts.part(bytes[rest.lowerBound..<end], in: bytes.span) {
                parts.append(part)
            } else {
                problem = "part \(parts.count + 1) has no empty line behind its header"
            }
            start = end
        }
    }

    /// Reads a part: the rest of the boundary's line, header lines, an empty line, the body.
    private static func part(_ bytes: ArraySlice<UInt8>, in all: Span<UInt8>) -> Part? {
        guard let top = lineEnd.first(in: all, bytes.indices),
            let cut = blankLine.first(in: all, top..<bytes.endIndex)
        else { return nil }
        var part = Part(body: bytes[(cut + 4)...])
        var hasDisposition = false
        var hasType = false
        var start = top
        while start < cut, !hasDisposition || !hasType {
            let end = bytes[start..<cut].firstIndex(of: 0x0A) ?? cut
            let line = bytes[start..<end]
            start = end + 1
            guard let first = line.first, first.lowercased == 0x63 || first == 0x20 || first == 0x09 else { continue }
            if !hasDisposition, let value = value(of: "content-disposition", in: line) {
                (part.disposition, hasDisposition) = (value, true)
            } else if !hasType, let value = value(of: "content-type", in: line) {
                (part.type, hasType) = (value, true)
            }
        }
        return part
    }

    /// The value of a header line, when it has that name; the name is written in lower case.
    private static func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
        let name = name.utf8
        guard let colon = line.prefix(name.count + 64).firstIndex(of: 0x3A) else { return nil }
        let written = line[..<colon].drop { $0 == 0x20 || $0 == 0x09 }
        guard written.prefix(name.count).lazy.map(\.lowercased).elementsEqual(name),
            written.dropFirst(name.count).allSatisfy({ $0 == 0x20 || $0 == 0x09 })
        else { return nil }
        return String(String(decoding: line[(colon + 1)...], as: UTF8.self).trimmed)
    }
}
