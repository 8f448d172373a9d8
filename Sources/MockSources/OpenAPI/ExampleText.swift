import MockModel

/// The bytes of an example that stands as a value in a description.
enum ExampleText {
    /// The bytes as a content type has them: JSON for JSON; a text as it is for all others.
    ///
    /// - Parameter isText: whether the schema describes a text; else a text that is JSON itself is taken for it.
    static func bytes(of value: JSONValue, as type: String, isText: Bool) -> [UInt8] {
        guard MediaType.isJSON(type) else { return plain(value, type) }
        if case .string(let text) = value, !isText, let inner = try? JSONValue(parsing: text), !inner.isScalar {
            return Array(text.utf8)
        }
        return JSONWriter.compact(value)
    }

    private static func plain(_ value: JSONValue, _ type: String) -> [UInt8] {
        if let text = value.scalar { return Array(text.utf8) }
        if MediaType.isXML(type), case .object = value { return Array(XMLText.document(value, named: "root").utf8) }
        return JSONWriter.compact(value)
    }
}

/// A content type that can be sent, for one that may be a range.
enum ConcreteType {
    /// The type itself, or of a range the usual type for a value; JSON where nothing is known of the value.
    static func of(_ type: String, _ value: JSONValue?) -> String {
        guard type.contains("*") else { return type }
        switch MediaType.essence(of: type).split(separator: "/").first {
        case "image": return "image/png"
        case "text": return "text/plain; charset=utf-8"
        case "audio": return "audio/mpeg"
        case "video": return "video/mp4"
        default: return value?.text == nil ? "application/json" : "text/plain; charset=utf-8"
        }
    }
}

extension JSONValue {
    fileprivate var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
