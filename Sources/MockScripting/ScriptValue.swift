/// A value that crosses the wall between Swift and Lua.
enum ScriptValue: Equatable {
    /// Lua's nil.
    case nothing
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// A Lua string: any bytes.
    case bytes([UInt8])
    /// A Lua table, as MessagePack.
    case packed([UInt8])
    /// The mark `mock.null`.
    case null

    /// A Lua string from text.
    static func text(_ text: String) -> ScriptValue { .bytes(Array(text.utf8)) }

    /// The string as text, nil for other kinds; bytes that are not UTF-8 become U+FFFD.
    var text: String? {
        guard case .bytes(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
