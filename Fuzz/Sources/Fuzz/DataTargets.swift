@testable import MockModel

/// Readers of data: forms, JSON, packed values, patterns, measures.
enum DataTargets {
    /// Multipart bodies with the boundary `b`.
    static func multipart(_ bytes: [UInt8]) {
        let type = HeaderFields([("Content-Type", "multipart/form-data; boundary=b")])
        let form = FormBody(Request(method: "POST", target: "/", headers: type, body: bytes))
        check(form.files.reduce(0) { $0 + $1.body.count } <= bytes.count, "files are parts of the body")
        _ = HeaderParameters(String(decoding: bytes, as: UTF8.self))
        let plain = HeaderFields([("Content-Type", "application/x-www-form-urlencoded")])
        _ = FormBody(Request(method: "POST", target: "/", headers: plain, body: bytes)).fields
    }

    /// JSON texts: read, written, packed and unpacked, the value stays the same.
    static func json(_ bytes: [UInt8]) {
        _ = try? JSONValue(file: bytes)
        let outline = {
            var reader = JSONReader(bytes)
            return try? reader.readDocument()
        }()
        guard let value = try? JSONValue(parsing: bytes) else { return check(outline == nil, "readers agree") }
        check(outline != nil, "readers agree")
        // A whole double is written without its fraction, and so read as a whole number: what is written again is the same.
        for written in [JSONWriter.compact(value), JSONWriter.pretty(value)] {
            let again = (try? JSONValue(parsing: written)).map(JSONWriter.compact)
            check(again == JSONWriter.compact(value), "what is written reads the same")
        }
        check(JSONValue(PackedValue(value)) == value, "what is packed unpacks the same")
    }

    /// Packed values.
    static func packed(_ bytes: [UInt8]) {
        let packed = PackedValue(bytes: bytes)
        _ = (packed.number, packed.scalar)
        let value = JSONValue(packed)
        _ = JSONWriter.compact(value)
        // A text of a packed value may be no UTF-8, which JSON repairs; once repaired it stays.
        let again = JSONValue(PackedValue(value))
        check(JSONWriter.compact(again) == JSONWriter.compact(value), "what is packed again stays the same")
    }

    /// Patterns of paths, regular expressions, conditions and paths into JSON: the first line; the rest is what they are held against.
    static func patterns(_ bytes: [UInt8]) {
        let cut = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        let pattern = String(decoding: bytes[..<cut], as: UTF8.self)
        let text = String(decoding: bytes[cut...].dropFirst(), as: UTF8.self)
        _ = try? PathPattern(parsing: pattern)
        if let expression = try? RegularExpression(pattern) { _ = try? expression.isFound(in: text) }
        _ = try? NetworkRule(parsing: pattern)
        _ = PercentEncoding.decode(Substring(pattern))
        guard let condition = try? Condition(parsing: pattern, at: SourceLocation(file: "f", line: 1)) else { return }
        let request = Request(
            method: "POST", target: "/a/b?" + text.prefix { $0 != "\n" }, headers: HeaderFields([("X-A", text)]),
            body: Array(text.utf8))
        _ = condition.failure(in: ConditionContext(request: request, parameters: [("id", text)]))
    }

    /// Durations, latencies, sizes, rates, faults and times.
    static func units(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let duration = try? Duration(mock: text, signed: true) {
            check((try? Duration(mock: duration.written, signed: true)) != nil, "a written duration is one")
        }
        if let latency = try? Latency(parsing: text) {
            var random = RandomGenerator(seed: 1)
            for _ in 0..<4 { _ = latency.sample(using: &random) }
            _ = latency.description
        }
        _ = try? ByteSize(parsing: text).description
        _ = try? Rate(parsing: text).description
        _ = try? Fault(parsing: text)
        if let seconds = HTTPDate.parse(text) { _ = HTTPDate.parse(HTTPDate.format(seconds)) }
        if let time = TimeText.milliseconds(ofRFC3339: text) {
            check(TimeText.milliseconds(ofRFC3339: TimeText.rfc3339(time, milliseconds: true)) == time || time < 0
                || time >= 253_402_300_800_000, "a written time reads the same")
        }
        if let number = Int64(text) {
            _ = (TimeText.rfc3339(number, milliseconds: true), TimeText.httpDate(number), CivilTime(milliseconds: number))
        }
    }
}
