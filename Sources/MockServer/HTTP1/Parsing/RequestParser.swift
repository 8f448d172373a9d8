import MockModel
import NIOCore

/// Reads HTTP/1.1 requests (RFC 9112) from bytes as they come; does no input or output itself.
///
/// Strict: whatever two readers could understand in two ways is refused. After a refusal it reads nothing more.
///
///     parser.feed(bytes)
///     while case .message(let message) = parser.next() { answer(message) }
struct RequestParser {
    /// What the bytes so far amount to.
    enum Event: Equatable {
        /// More bytes are needed.
        case incomplete
        /// The header is complete, and the client waits for `100 Continue` before it sends the body.
        case continueExpected
        /// A whole request.
        case message(ReceivedMessage)
        /// The message is not served, and nothing behind it either.
        case refused(RequestFailure)
    }

    /// How far the current message came.
    enum Progress: Equatable {
        case idle
        case head
        case body(received: Int)
    }

    let limits: RequestLimits
    /// The address of the client, which its requests carry.
    var remoteAddress = ""
    /// Bytes that the body of this message may have.
    private(set) var bodyLimit = 0
    /// Asked for that when a message turns out to have a body, so that a new setting takes effect.
    private let currentBodyLimit: () -> Int

    var buffer = ByteBuffer()
    var stage = Stage.requestLine
    var head = RequestHead()
    var body: [UInt8] = []
    /// Bytes and lines of the header, or of the trailers, that were read.
    var fieldBytes = 0
    var fieldCount = 0
    /// The header so far: the bytes of its lines, and the names in them.
    private var header: [UInt8] = []
    private var names = HeaderNameFilter()
    private var framing = FramingFields()
    private var emptyLines = 0

    /// What is read next.
    enum Stage: Equatable {
        case requestLine
        case fields
        case length(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
        case refused
    }

    init(limits: RequestLimits = RequestLimits(), bodyLimit: @escaping () -> Int) {
        self.limits = limits
        currentBodyLimit = bodyLimit
    }

    /// Whether no byte of a further message is there.
    var progress: Progress {
        switch stage {
        case .requestLine: buffer.readableBytes == 0 ? .idle : .head
        case .fields: .head
        case .refused: .idle
        default: .body(received: body.count)
        }
    }

    /// Whether nothing is there to be read.
    var isEmpty: Bool { buffer.readableBytes == 0 && (stage == .requestLine || stage == .fields) }

    /// Takes bytes; they are kept without a copy when none are left from before.
    mutating func feed(_ bytes: ByteBuffer) {
        if stage == .refused { return }
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The bytes behind the last message, when they belong to another protocol.
    mutating func takeRest() -> ByteBuffer {
        defer { buffer = ByteBuffer() }
        return buffer
    }

    /// The next event; to be called until it is `incomplete`.
    mutating func next() -> Event {
        do throws(RequestFailure) {
            return try advance()
        } catch {
            head.headers = readHeaders
            stage = .refused
            buffer = ByteBuffer()
            return .refused(error)
        }
    }

    /// The header as far as it was read; of one that is not complete only the page that sends it, which sees the refusal when it is named.
    var readHeaders: HeaderFields {
        switch stage {
        case .requestLine,
            .fields where head.headers.fields.isEmpty:
            OriginLine.fields(in: header + buffer.readableBytesView)
        default: head.headers
        }
    }

    private mutating func advance() throws(RequestFailure) -> Event {
        while true {
            let event: Event?
            switch stage {
            case .requestLine: event = try readRequestLine()
            case .fields: event = try readFields()
            case .refused: event = .incomplete
            default: event = try readBody()
            }
            if let event { return event }
        }
    }

    /// Reads the first line; empty lines before it are passed over (RFC 9112 §2.2), a few of them.
    private mutating func readRequestLine() throws(RequestFailure) -> Event? {
        let bytes = buffer
        let end = min(bytes.readableBytes, limits.requestLine)
        let scanner = LineScanner(
            end: end, tooLong: end == limits.requestLine ? .requestLineTooLong(limit: end) : nil)
        switch scanner.requestLine(bytes.readableBytesUInt8Span, from: 0) {
        case .requestLine(let line):
            try open(line, in: bytes)
            return nil
        case .refused(let failure):
            if isTLSHandshake { throw .tlsHandshake }
            let start = buffer.readerIndex
            guard try skipEmptyLine() else { throw failure }
            return buffer.readerIndex == start ? incomplete() : nil
        default:
            return incomplete()
        }
    }

    /// Whether the bytes begin a TLS record of a handshake (RFC 8446 §5.1): no method begins with that byte.
    private var isTLSHandshake: Bool {
        buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) == 0x16
    }

