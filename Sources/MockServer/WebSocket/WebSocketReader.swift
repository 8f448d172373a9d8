import MockModel
import NIOCore

/// Reads a client's WebSocket frames (RFC 6455 §5) from bytes as they come; does no input or output itself.
///
/// Strict: frames must be masked, reserved bits clear, control frames whole and short. Fragments are joined. A payload is taken as it
/// comes, so that a header which promises much costs nothing.
struct WebSocketReader {
    /// What the bytes so far amount to.
    enum Event: Equatable {
        /// More bytes are needed.
        case incomplete
        case message(WebSocketMessage)
        case ping([UInt8])
        case pong
        /// The client closes; without a code it is 1005.
        case close(code: Int, reason: String)
    }

    /// Bytes that a message may have.
    static let largestMessage = 16 << 20

    private var buffer = ByteBuffer()
    private var frame: Frame?
    /// The message that fragments add up to.
    private var message: [UInt8] = []
    private var opcode: WebSocketFrame.Opcode?

    /// A frame whose payload is being read.
    private struct Frame {
        var opcode: WebSocketFrame.Opcode
        var isFinal: Bool
        var mask: [UInt8]
        var remaining: Int
        var taken = 0
        /// The payload of a control frame.
        var control: [UInt8] = []
    }

    /// Takes bytes.
    mutating func feed(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeImmutableBuffer(bytes) }
    }

    /// The next event; to be called until it is `incomplete`.
    mutating func next() throws(WebSocketError) -> Event {
        while true {
            if frame == nil { frame = try readHead() }
            guard var current = frame else { return incomplete() }
            frame = nil
            guard readPayload(&current) else {
                frame = current
                return incomplete()
            }
            if let event = try end(current) { return event }
        }
    }

    /// Waits without holding on to a receive buffer that was read.
    private mutating func incomplete() -> Event {
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
        return .incomplete
    }

    /// Reads the head of a frame; `nil` when it is not whole.
    private mutating func readHead() throws(WebSocketError) -> Frame? {
        let start = buffer.readerIndex
        guard let first = buffer.getInteger(at: start, as: UInt8.self),
            let second = buffer.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        guard first & 0x70 == 0 else { throw .protocol("a reserved bit is set") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else { throw .protocol("unknown opcode") }
        guard second & 0x80 != 0 else { throw .protocol("a frame without a mask") }
        guard let (length, size) = try length(second & 0x7F, at: start + 2),
            let mask = buffer.getBytes(at: start + 2 + size, length: 4)
        else { return nil }
        buffer.moveReaderIndex(forwardBy: 6 + size)
        let frame = Frame(opcode: opcode, isFinal: first & 0x80 != 0, mask: mask, remaining: length)
        try admit(frame)
        return frame
    }

    /// The payload's length, and how many bytes besides the first say it; `nil` when they are not there.
    private func length(_ short: UInt8, at index: Int) throws(WebSocketError) -> (length: Int, size: Int)? {
        switch short {
        case 126:
            guard let length = buffer.getInteger(at: index, as: UInt16.self) else { return nil }
            guard length >= 126 else { throw .protocol("a length is not written in its shortest form") }
            return (Int(length), 2)
        case 127:
            guard let length = buffer.getInteger(at: index, as: UInt64.self) else { return nil }
            guard length >= 65_536 else { throw .protocol("a length is not written in its shortest form") }
            guard length <= WebSocketReader.largestMessage else { throw .size }
            return (Int(length), 8)
        default: return (Int(short), 0)
        }
    }

    /// Whether a frame may stand here.
    private mutating func admit(_ frame: Frame) throws(WebSocketError) {
        if frame.opcode.isControl {
            guard frame.isFinal else { throw .protocol("a control frame in fragments") }
            guard frame.remaining <= 125 else { throw .protocol("a control frame of more than 125 bytes") }
            return
        }
        let continues = frame.opcode == .continuation
        guard continues == (opcode != nil) else {
            throw .protocol(continues ? "a continuation of nothing" : "a new message within another")
        }
        guard message.count + frame.remaining <= WebSocketReader.largestMessage else { throw .size }
        if !continues { opcode = frame.opcode }
    }

    /// Takes what is there of a payload, without its mask; says whether it is whole.
    private mutating func readPayload(_ frame: inout Frame) -> Bool {
        let count = min(frame.remaining, buffer.readableBytes)
        guard count > 0, var bytes = buffer.readBytes(length: count) else { return frame.remaining == 0 }
        let mask = frame.mask
        for index in bytes.indices { bytes[index] ^= mask[(frame.taken + index) & 3] }
        frame.taken += count
        frame.remaining -= count
        if frame.opcode.isControl {
            frame.control += bytes
        } else if message.isEmpty {
            message = bytes
        } else {
            message += bytes
        }
        return frame.remaining == 0
    }

    /// What a whole frame means; `nil` for a fragment that others follow.
    private mutating func end(_ frame: Frame) throws(WebSocketError) -> Event? {
        switch frame.opcode {
        case .ping: return .ping(frame.control)
        case .pong: return .pong
        case .close: return try close(frame.control)
        default:
            guard frame.isFinal, let opcode else { return nil }
            defer {
                message = []
                self.opcode = nil
            }
            if opcode == .binary { return .message(.binary(message)) }
            guard message.isUTF8 else { throw .encoding }
            return .message(.text(message))
        }
    }

    private func close(_ payload: [UInt8]) throws(WebSocketError) -> Event {
        if payload.isEmpty { return .close(code: 1005, reason: "") }
        guard payload.count >= 2 else { throw .protocol("a close code of one byte") }
        let code = Int(payload[0]) << 8 | Int(payload[1])
        guard WebSocketReader.mayBeSent(code) else { throw .protocol("\(code) is no close code") }
        let reason = Array(payload[2...])
        guard reason.isUTF8 else { throw .encoding }
        return .close(code: code, reason: String(decoding: reason, as: UTF8.self))
    }

    /// Whether a close code may stand in a frame (RFC 6455 §7.4).
    static func mayBeSent(_ code: Int) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension [UInt8] {
    /// Whether it is well-formed UTF-8.
    fileprivate var isUTF8: Bool { (try? UTF8Span(validating: span)) != nil }
}
