import MockEngine
import MockModel

/// Bodies in memory that are copies of a file's version: ranges and conditions (RFC 9110 §13, §14).
extension ExchangeCase {
    private static let validators = [
        ("Content-Type", "text/plain"), ("ETag", "\"64-2ebc98a1.0\""),
        ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Accept-Ranges", "bytes"),
    ]

    static let ranges: [ExchangeCase] = [
        versioned("whole", [], got(200, "OK", validators)),
        versioned("bytes 2 to 4", [("Range", "bytes=2-4")], part("bytes 2-4/100", "234")),
        versioned("bytes from 97", [("Range", "bytes=97-")], part("bytes 97-99/100", "789")),
        versioned("the last 4 bytes", [("Range", "bytes=-4")], part("bytes 96-99/100", "6789")),
        versioned(
            "bytes from 100", [("Range", "bytes=100-")],
            got(
                416, "Range Not Satisfiable", Array(validators.dropFirst()) + [("Content-Range", "bytes */100")], "",
                length: 0)),
        versioned("two ranges", [("Range", "bytes=0-1,4-5")], got(200, "OK", validators)),
        versioned(
            "the version that the client has", [("If-None-Match", "\"64-2ebc98a1.0\"")],
            got(304, "Not Modified", validators, "", length: nil)),
        versioned(
            "a version not modified since", [("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")],
            got(304, "Not Modified", validators, "", length: nil)),
        versioned(
            "another version than the client wants", [("If-Match", "\"b\"")],
            got(412, "Precondition Failed", Array(validators.dropFirst()), "", length: 0)),
        versioned(
            "a range of another version", [("Range", "bytes=2-4"), ("If-Range", "\"b\"")], got(200, "OK", validators)),
        ExchangeCase(
            testDescription: "versioned: a range that is cut", headers: [("Range", "bytes=10-19")],
            answer: example(fault: Fault(.truncate), version: FileVersion(seconds: 784_111_777)),
            expected: got(
                206, "Partial Content", validators + [("Content-Range", "bytes 10-19/100")], "01234", length: 10,
                .closed)),
    ]

    private static func versioned(
        _ name: String, _ headers: [(String, String)], _ expected: ReceivedResponse
    ) -> ExchangeCase {
        ExchangeCase(
            testDescription: "versioned: \(name)", headers: headers,
            answer: example(version: FileVersion(seconds: 784_111_777)), expected: expected)
    }

    private static func part(_ range: String, _ body: String) -> ReceivedResponse {
        got(206, "Partial Content", validators + [("Content-Range", range)], body, length: body.utf8.count)
    }
}
