import MockEngine
import MockModel
import TestSupport

/// Reads a response as a client of HTTP/1 does that knows nothing of the server, byte by byte as it comes.
struct WireReader {
    private var bytes: ArraySlice<UInt8>
    private var received = ReceivedResponse(ending: .silence)

    /// What a client has in its hands after some bytes; the ending is `silence` while more may come.
    static func read(_ bytes: [UInt8], isHead: Bool) -> ReceivedResponse {
        var reader = WireReader(bytes: bytes[...])
        reader.readMessage(isHead: isHead)
        return reader.received
    }

    /// Reads what comes over a connection until the response is whole, the connection ends, or nothing follows what is expected.
    static func read(from client: RawClient, isHead: Bool, expected: ReceivedResponse) -> ReceivedResponse {
        var bytes: [UInt8] = []
        while true {
            var received = read(bytes, isHead: isHead)
            // Once all that is expected is there, a moment shows that nothing follows.
            let part = client.readPart(within: received == expected ? 0.3 : 600)
            bytes += part.bytes
            received = read(bytes, isHead: isHead)
            guard received.ending == .silence, let ending = part.ending else {
                if received.ending == .silence { continue }
                return received
            }
            received.ending = WireReader.ending(ending, received, bytes)
            return received
        }
    }

    private static func ending(
        _ ending: RawClient.Ending, _ received: ReceivedResponse, _ bytes: [UInt8]
    ) -> ReceivedResponse.Ending {
        switch ending {
        case .silent: return .silence
        case .reset: return .reset
        case .closed:
            let isHTTP = zip(bytes, Array("HTTP/1.1 ".utf8)).allSatisfy { $0 == $1 }
            return received.head == nil && !isHTTP ? .malformed : .closed
        }
    }

    private mutating func readMessage(isHead: Bool) {
        while let head = readHead() {
            if head.status == 103 {
                received.hints.append(head.headers)
                continue
            }
            take(head)
            return readBody(head, isHead: isHead)
        }
    }

    /// Reads status line and fields; `nil` when they are not whole.
    private mutating func readHead() -> Response? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            received.ending = .malformed
            return nil
        }
        bytes = bytes[end.upperBound...]
        let fields = lines.dropFirst().map { line -> (String, String) in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1].dropFirst()))
        }
        return Response(status: status, reason: String(words[2]), headers: HeaderFields(fields))
    }

    /// Keeps what of a head does not depend on the protocol.
    private mutating func take(_ head: Response) {
        let framing = ["content-length", "transfer-encoding", "connection", "x-mock-call"]
        var kept = head
        kept.headers = HeaderFields(head.headers.fields.filter { !framing.contains($0.name.lowercased()) })
        received.head = kept
        received.length = head.headers["content-length"].flatMap { Int($0) }
    }

    private mutating func readBody(_ head: Response, isHead: Bool) {
        if isHead || head.status == 204 || head.status == 304 { return received.ending = .whole }
        if head.headers["transfer-encoding"] == "chunked" { return readChunks() }
        let length = received.length ?? 0
        received.body = Array(bytes.prefix(length))
        if received.body.count == length { received.ending = .whole }
    }

    private mutating func readChunks() {
        while let line = bytes.firstRange(of: Array("\r\n".utf8)) {
            guard let size = Int(String(decoding: bytes[..<line.lowerBound], as: UTF8.self), radix: 16) else {
                return received.ending = .malformed
            }
            bytes = bytes[line.upperBound...]
            received.body += bytes.prefix(size)
            guard bytes.count >= size + 2 else { return }
            bytes = bytes.dropFirst(size + 2)
            if size == 0 { return received.ending = .whole }
        }
        if bytes.count > 16 { received.ending = .malformed }
    }
}
