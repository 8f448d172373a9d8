import MockModel

/// The path of a request without its empty segments, decoded and as it was sent.
struct SentPath {
    /// The decoded segments, in which bytes that are not UTF-8 became U+FFFD.
    let segments: [String]
    /// The same segments as they stand in the request.
    let written: [String]
    let hasEmptySegment: Bool

    init(_ request: Request) {
        let pairs = Array(zip(request.segments, request.writtenSegments))
        let kept = pairs.filter { !$0.0.isEmpty }
        segments = kept.map(\.0)
        written = kept.map(\.1)
        hasEmptySegment = kept.count != pairs.count
    }

    /// A path of decoded segments.
    init(segments: [String]) {
        self.segments = segments
        written = segments.map { PercentEncoding.encode($0) }
        hasEmptySegment = false
    }

    /// The bytes of all decoded segments.
    var byteCount: Int { segments.reduce(0) { $0 + $1.utf8.count } }

    /// The letters of all decoded segments.
    var letterCount: Int { segments.reduce(0) { $0 + $1.unicodeScalars.count } }

    /// The first segment whose bytes are not UTF-8, as it was sent; `nil` when all are text.
    var undecodable: String? { written.first { !PercentEncoding.isText($0) } }

    /// The path as a pattern, in which a parameter takes each segment whose bytes are not UTF-8.
    var pattern: [PathPattern.Segment] {
        var count = 0
        return segments.indices.map { index in
            if PercentEncoding.isText(written[index]) { return .literal(segments[index]) }
            count += 1
            return .parameter(count == 1 ? "name" : "name\(count)")
        }
    }

    /// A segment for people: as it was sent when its bytes are not UTF-8.
    func shown(_ index: Int) -> String {
        PercentEncoding.isText(written[index]) ? segments[index] : written[index]
    }
}
