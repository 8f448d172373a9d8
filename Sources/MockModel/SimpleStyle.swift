/// The style `simple` of OpenAPI, in which header fields are written: `3,4,5`, `role,admin,first,Alex`.
public enum SimpleStyle {
    /// A value as the text of a header field.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - isExploded: whether names and values of an object are joined: `role=admin,first=Alex`.
    public static func text(of value: JSONValue, isExploded: Bool) -> String {
        switch value {
        case .array(let elements): return elements.map(plain).joined(separator: ",")
        case .object(let object):
            let mark = isExploded ? "=" : ","
            return object.members.map { "\($0.name)\(mark)\(plain($0.value))" }.joined(separator: ",")
        default: return plain(value)
        }
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: JSONWriter.text(value)
        }
    }
}
