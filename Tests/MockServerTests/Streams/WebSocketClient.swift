import TestSupport

/// The client's side of a WebSocket over a raw connection, which can also do what no client may.
final class WebSocketClient {
    let raw: RawClient
    /// The answer to the handshake.
    let head: String
    private var unread: [UInt8]

    /// A frame of the server.
    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]
        var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a close frame.
        var code: Int? { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
    }

    static let handshake = [
        "Upgrade: websocket", "Connection: keep-alive, Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]

    /// Opens a WebSocket.
    init(port: Int, target: String = "/", _ lines: [String] = WebSocketClient.handshake) throws {
        raw = try RawClient(port: port)
        raw.send("GET \(target) HTTP/1.1\r\nHost: x\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
        var bytes: [UInt8] = []
        while bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
            let more = raw.read(atLeast: 1)
            if more.isEmpty { break }
            bytes += more
        }
        let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? bytes.count
        head = String(decoding: bytes[..<end], as: UTF8.self)
        unread = Array(bytes[end...])
    }

    /// A masked frame.
    static func frame(_ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true, mask: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        let flag: UInt8 = mask ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(flag | UInt8(payload.count))
        case ..<65_536: bytes += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default: bytes += [flag | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard mask else { return bytes + payload }
        let key: [UInt8] = [0x12, 0xF4, 0x56, 0x78]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }

    func send(_ text: String) { raw.send(WebSocketClient.frame(1, Array(text.utf8))) }

    func close(_ code: Int? = nil, _ reason: String = "") {
        let payload = code.map { [UInt8($0 >> 8), UInt8($0 & 255)] + Array(reason.utf8) } ?? []
        raw.send(WebSocketClient.frame(8, payload))
    }

    /// The server's next frame that is no ping, which it answers; `nil` when none comes.
    ///
    /// The server pings a client that is silent for a while, as one is on a busy machine.
    func read() -> Frame? {
        while true {
            if let (frame, count) = WebSocketClient.parse(unread) {
                unread.removeFirst(count)
                guard frame.opcode == 9 else { return frame }
                raw.send(WebSocketClient.frame(10, frame.payload))
                continue
            }
            let more = raw.read(atLeast: 1)
            if more.isEmpty { return nil }
            unread += more
        }
    }

    private static func parse(_ bytes: [UInt8]) -> (Frame, Int)? {
        guard bytes.count >= 2 else { return nil }
        var (length, start) = (Int(bytes[1] & 0x7F), 2)
        if length >= 126 {
            let size = length == 126 ? 2 : 8
            guard bytes.count >= 2 + size else { return nil }
            length = bytes[2..<2 + size].reduce(0) { $0 << 8 | Int($1) }
            start += size
        }
        guard bytes.count >= start + length else { return nil }
        return (Frame(opcode: bytes[0] & 0x0F, payload: Array(bytes[start..<start + length])), start + length)
    }
}
