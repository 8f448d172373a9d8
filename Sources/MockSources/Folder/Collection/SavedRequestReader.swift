import MockModel

/// Reads a file `requests.http`.
struct SavedRequestReader {
    private(set) var requests: [SavedRequest] = []
    private(set) var problems: [Problem] = []
    private let source: SourceText
    private var current: SavedRequest?
    private var stage = Stage.head
    private var kind = BodyKind.text
    private var whole: String?
    private var variables: String?
    private var bodyLines: [String] = []

    /// How far a request was read.
    private enum Stage {
        case head, header, body
    }

    private enum BodyKind {
        case text, form, multipart, graphQL
    }

    /// Reads the text of a file.
    init(_ source: SourceText) {
        self.source = source
        var start = 0
        while start < source.bytes.count {
            let end = source.bytes[start...].firstIndex(of: 0x0A) ?? source.bytes.count
            read(source.bytes[start..<end])
            start = end + 1
        }
        finish()
    }

    /// Whether a body comes back as it is from between two requests.
    static func isKept(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        let isOpen = "\n\r\t ".unicodeScalars.contains(first) || "\n\r\t ".unicodeScalars.contains(last)
        return !isOpen && !text.utf8.contains(0x0D) && !text.hasPrefix("###") && !text.contains("\n###")
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) {
        let line = String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
        if line.hasPrefix("###") {
            finish()
            current = SavedRequest(
                file: String(line.drop { $0 == "#" }.trimmed),
                location: source.location(of: bytes.startIndex..<bytes.endIndex))
            return
        }
        switch stage {
        case .body: bodyLines.append(line)
        case .head, .header: readHead(line, bytes)
        }
    }

    private mutating func readHead(_ line: String, _ bytes: ArraySlice<UInt8>) {
        if line.trimmed.isEmpty {
            if stage == .header { stage = .body }
        } else if line.hasPrefix("#") || line.hasPrefix("//") {
            readDirective(String(line.drop { $0 == "#" || $0 == "/" }.trimmed), bytes)
        } else if stage == .head {
            readRequestLine(line, bytes)
        } else {
            readField(line, bytes)
        }
    }

    private mutating func readRequestLine(_ line: String, _ bytes: ArraySlice<UInt8>) {
        if current == nil { current = SavedRequest(location: source.location(of: bytes.startIndex..<bytes.endIndex)) }
        let words = line.split(separator: " ")
        guard words.count >= 2, words[1].hasPrefix("/"), HTTPMethods.contains(String(words[0])) else {
            return refuse("this is no request", bytes, hint: "write a method and a path, such as GET /users/7?page=2")
        }
        current?.method = String(words[0])
        current?.target = String(words[1])
        stage = .header
    }

    private mutating func readField(_ line: String, _ bytes: ArraySlice<UInt8>) {
        let (name, value) = line.cut(at: ":")
        guard let value else {
            return refuse("a header line has no colon", bytes, hint: "an empty line stands in front of a body")
        }
        current?.headers.append(String(name.trimmed), String(value.trimmed))
    }

    private mutating func readDirective(_ text: String, _ bytes: ArraySlice<UInt8>) {
        guard text.hasPrefix("@") else { return }
        let (name, value) = text.dropFirst().cut(at: " ")
        let text = String((value ?? "").trimmed)
        switch name {
        case "id": current?.id = text
        case "name": current?.name = text
        case "optional": current?.optional = text
        case "variables": variables = (try? JSONValue(parsing: text))?.text
        case "body": readBody(text, bytes)
        default: break
        }
    }

    private mutating func readBody(_ text: String, _ bytes: ArraySlice<UInt8>) {
        let (word, rest) = text.cut(at: " ")
        switch word {
        case "form": kind = .form
        case "multipart": kind = .multipart
        case "graphql":
            kind = .graphQL
            whole = (rest.map { String($0) }.flatMap { try? JSONValue(parsing: $0) })?.text
        default:
            whole = (try? JSONValue(parsing: text))?.text
            if whole == nil {
                refuse("@body is form, multipart, graphql \"QUERY\" or a text in double quotes", bytes, hint: nil)
            }
        }
    }

    private mutating func refuse(_ message: String, _ bytes: ArraySlice<UInt8>, hint: String?) {
        problems.append(
            Problem(
                .error, "bad-request", message, at: source.location(of: bytes.startIndex..<bytes.endIndex), hint: hint))
    }

    private mutating func finish() {
        if var request = current, stage != .head {
            request.body = body
            requests.append(request)
        }
        current = nil
        stage = .head
        kind = .text
        (whole, variables) = (nil, nil)
        bodyLines = []
    }

    private var body: OriginBody? {
        var lines = bodyLines
        while lines.last?.isEmpty == true { lines.removeLast() }
        let text = whole ?? lines.joined(separator: "\n")
        guard !text.isEmpty else { return nil }
        switch kind {
        case .text: return .text(text)
        case .form: return .form(SavedRequestReader.fields(of: text))
        case .multipart: return .multipart(SavedRequestReader.fields(of: text))
        case .graphQL: return .graphQL(query: text, variables: variables)
        }
    }

    private static func fields(of text: String) -> [OriginBody.Field] {
        text.split(separator: "&").map { pair in
            let (name, value) = pair.cut(at: "=")
            return OriginBody.Field(PercentEncoding.decode(name), PercentEncoding.decode((value ?? "")[...]))
        }
    }
}
