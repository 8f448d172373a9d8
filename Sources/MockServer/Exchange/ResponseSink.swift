import MockEngine
import MockModel
import NIOCore

/// Carries a response to its client in the bytes of one protocol.
///
/// The exchange driver decides what is sent and when; the sink knows how it looks on the wire. The sink tells the driver when the client takes
/// more again (``ExchangeDriver/resumeWriting()``).
protocol ResponseSink: AnyObject {
    /// Whether the client takes more bytes now.
    var isWritable: Bool { get }
    /// Whether the client has closed its side: it sends no more.
    var hasInputEnded: Bool { get }
    /// Bytes that were written for the client so far.
    var written: Int { get }

    /// Writes an interim response 103; a protocol that has none writes nothing.
    func writeEarlyHints(_ fields: HeaderFields, to request: PendingRequest)
    /// Writes a response that is small and in memory, and ends it; `false`, and nothing, when it cannot.
    func writeWhole(_ delivery: Delivery, to request: PendingRequest) -> Bool
    /// Writes as much of the head as a plan sends.
    func writeHead(_ plan: ResponsePlan, of delivery: Delivery, to request: PendingRequest)
    /// Writes a part of a body in memory.
    func writeBody(_ bytes: ArraySlice<UInt8>)
    /// Hands a part of a body that was read from a file to the client.
    func writeBody(_ bytes: ByteBuffer)
    /// Hands everything that was written to the client.
    func flush()
    /// Writes what follows the body and ends the response.
    func end(_ tail: Transmission.Tail, _ ending: Transmission.Ending, call: Int)
    /// Ends the connection at once.
    func abort()

    /// Writes the head of a response whose body code makes; `false`, and nothing, when it cannot be written.
    func openStream(_ delivery: Delivery, to request: PendingRequest) -> Bool
    /// Writes a part that code makes; `false` when the client takes no more.
    func writePart(_ part: StreamPart) -> Bool
    /// Answers the handshake of a WebSocket; gives what is delivered instead when the request opens none.
    func openWebSocket(_ delivery: Delivery, to request: PendingRequest) -> Delivery?
    /// Both ways of the WebSocket that is open.
    var webSocket: WebSocketExchange? { get }
    /// Reads what the client sent over the WebSocket.
    func readWebSocket()
    /// The code of the WebSocket wants a message; `nil` when none is there.
    func receive(_ time: Duration?, _ token: WaitToken) -> WaitOutcome?
    /// The code of the WebSocket is done.
    func finishWebSocket(_ failure: ScriptFailure?)
    /// Both sides of the WebSocket have closed.
    func concludeWebSocket()
}
