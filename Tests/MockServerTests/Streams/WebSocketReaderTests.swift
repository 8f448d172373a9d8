import MockModel
import NIOCore
import Testing

@testable import MockServer

@Suite struct WebSocketReaderTests {
    private func events(_ bytes: [UInt8], inPiecesOf size: Int) throws -> [WebSocketReader.Event] {
        var reader = WebSocketReader()
        var events: [WebSocketReader.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.feed(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
            for _ in 0..<1000 {
                let event = try reader.next()
                if event == .incomplete { break }
                events.append(event)
            }
        }
        return events
    }

    @Test func `the same bytes mean the same in any pieces`() throws {
        let long = [UInt8](repeating: 7, count: 70_000)
        let bytes =
            WebSocketClient.frame(1, Array("é".utf8)) + WebSocketClient.frame(9, [1]) + WebSocketClient.frame(2, long)
            + WebSocketClient.frame(1, [97], isFinal: false) + WebSocketClient.frame(10)
            + WebSocketClient.frame(0, [98])
            + WebSocketClient.frame(8, [3, 232, 111, 107])
        let expected: [WebSocketReader.Event] = [
            .message(.text(Array("é".utf8))), .ping([1]), .message(.binary(long)), .pong,
            .message(.text([97, 98])), .close(code: 1000, reason: "ok"),
        ]
        for size in [1, 2, 3, 7, 1_000, bytes.count] { #expect(try events(bytes, inPiecesOf: size) == expected) }
    }

    @Test func `any bytes are read or refused, and never break the reader`() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomGenerator(seed: seed)
        var refused = 0
        for _ in 0..<2_000 {
            var reader = WebSocketReader()
            let count = Int(random.next() % 200)
            var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            if random.next() % 2 == 0 { bytes = WebSocketClient.frame(UInt8(random.next() % 11), bytes) }
            reader.feed(ByteBuffer(bytes: bytes))
            do {
                for _ in 0..<300 where try reader.next() == .incomplete { break }
            } catch {
                refused += 1
                #expect([1002, 1007, 1009].contains(error.code), "seed \(seed)")
            }
        }
        #expect(refused > 0, "seed \(seed)")
    }
}
