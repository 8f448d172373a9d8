internal import CLuaHost
internal import MockModel

extension LuaHost {
    /// Values that Lua handed over, read in place.
    @safe struct Values {
        private let list: UnsafePointer<luahost_value>?
        let count: Int

        /// The results of the last entry.
        init(host: OpaquePointer) {
            unsafe list = unsafe luahost_results(host)
            count = unsafe luahost_result_count(host)
        }

        /// The arguments of a call from Lua, valid until it is answered.
        init(list: UnsafePointer<luahost_value>?, count: Int) {
            unsafe self.list = unsafe list
            self.count = count
        }

        private func raw(_ index: Int) -> luahost_value {
            guard index < count, let list = unsafe list else { return unsafe luahost_value() }
            return unsafe list[index]
        }

        /// The value at a position, copied; `nothing` past the end.
        subscript(_ index: Int) -> ScriptValue {
            let value = unsafe raw(index)
            return switch unsafe value.kind {
            case luahost_boolean: unsafe .boolean(value.boolean)
            case luahost_integer: unsafe .integer(value.integer)
            case luahost_number: unsafe .number(value.number)
            case luahost_bytes: unsafe .bytes(Array(Self.content(value)))
            case luahost_packed: unsafe .packed(Array(Self.content(value)))
            case luahost_null: .null
            default: .nothing
            }
        }

        func boolean(_ index: Int) -> Bool? {
            let value = unsafe raw(index)
            return unsafe value.kind == luahost_boolean ? value.boolean : nil
        }

        func integer(_ index: Int) -> Int64? {
            let value = unsafe raw(index)
            return unsafe value.kind == luahost_integer ? value.integer : nil
        }

        /// Milliseconds as a duration, within the range that users can give.
        func duration(_ index: Int) -> Duration? { integer(index).map { Duration(boundedMilliseconds: $0) } }

        /// A number of either kind.
        func number(_ index: Int) -> Double? {
            let value = unsafe raw(index)
            if unsafe value.kind == luahost_integer { return unsafe Double(value.integer) }
            return unsafe value.kind == luahost_number ? value.number : nil
        }

        /// The string at a position as text; bytes that are not UTF-8 become U+FFFD.
        func text(_ index: Int) -> String? {
            let value = unsafe raw(index)
            guard unsafe value.kind == luahost_bytes else { return nil }
            return unsafe String(decoding: Self.content(value), as: UTF8.self)
        }

        /// The string at a position as text; `nil` when it is not UTF-8.
        func validText(_ index: Int) -> String? {
            let value = unsafe raw(index)
            guard unsafe value.kind == luahost_bytes else { return nil }
            return unsafe String(validating: Self.content(value), as: UTF8.self)
        }

        /// How many bytes the string, or the table's MessagePack, at a position has; 0 for anything else.
        func size(_ index: Int) -> Int { unsafe raw(index).count }

        /// The bytes of a string or of a table's MessagePack.
        func bytes(_ index: Int) -> [UInt8]? { unsafe withBytes(index) { bytes in unsafe Array(bytes) } }

        /// Reads the bytes of a string or of a table's MessagePack in place.
        func withBytes<Result>(_ index: Int, _ read: (UnsafeRawBufferPointer) -> Result) -> Result? {
            let value = unsafe raw(index)
            guard unsafe value.kind == luahost_bytes || value.kind == luahost_packed else { return nil }
            return unsafe read(Self.content(value))
        }

        private static func content(_ value: luahost_value) -> UnsafeRawBufferPointer {
            unsafe UnsafeRawBufferPointer(start: value.bytes, count: value.count)
        }
    }
}
