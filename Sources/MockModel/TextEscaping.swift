/// How a value is written into a text template so that it cannot break the text around it.
public enum TextEscaping: String, Sendable, CaseIterable {
    /// As it is.
    case plain
    /// As the inside of a JSON string (also JavaScript).
    case json
    /// As XML or HTML text or attribute value.
    case xml
    /// Percent-encoded, for application/x-www-form-urlencoded.
    case form
    /// As a whole field of CSV (RFC 4180), in quotes when it needs them.
    case csv

    /// The escaping that bodies of a content type need; `plain` for unknown types and for none.
    public init(contentType: String?) {
        guard let contentType else {
            self = .plain
            return
        }
        if MediaType.isJSON(contentType) {
            self = .json
        } else if MediaType.isXML(contentType) {
            self = .xml
        } else {
            self = TextEscaping.ofOther(MediaType.essence(of: contentType))
        }
    }

    private static func ofOther(_ type: String) -> TextEscaping {
        switch type {
        case "text/html": .xml
        case "text/javascript", "application/javascript", "application/x-ndjson", "application/json5": .json
        case "application/x-www-form-urlencoded": .form
        case "text/csv": .csv
        default: .plain
        }
    }

    /// The text, made safe.
    public func escape(_ text: String) -> String {
        switch self {
        case .plain: text
        case .json: String(JSONWriter.quoted(text).dropFirst().dropLast())
        case .xml: TextEscaping.xml(text)
        case .form: PercentEncoding.encode(text)
        case .csv: TextEscaping.csv(text)
        }
    }

    /// Writes the five characters of XML 1.0 §4.6 as references; numeric for the apostrophe, which HTML 4 does not name.
    private static func xml(_ text: String) -> String {
        guard text.utf8.contains(where: { reference(for: $0) != nil }) else { return text }
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            if let reference = reference(for: byte) {
                escaped.append(contentsOf: reference.utf8)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func reference(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    private static func csv(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
