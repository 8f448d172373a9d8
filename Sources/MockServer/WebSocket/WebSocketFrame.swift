import MockModel
import NIOCore

/// A frame that this side sends: whole, final, without a mask (RFC 6455 §5.2).
struct WebSocketFrame {
    /// What a frame is.
    enum Opcode: UInt8 {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        /// Whether it stands between the frames of messages.
        var isControl: Bool { rawValue >= 0x8 }
    }

    let opcode: Opcode
    let payload: [UInt8]

    init(_ opcode: Opcode, _ payload: [UInt8] = []) {
        self.opcode = opcode
        self.payload = payload
    }

    /// The end of a WebSocket; a reason that is too long for a control frame is cut between two characters.
    static func close(_ code: Int, _ reason: String) -> WebSocketFrame {
        var payload = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
        for character in reason {
            guard payload.count + character.utf8.count <= 125 else { break }
            payload += character.utf8
        }
        return WebSocketFrame(.close, payload)
    }

    /// Writes the frame.
    func append(to buffer: inout ByteBuffer) {
        buffer.writeInteger(0x80 | opcode.rawValue)
        switch payload.count {
        case ..<126: buffer.writeInteger(UInt8(payload.count))
        case ..<65_536:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(payload.count))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(payload.count))
        }
        buffer.writeBytes(payload)
    }
}

/// Why a client's WebSocket is ended by this side.
struct WebSocketError: Error, Equatable {
    /// The close code (RFC 6455 §7.4.1).
    let code: Int
    /// What was wrong, told to the client.
    let reason: String

    /// A frame that no client may send.
    static func `protocol`(_ reason: String) -> WebSocketError { WebSocketError(code: 1002, reason: reason) }
    /// Text that is not UTF-8.
    static let encoding = WebSocketError(code: 1007, reason: "text is not UTF-8")
    /// A message larger than is taken.
    static let size = WebSocketError(code: 1009, reason: "a message may have 16 MiB")
}
