internal import CLuaHost

extension LuaHost {
    /// How deep the lines have run, by the name of their chunk; empty for a host that does not note them.
    ///
    /// A depth is 0 for a line that has not run, else one more than the line on which the innermost function begins that ran there.
    var notedLines: [String: [UInt32]] {
        var noted: [String: [UInt32]] = [:]
        let count = unsafe luahost_noted_count(host)
        for index in 0..<count {
            var name: UnsafePointer<CChar>?
            var lines: UnsafePointer<UInt32>?
            var size = 0
            unsafe luahost_noted(host, index, &name, &lines, &size)
            guard let name = unsafe name else { continue }
            unsafe noted[String(cString: name)] = unsafe Array(UnsafeBufferPointer(start: lines, count: size))
        }
        return noted
    }
}

extension LuaHost.Chunk {
    /// How deep each line can run, by its number; 0 for a line without code.
    func depths(upTo count: Int) -> [UInt32] {
        var flags = [UInt32](repeating: 0, count: count + 1)
        unsafe code.withUnsafeBufferPointer { code in
            unsafe flags.withUnsafeMutableBufferPointer { flags in
                unsafe luahost_chunk_lines(code.baseAddress, code.count, flags.baseAddress, flags.count)
            }
        }
        return flags
    }
}
