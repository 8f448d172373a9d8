import MockModel
import NIOCore

/// Reads the answer to one request (RFC 9112) from bytes as they come; does no input or output itself.
///
/// As strict as the reader of requests: an answer whose length can be understood in two ways is refused.
struct ResponseParser {
    /// What the bytes so far amount to.
    enum Event: Equatable {
        /// More bytes are needed.
        case incomplete
        /// The whole answer, and whether the connection may carry another one.
        case answer(Response, keepsAlive: Bool)
        /// It is not usable.
        case failed(ResponseError)
    }

    /// What is read next.
    enum Stage: Equatable {
        case statusLine
        case fields
        case length(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
        /// The body ends where the connection does.
        case untilEnd
        case done
    }

    let limits: ResponseLimits
    /// Whether the request was `HEAD`, whose answer has no body whatever its header says.
    private let isHead: Bool
    var buffer = ByteBuffer()
    var stage = Stage.statusLine
    var body: [UInt8] = []
    /// Bytes and lines of the header, or of the trailers, that were read.
    var fieldBytes = 0
    var fieldCount = 0
    /// Whether any byte has come.
    private(set) var hasBegun = false
    private var response = Response()
    private var minorVersion = 1
    private var fields: [HeaderFields.Field] = []
    private var interim = 0

    init(isHead: Bool, limits: ResponseLimits) {
        self.isHead = isHead
        self.limits = limits
    }

    /// Takes bytes.
    mutating func feed(_ bytes: ByteBuffer) {
        if bytes.readableBytes > 0 { hasBegun = true }
        if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeImmutableBuffer(bytes) }
    }

    /// The next event; after `answer` and `failed` there is none.
    mutating func next() -> Event {
        do throws(ResponseError) {
            while true {
                if let event = try advance() { return event }
            }
        } catch {
            return .failed(error)
        }
    }

    /// The connection is closed: what that means for the answer.
    mutating func end() -> Event {
        if stage == .untilEnd { return finish(keepsAlive: false) }
        return .failed(hasBegun ? .cutShort : .silent)
    }

    private mutating func advance() throws(ResponseError) -> Event? {
        switch stage {
        case .statusLine: return try readStatusLine()
        case .fields: return try readFields()
        case .done: return .incomplete
        default: return try readBody()
        }
    }

    private mutating func readStatusLine() throws(ResponseError) -> Event? {
        guard let line = try StatusLine.read(buffer, limit: limits.header.requestLine) else { return .incomplete }
        buffer.moveReaderIndex(forwardBy: line.next)
        response = Response(status: line.status, reason: line.reason)
        minorVersion = line.minorVersion
        fields = []
        (fieldBytes, fieldCount) = (0, 0)
        stage = .fields
        return nil
    }

    private mutating func readFields() throws(ResponseError) -> Event? {
        while true {
            switch try readField() {
            case .field(let field): fields.append(field)
            case .end: return try completeHead()
            case .incomplete: return .incomplete
            }
        }
    }

    private mutating func completeHead() throws(ResponseError) -> Event? {
        response.headers = HeaderFields(fields)
        if (100..<200).contains(response.status) { return try passInterim() }
        switch try ResponseFraming(response, minorVersion: minorVersion, isHead: isHead) {
        case .none: return finish(keepsAlive: keepsAlive)
        case .length(let length):
            if length > limits.body { throw bodyTooLarge }
            stage = .length(remaining: length)
        case .chunked:
            stage = .chunkSize
            (fieldBytes, fieldCount) = (0, 0)
        case .untilEnd: stage = .untilEnd
        }
        return nil
    }

    /// Passes over an answer of the class 1xx; the request did not ask to switch protocols (RFC 9110 §15.2).
    private mutating func passInterim() throws(ResponseError) -> Event? {
        interim += 1
        guard response.status != 101, interim <= limits.interim else {
            throw .malformed("the status \(response.status), which nothing asked for")
        }
        stage = .statusLine
        return nil
    }

    /// Whether the connection stays open behind the answer (RFC 9112 §9.3).
    private var keepsAlive: Bool {
        let options = response.headers.values(of: "connection").flatMap { $0.split(separator: ",") }
        func has(_ option: String) -> Bool { options.contains { String($0.trimmed).equalsIgnoringCase(option) } }
        return !has("close") && (minorVersion > 0 || has("keep-alive"))
    }

    /// Hands the answer out; when bytes follow it, the connection is not used again.
    mutating func finish() -> Event { finish(keepsAlive: keepsAlive) }

    private mutating func finish(keepsAlive: Bool) -> Event {
        stage = .done
        let length = isHead || response.status == 304 ? response.writtenLength : nil
        response.headers = response.headers.endToEnd
        if let length { response.headers.append("Content-Length", "\(length)") }
        response.body = body.isEmpty ? .none : .bytes(body)
        body = []
        return .answer(response, keepsAlive: keepsAlive && buffer.readableBytes == 0)
    }

    var bodyTooLarge: ResponseError { .tooLarge("a body of more than \(limits.body) bytes") }
}
