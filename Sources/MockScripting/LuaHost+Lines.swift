internal import CLuaHost

extension LuaHost {
    /// The lines that have run, by the name of their chunk; empty for a host that does not note them.
    var notedLines: [String: [Bool]] {
        var noted: [String: [Bool]] = [:]
        let count = unsafe luahost_noted_count(host)
        for index in 0..<count {
            var name: UnsafePointer<CChar>?
            var lines: UnsafePointer<Bool>?
            var size = 0
            unsafe luahost_noted(host, index, &name, &lines, &size)
            guard let name = unsafe name else { continue }
            unsafe noted[String(cString: name)] = unsafe Array(UnsafeBufferPointer(start: lines, count: size))
        }
        return noted
    }
}

extension LuaHost.Chunk {
    /// The lines that can run, from 1.
    func lines(upTo count: Int) -> [Int] {
        var flags = [Bool](repeating: false, count: count + 1)
        unsafe code.withUnsafeBufferPointer { code in
            unsafe flags.withUnsafeMutableBufferPointer { flags in
                unsafe luahost_chunk_lines(code.baseAddress, code.count, flags.baseAddress, flags.count)
            }
        }
        return flags.indices.filter { $0 > 0 && flags[$0] }
    }
}
