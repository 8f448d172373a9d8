/// A response as it was read from a socket.
public struct RawResponse: Equatable, Sendable {
    /// The status code.
    public var status: Int
    /// The reason phrase.
    public var reason: String
    /// The header lines in order, as written.
    public var headers: [[String]]
    /// The body, by `Content-Length` or decoded from chunks.
    public var body: [UInt8]

    /// The first value of a header.
    public subscript(name: String) -> String? {
        headers.first { $0[0].lowercased() == name.lowercased() }?[1]
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// Reads one response from the start of some bytes, with its length; `nil` when they are not a whole one.
    ///
    /// - Parameter toHead: whether it answers `HEAD`, so that no body follows.
    public static func parse(_ bytes: [UInt8], toHead: Bool = false) -> (response: RawResponse, count: Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let first = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard first.count >= 2, first[0] == "HTTP/1.1", let status = Int(first[1]) else { return nil }
        let headers = lines.dropFirst().map { line in
            line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0.drop { $0 == " " })
            }
        }
        var response = RawResponse(
            status: status, reason: first.count > 2 ? String(first[2]) : "", headers: headers, body: [])
        if toHead || status == 204 || status == 304 || status < 200 { return (response, end.upperBound) }
        let length = response["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        response.body = Array(bytes[end.upperBound..<end.upperBound + length])
        return (response, end.upperBound + length)
    }
}
