extension JSONPlaceFinder {
    /// The lines on which the elements of a list begin, from 1.
    static func elementLines(of bytes: [UInt8]) -> [Int] {
        var lines: [Int] = []
        var (line, depth, isText, awaits) = (1, 0, false, false)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A { line += 1 }
            if isText {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { isText = false }
            } else if byte > 0x20 {
                if awaits, depth == 1, byte != UInt8(ascii: "]") { lines.append(line) }
                awaits = (byte == UInt8(ascii: "[") && depth == 0) || (byte == UInt8(ascii: ",") && depth == 1)
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                default: break
                }
            }
            index += 1
        }
        return lines
    }
}