    /// Passes over CR LF where a request line should begin; says whether it did, or may do so with the next byte.
    private mutating func skipEmptyLine() throws(RequestFailure) -> Bool {
        let start = buffer.readerIndex
        guard buffer.getInteger(at: start, as: UInt8.self) == ByteClass.carriageReturn else { return false }
        guard let second = buffer.getInteger(at: start + 1, as: UInt8.self) else { return true }
        guard second == ByteClass.lineFeed, emptyLines < 4 else { return false }
        emptyLines += 1
        buffer.moveReaderIndex(forwardBy: 2)
        return true
    }

    private mutating func open(_ line: HeadScan.RequestLine, in bytes: ByteBuffer) throws(RequestFailure) {
        let known = MethodName.known(bytes.readableBytesUInt8Span, line.method)
        head.method = known ?? bytes.text(line.method, isASCII: true)
        head.target = bytes.text(line.target, isASCII: line.isASCII)
        head.minorVersion = line.minorVersion
        if known == nil, head.method == "CONNECT" { throw .connect }
        guard line.isPath || TargetForm.isValid(head.target, method: head.method) else { throw .badTarget }
        buffer.moveReaderIndex(forwardBy: line.next)
        framing = FramingFields()
        (emptyLines, fieldBytes, fieldCount) = (0, 0, 0)
        stage = .fields
    }

    private mutating func readFields() throws(RequestFailure) -> Event? {
        let bytes = buffer
        let span = bytes.readableBytesUInt8Span
        let scanner = fieldScanner(count: span.count)
        var position = 0
        while true {
            let line = try scanner.field(span, from: position)
            guard line.isWhole else {
                keepHeader(position)
                fieldBytes += position
                return incomplete()
            }
            guard !line.isEmpty else {
                keepHeader(line.next)
                return try completeHead()
            }
            fieldCount += 1
            if fieldCount > limits.fields { throw .tooManyFields(limit: limits.fields) }
            names.insert(length: line.name.count, first: span[line.name.lowerBound])
            framing.note(span, name: line.name, value: line.value)
            position = line.next
        }
    }

    /// Moves bytes from the buffer to the header; most headers come whole.
    private mutating func keepHeader(_ count: Int) {
        if header.isEmpty {
            header = buffer.readBytes(length: count) ?? []
        } else {
            header.append(contentsOf: buffer.readableBytesView.prefix(count))
            buffer.moveReaderIndex(forwardBy: count)
        }
    }

    /// The scanner of header lines or trailers, with what is left of their limit.
    func fieldScanner(count: Int) -> LineScanner {
        let left = limits.header - fieldBytes
        guard count >= left else { return LineScanner(end: count) }
        return LineScanner(end: left, tooLong: .headerTooLarge(limit: limits.header))
    }

    private mutating func completeHead() throws(RequestFailure) -> Event? {
        head.headers = HeaderFields(HeaderBlock(header, names: names))
        header = []
        names = HeaderNameFilter()
        try framing.complete(&head)
        if head.framing == .none { return message() }
        bodyLimit = currentBodyLimit()
        switch head.framing {
        case .none: break
        case .length(let length):
            if length > bodyLimit { throw .bodyTooLarge(limit: bodyLimit) }
            stage = .length(remaining: length)
        case .chunked:
            stage = .chunkSize
            fieldBytes = 0
        }
        return head.expectsContinue && buffer.readableBytes == 0 ? .continueExpected : nil
    }

    /// Hands the finished message out and begins anew.
    mutating func message() -> Event {
        let request = Request(
            method: head.method, target: head.target, headers: head.headers, body: body,
            remoteAddress: remoteAddress, contentLimit: bodyLimit)
        let finished = ReceivedMessage(
            request: request, minorVersion: head.minorVersion, keepsAlive: head.keepsAlive)
        head = RequestHead()
        body = []
        stage = .requestLine
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
        return .message(finished)
    }

    /// Waits for more without holding on to a receive buffer that is much larger than what is left in it.
    mutating func incomplete() -> Event {
        if buffer.readableBytes == 0 {
            buffer = ByteBuffer()
        } else if buffer.storageCapacity > 2 * buffer.readableBytes + 512 {
            buffer = ByteBuffer(bytes: buffer.readableBytesView)
        }
        return .incomplete
    }
}
