extension [UInt8] {
    /// The bytes of a text in UTF-8, without the mark that some editors put in front: a text that begins with the mark of UTF-16 is
    /// converted, as PowerShell writes it.
    var asUTF8: [UInt8] {
        if starts(with: [0xEF, 0xBB, 0xBF]) { return Array(dropFirst(3)) }
        guard count % 2 == 0, let order = byteOrder else { return self }
        let units = stride(from: 2, to: count, by: 2).map { index in
            let (first, second) = (UInt16(self[index]), UInt16(self[index + 1]))
            return order == .little ? second << 8 | first : first << 8 | second
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) } ?? self
    }

    private enum ByteOrder {
        case little, big
    }

    /// The order of the mark of UTF-16 in front; a mark of UTF-32 is none.
    private var byteOrder: ByteOrder? {
        if starts(with: [0xFF, 0xFE]) { return starts(with: [0xFF, 0xFE, 0, 0]) ? nil : .little }
        return starts(with: [0xFE, 0xFF]) ? .big : nil
    }

    /// Whether a mark stands in front that tells how a text is encoded.
    var haveByteOrderMark: Bool { starts(with: [0xEF, 0xBB, 0xBF]) || byteOrder != nil }
}
