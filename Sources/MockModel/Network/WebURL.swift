/// The absolute URL of another server, taken apart by one strict reading (RFC 3986, RFC 9110 §4.2).
///
/// Strict, because what two readers could understand in two ways is how a list of allowed servers is got around: no user or password, no
/// backslash, no encoded host, no number for an address, no name with letters that only look alike.
public struct WebURL: Sendable, Hashable {
    /// The server.
    public let origin: WebOrigin
    /// What is asked for: the path, from its slash on, and the query.
    ///
    /// Never empty; bytes outside ASCII are percent-encoded.
    public let target: String

    /// Reads `http://host:port/path?query` or the same with `https`; a fragment is dropped.
    public init(parsing text: String) throws(WebURLError) {
        if let control = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
            throw WebURLError(text, control == " " ? "a space; write %20" : "a control character")
        }
        let rest = try WebURL.afterScheme(text)
        let end = rest.text.unicodeScalars.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.text.endIndex
        origin = try WebOrigin(isSecure: rest.isSecure, authority: rest.text[..<end], of: text)
        target = WebURL.target(rest.text[end...])
    }

    /// The first segment of the path, decoded as a server of ours decodes it.
    public var firstSegment: String? { TargetParts(target).segments.first }

    private static func afterScheme(_ text: String) throws(WebURLError) -> (isSecure: Bool, text: Substring) {
        for (scheme, isSecure) in [("http://", false), ("https://", true)] {
            let head = text.prefix(scheme.count)
            guard String(head).equalsIgnoringCase(scheme) else { continue }
            return (isSecure, text[head.endIndex...])
        }
        guard text.range(of: "://") == nil else { throw WebURLError(text, "a scheme other than http and https") }
        throw WebURLError(text, "no \"https://\" or \"http://\" before its host")
    }

    private static func target(_ text: Substring) -> String {
        let text = Substring(text.unicodeScalars.prefix { $0 != "#" })
        let path = text.utf8.first == UInt8(ascii: "/") ? String(text) : "/" + text
        guard path.utf8.contains(where: { $0 >= 0x80 }) else { return path }
        var encoded: [UInt8] = []
        for byte in path.utf8 {
            if byte < 0x80 {
                encoded.append(byte)
            } else {
                encoded += "%\(String(byte, radix: 16, uppercase: true))".utf8
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

extension WebURL: CustomStringConvertible {
    /// The URL in its usual spelling.
    public var description: String { "\(origin)\(target)" }
}

/// Why a text is no URL that can be called.
public struct WebURLError: Error, Sendable, Equatable {
    /// The text.
    public let text: String
    /// What it has that it should not have, or lacks: `a backslash`, `no host`.
    public let fault: String

    /// Makes an error.
    public init(_ text: String, _ fault: String) {
        self.text = text
        self.fault = fault
    }

    /// Both in a sentence.
    public var message: String { "\"\(text.prefix(200))\" is no URL that can be called: it has \(fault)" }
}
