import MockModel
import NIOCore

/// Both ways of an open WebSocket: what came and was not asked for yet, and how far the closing went.
final class WebSocketExchange {
    var reader = WebSocketReader()
    /// Whether this side has sent its close frame.
    private(set) var isCloseSent = false
    /// Whether the client has.
    var isClosedByClient = false
    /// Whether the code was told that no message will come.
    var hasToldClosed = false
    /// Whether the code is done.
    var isRunOver = false
    /// Whether frames are being read now, so that reading does not begin again from within.
    var isReading = false
    /// Whether frames are left for the loop's next turn.
    var isYielding = false
    /// When the client last sent anything.
    var lastHeard = NIODeadline.now()
    private var isPinged = false

    private var messages: [WebSocketMessage] = []
    private var bytes = 0

    /// Whether another message may be taken in: at most 64 and about 1 MiB wait for the code.
    var hasRoom: Bool { messages.count < 64 && bytes < 1 << 20 }
    var isEmpty: Bool { messages.isEmpty }

    /// Whether the code, about to wait once more, has nothing to wait for.
    var isRunUnwanted: Bool { isClosedByClient && hasToldClosed }

    /// Keeps a message until the code asks.
    func keep(_ message: WebSocketMessage) {
        messages.append(message)
        bytes += message.size
    }

    /// The oldest message that waits.
    func take() -> WebSocketMessage? {
        guard !messages.isEmpty else { return nil }
        let message = messages.removeFirst()
        bytes -= message.size
        return message
    }

    /// Drops messages that no run will read.
    func dropMessages() {
        messages = []
        bytes = 0
    }

    /// Writes a message or the end; `false` once this side has closed.
    func write(_ part: StreamPart, to buffer: inout ByteBuffer) -> Bool {
        guard !isCloseSent else { return false }
        switch part {
        case .text(let bytes): WebSocketFrame(.text, bytes).append(to: &buffer)
        case .binary(let bytes), .bytes(let bytes): WebSocketFrame(.binary, bytes).append(to: &buffer)
        case .close(let code, let reason): close(code, reason, to: &buffer)
        }
        return true
    }

    /// Writes the close frame, once; 1005 stands for a frame without a code.
    func close(_ code: Int, _ reason: String = "", to buffer: inout ByteBuffer) {
        guard !isCloseSent else { return }
        isCloseSent = true
        (code == 1005 ? WebSocketFrame(.close) : .close(code, reason)).append(to: &buffer)
    }

    /// What is to be done about a client that is silent: nothing, a ping, or the end after 90 seconds.
    func keepAlive(at now: NIODeadline, to buffer: inout ByteBuffer) -> Bool {
        let silence = now - lastHeard
        if silence < .seconds(30) { isPinged = false }
        if silence >= .seconds(30), !isPinged, !isCloseSent {
            isPinged = true
            WebSocketFrame(.ping).append(to: &buffer)
        }
        return silence < .seconds(90)
    }
}

extension WebSocketMessage {
    /// Bytes of its content.
    fileprivate var size: Int {
        switch self {
        case .text(let bytes), .binary(let bytes): bytes.count
        }
    }
}
