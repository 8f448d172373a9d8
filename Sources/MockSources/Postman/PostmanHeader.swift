import MockModel

/// The header of a request or an answer in a collection: a list of `{key, value}` or of texts, one text, or null.
enum PostmanHeader {
    /// The enabled entries in order; an entry without a name and a value says nothing and is passed over.
    static func entries(of json: JSONValue?) -> [(name: String, value: String)] {
        switch json {
        case .string(let text): lines(of: text)
        case .array(let elements): elements.flatMap(entry)
        case .object(let object): object.members.compactMap { member in member.value.scalar.map { (member.name, $0) } }
        default: []
        }
    }

    private static func entry(_ json: JSONValue) -> [(name: String, value: String)] {
        if let text = json.text { return lines(of: text) }
        guard case .object = json, !json.isDisabled else { return [] }
        let name = json["key"]?.scalar ?? json["name"]?.scalar ?? ""
        let value = json["value"]?.scalar ?? ""
        return name.isEmpty && value.isEmpty ? [] : [(name, value)]
    }

    private static func lines(of text: String) -> [(name: String, value: String)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let (name, value) = line.cut(at: ":")
            return value.map { (String(name.trimmed), String($0.trimmed)) }
        }
    }

    /// Fields that describe one transfer, not the answer (RFC 9110 §7.6.1).
    ///
    /// The server writes its own. A recorded body is decoded text, so its coding is not that of the bytes.
    static let framing: Set<String> = [
        "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "content-encoding",
        "trailer", "upgrade", "te",
    ]

    /// Whether a name is a token (RFC 9110 §5.6.2).
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether a value has no control character but the tab (RFC 9110 §5.5).
    static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}
