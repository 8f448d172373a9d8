import MockModel
import NIOCore

/// A connection of HTTP/1 as a value: bytes and events go in, actions come out.
///
/// It does no input or output itself.
///
///     connection.receive(bytes)
///     switch connection.next() {
///     case .respond(let message): …   // then connection.endResponse(…)
///
/// While a response is under way nothing further is read, so that TCP holds back a client that pipelines; while more than the channel's mark
/// of output is unsent, no further request is begun.
struct HTTP1Connection {
    /// What the connection does.
    enum Phase: Equatable {
        /// Reads a request, or is idle.
        case reading
        /// Responds to a request.
        case responding
        /// Speaks another protocol.
        case upgraded
        /// The last response was given; bytes that still come are thrown away until the client closes.
        case lingering
        case closed
    }

    /// What is to be done.
    enum Action: Equatable {
        /// Respond to a request.
        case respond(ReceivedMessage)
        /// Write the interim response 100.
        case sendContinue
        /// Respond to a message that is not served, then close; nothing behind the message is read.
        case refuse(RequestFailure)
        /// Go on with what was received.
        case proceed
        /// Read more bytes.
        case read
        /// Wait: a response is under way, or the output has no room.
        case wait
        /// Close so that the client sees the last response.
        case close
        /// Close at once.
        case abort
        /// Reset the connection.
        case reset
    }

    private(set) var phase = Phase.reading
    private(set) var timing: ConnectionTiming
    /// Whether the client sends no more.
    private(set) var inputEnded = false
    /// Whether the output has room.
    var isWritable = true
    /// Whether the channel is not read for now.
    private(set) var isReadPaused = false
    private var parser: RequestParser

    init(limits: RequestLimits = RequestLimits(), at now: NIODeadline, bodyLimit: @escaping () -> Int) {
        parser = RequestParser(limits: limits, bodyLimit: bodyLimit)
        timing = ConnectionTiming(at: now)
    }

    /// The header of a message that is not served, as far as it was read.
    var refusedHeaders: HeaderFields { parser.readHeaders }
    /// The message of which only a part has come; `nil` between two messages.
    var unfinishedMessage: UnfinishedMessage? {
        switch parser.progress {
        case .idle: nil
        case .head: .head
        case .body(let received): .body(of: parser.head, received: received)
        }
    }
    /// Whether the client has not begun a further message.
    var isIdle: Bool { phase == .reading && parser.progress == .idle && timing.stage == .idle }
    /// Whether the next request may begin.
    var mayProceed: Bool { phase == .reading && isWritable }

    /// The address of the client, which its requests carry.
    var remoteAddress: String {
        get { parser.remoteAddress }
        set { parser.remoteAddress = newValue }
    }

    /// Takes bytes.
    mutating func receive(_ bytes: ByteBuffer) {
        if phase == .reading || phase == .responding { parser.feed(bytes) }
    }

    /// What to do next; asked until it says `read`, `wait` or `close`.
    mutating func next() -> Action {
        guard mayProceed else { return .wait }
        if parser.isEmpty { return goOn }
        switch parser.next() {
        case .message(let message):
            phase = .responding
            return .respond(message)
        case .continueExpected: return .sendContinue
        case .refused(let failure): return .refuse(failure)
        case .incomplete: return goOn
        }
    }

    private var goOn: Action { inputEnded ? .close : .read }

    /// A response has ended; says what becomes of the connection.
    ///
    /// - Parameters:
    ///   - ending: how.
    ///   - keepsAlive: whether the connection stays open after a whole response.
    mutating func endResponse(_ ending: Transmission.Ending, keepsAlive: Bool) -> Action {
        if ending == .hang { return .wait }
        if phase == .responding || phase == .upgraded { phase = .reading }
        switch ending {
        case .complete: return keepsAlive ? .proceed : .close
        case .close: return .close
        case .drop, .hang: return .abort
        case .reset: return .reset
        }
    }

    /// The client sends no more; what was asked for is still answered.
    ///
    /// - Parameter dependsOnClient: whether the response under way has no end without the client: a client that closed its side while a
    ///   handler sleeps cannot be told from one that has gone.
    mutating func endInput(dependsOnClient: Bool) -> Action {
        inputEnded = true
        switch phase {
        case .reading: return .proceed
        case .responding: return dependsOnClient ? .abort : .wait
        case .upgraded: return .abort
        case .lingering: return .close
        case .closed: return .wait
        }
    }

    /// The response switches to another protocol; gives the bytes that belong to it.
    mutating func upgrade() -> ByteBuffer {
        phase = .upgraded
        return parser.takeRest()
    }

    /// The last response is given.
    mutating func linger(at now: NIODeadline) {
        phase = .lingering
        timing.enter(.linger, at: now)
    }

    /// The connection is gone.
    mutating func close() { phase = .closed }
}

/// Reading.
extension HTTP1Connection {
    /// The channel has handed over what it read; says whether to read on.
    mutating func endRead(wantsFrames: Bool) -> Bool {
        isReadPaused = !(phase == .lingering || mayProceed || wantsFrames)
        return !isReadPaused
    }

    /// There is room for more input; says whether to read, which the channel does once a time.
    mutating func resumeReading() -> Bool {
        defer { isReadPaused = false }
        return isReadPaused
    }
}

/// Time.
extension HTTP1Connection {
    /// Bytes of a half-sent body.
    var receivedBody: Int {
        if case .body(let count) = parser.progress { count } else { 0 }
    }

    /// Keeps account of since when the client has been at a part of its message.
    mutating func noteStage() {
        let stage: ConnectionTiming.Stage =
            switch parser.progress {
            case .idle: .idle
            case .head: .head
            case .body: .body
            }
        if stage != timing.stage { timing.enter(stage, at: .now()) }
    }

    /// A stage of the response begins.
    mutating func enter(_ stage: ConnectionTiming.Stage, at now: NIODeadline) { timing.enter(stage, at: now) }

    /// Looks at the clock.
    mutating func check(at now: NIODeadline, written: Int, unsent: Int, patience: Timeouts) -> Action {
        let verdict = timing.verdict(
            at: now, received: receivedBody, written: written, unsent: unsent, patience: patience)
        switch verdict {
        case .patient: return .wait
        case .close: return .abort
        case .refuse(let failure): return phase == .reading ? .refuse(failure) : .wait
        }
    }
}
