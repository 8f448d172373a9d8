import Testing

@testable import MockServer

@Suite struct LongWordTests {
    private static let words: [(String, LongWord)] = [
        ("connection", .connection), ("content-length", .contentLength), ("keep-alive", .keepAlive),
        ("abcdefgh", LongWord("abcdefgh")), ("abcdefghijklmnop", LongWord("abcdefghijklmnop")),
    ]

    @Test(arguments: words.indices)
    func `a word is known in any letter case, and no byte of it may be another`(_ index: Int) {
        let (text, word) = Self.words[index]
        let bytes = Array(text.utf8)
        let capitals = Array(text.uppercased().utf8)
        func stands(_ line: [UInt8], _ range: Range<Int>) -> Bool { word.stands(in: line.span, range) }
        #expect(stands([0] + bytes + [0], 1..<bytes.count + 1))
        #expect(stands(capitals, bytes.indices))
        #expect(!stands(bytes + [0], 0..<bytes.count + 1))
        for place in bytes.indices {
            // What no name and no value holds: controls, among them CR.
            for byte in UInt8(0x20)...UInt8.max where byte != 0x7F {
                var other = bytes
                other[place] = byte
                let isSame = byte == bytes[place] || byte == capitals[place]
                #expect(stands(other, other.indices) == isSame, "\(byte) at \(place)")
            }
        }
    }
}
