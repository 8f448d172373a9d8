import MockModel
import TestSupport
import Testing

@testable import MockServer

/// Random damage to good and bad messages, cut in random places; the seed is in the failure's text.
@Suite struct ParserFuzzTests {
    @Test(arguments: [UInt64](1...8))
    func `damaged messages are read the same in any pieces, and never crash`(_ seed: UInt64) {
        var random = RandomGenerator(seed: seed)
        let originals = RequestCase.all.filter { $0.bytes.count < 2000 }
        for turn in 0..<500 {
            let bytes = damaged(originals.randomElement(using: &random)?.bytes ?? [], using: &random)
            let whole = parserEvents(of: [bytes])
            #expect(parserEvents(of: cut(bytes, using: &random)) == whole, "seed \(seed), turn \(turn): \(bytes)")
        }
    }

    @Test(
        arguments: [[0x86], [0x0D], [0x0D, 0x0A], [0x0D, 0x0A, 0x86], [0x47], Array("GET / HTTP/1.1".utf8)] as [[UInt8]]
    )
    func `what follows an empty line between two messages reads the same in any pieces`(_ rest: [UInt8]) {
        let first = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        let bytes = first + [0x0D, 0x0A] + rest
        let whole = parserEvents(of: [bytes])
        for place in 0...bytes.count {
            #expect(parserEvents(of: [Array(bytes[..<place]), Array(bytes[place...])]) == whole, "cut at \(place)")
        }
        #expect(parserEvents(of: bytes.map { [$0] }) == whole)
    }

    private func damaged(_ original: [UInt8], using random: inout RandomGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0...Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = UInt8.random(in: 0 ... .max, using: &random)
            case 2: bytes.insert([0, 9, 10, 13, 32, 58].randomElement(using: &random) ?? 0, at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(8), at: place)
            }
        }
        return bytes
    }

    private func cut(_ bytes: [UInt8], using random: inout RandomGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...min(rest.count, 40), using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
