internal import CLuaHost

extension LuaHost {
    /// The arguments of an entry, written into memory that is kept from one entry to the next.
    @safe struct Arguments: ~Copyable {
        private var values: UnsafeMutableBufferPointer<luahost_value>
        private var count = 0
        private var bytes: UnsafeMutableRawBufferPointer
        private var used = 0

        init() {
            unsafe values = .allocate(capacity: 8)
            unsafe bytes = .allocate(byteCount: 512, alignment: 1)
        }

        deinit {
            unsafe values.deallocate()
            unsafe bytes.deallocate()
        }

        /// Bytes that are kept from one entry to the next.
        private static let kept = 1 << 16

        mutating func reset() {
            count = 0
            used = 0
            guard unsafe bytes.count > Self.kept else { return }
            unsafe bytes.deallocate()
            unsafe bytes = .allocate(byteCount: 512, alignment: 1)
        }

        mutating func append(_ value: ScriptValue) {
            switch value {
            case .nothing: appendNothing()
            case .boolean(let value): append(value)
            case .integer(let value): append(value)
            case .number(let value): append(value)
            case .bytes(let value): append(bytes: value)
            case .packed(let value): append(packed: value)
            case .null: appendNull()
            }
        }

        mutating func appendNothing() { unsafe add(luahost_value()) }

        mutating func appendNull() {
            unsafe add(Self.value(luahost_null))
        }

        mutating func append(_ value: Bool) {
            var item = unsafe Self.value(luahost_boolean)
            unsafe item.boolean = value
            unsafe add(item)
        }

        mutating func append(_ value: Int64) {
            var item = unsafe Self.value(luahost_integer)
            unsafe item.integer = value
            unsafe add(item)
        }

        mutating func append(_ value: Double) {
            var item = unsafe Self.value(luahost_number)
            unsafe item.number = value
            unsafe add(item)
        }

        mutating func append(_ text: String) {
            let bytes = text.utf8.span
            unsafe bytes.withUnsafeBytes { unsafe addBytes(luahost_bytes, $0) }
        }

        /// Adds a Lua string of these bytes.
        mutating func append(bytes: [UInt8]) {
            unsafe bytes.withUnsafeBytes { unsafe addBytes(luahost_bytes, $0) }
        }

        /// Adds the table that the MessagePack describes.
        mutating func append(packed bytes: [UInt8]) {
            unsafe bytes.withUnsafeBytes { unsafe addBytes(luahost_packed, $0) }
        }

        /// The values, whose bytes no longer move, valid until the next change.
        mutating func settled() -> UnsafeBufferPointer<luahost_value> {
            for index in 0..<count where unsafe values[index].count > 0 {
                unsafe values[index].bytes = UnsafePointer(
                    bytes.baseAddress?.advanced(by: Int(values[index].integer)).assumingMemoryBound(to: UInt8.self))
            }
            return unsafe UnsafeBufferPointer(rebasing: values[0..<count])
        }

        private static func value(_ kind: luahost_kind) -> luahost_value {
            var value = unsafe luahost_value()
            unsafe value.kind = kind
            return unsafe value
        }

        private mutating func add(_ value: luahost_value) {
            if unsafe count == values.count {
                let larger = UnsafeMutableBufferPointer<luahost_value>.allocate(capacity: count * 2)
                _ = unsafe larger.update(fromContentsOf: values)
                unsafe values.deallocate()
                unsafe values = unsafe larger
            }
            unsafe values[count] = unsafe value
            count += 1
        }

        private mutating func addBytes(_ kind: luahost_kind, _ content: UnsafeRawBufferPointer) {
            makeRoom(content.count)
            var item = unsafe Self.value(kind)
            unsafe item.integer = Int64(used)
            unsafe item.count = content.count
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[used...]).copyMemory(from: content)
            used += content.count
            unsafe add(item)
        }

        private mutating func makeRoom(_ wanted: Int) {
            guard unsafe used + wanted > bytes.count else { return }
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: (used + wanted) * 2, alignment: 1)
            unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<used]))
            unsafe bytes.deallocate()
            unsafe bytes = unsafe larger
        }
    }
}
